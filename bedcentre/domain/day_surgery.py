"""Day surgery (日间手术): a patient's way through the day, who is operated first, and what was done as a day case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.people import Patient
from bedcentre.domain.policy import Policy
from bedcentre.domain.theatres import TheatreSession
from bedcentre.domain.vocabulary import CaseCause, CaseState, DayCheck, ListGroup, MilestoneState

QUARTER = timedelta(minutes=15)
"""Operations begin on quarters of an hour: slots are told that way."""

IN_BAY = frozenset(
    {CaseState.ARRIVED, CaseState.IN_THEATRE, CaseState.RECOVERING, CaseState.CONVERTED, CaseState.CANCELLED}
)
"""The states of somebody whose bay is occupied, unless the case is closed; who is cancelled here has yet to go."""

LATEX = "latex_allergy"
"""The flag of a patient who must not meet latex: the theatre is cleanest of it in the morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCase:
    """How a booked operation's day went, from the arrival on, or how it ended before. Without one, it is booked.

    ``planned_at`` is when the operation was to begin, in ``theatre`` (empty: none was booked). ``began_at`` and
    ``ended_at`` are the operation's true times. ``cause`` and ``reason`` say why it was cancelled; ``reason`` alone,
    why it was converted, into the demand ``became_id``. ``closed_at``: since when the bay is no longer theirs.
    """

    demand_id: int
    state: CaseState
    planned_at: datetime
    theatre: str
    surgeon: str
    session_id: int | None
    policy_version: int
    encounter_id: int | None = None
    arrived_at: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    cause: CaseCause | None = None
    reason: str = ""
    became_id: int | None = None

    @property
    def is_here(self) -> bool:
        """Whether the patient is in the centre."""
        return self.state in IN_BAY and self.closed_at is None

    @property
    def state_by_times(self) -> CaseState:
        """How far the patient had come before anything else was decided."""
        if self.ended_at is not None:
            return CaseState.RECOVERING
        return CaseState.ARRIVED if self.began_at is None else CaseState.IN_THEATRE


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectiveOperation:
    """A planned operation that was done: as a day case, or (``day_case`` false) of an inpatient or a converted case.

    ``procedure`` is None where none is coded. Indicator 13 (日间手术占择期手术比例) is counted from these.
    """

    at: datetime
    mrn: str
    specialty: str
    procedure: str | None
    day_case: bool
    converted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Indicator 13, formula 1: day cases that went home, of all elective operations of the time, in per cent."""

    day_cases: int
    elective: int

    @property
    def percent(self) -> float | None:
        """None: no operation, no share."""
        return 100 * self.day_cases / self.elective if self.elective else None


def share_of(operations: Iterable[ElectiveOperation]) -> Share:
    """The share among some operations."""
    found = list(operations)
    return Share(day_cases=sum(each.day_case for each in found), elective=len(found))


def checks(policy: Policy) -> Iterator[Step]:
    """What must be confirmed before an operation starts, and by whom."""
    return (Step(name=check.value, owner=policy.day_check_owner[check]) for check in DayCheck)


def unpassed(milestones: Iterable[Milestone]) -> list[Milestone]:
    """The checks that nobody confirmed or found needless."""
    return [each for each in milestones if each.state is MilestoneState.OPEN]


def list_group(patient: Patient, organism: str | None, day: date, policy: Policy) -> ListGroup:
    """Where in a session's list a patient belongs: latex allergy first, then children, infections last of all."""
    if organism is not None:
        return ListGroup.INFECTED
    if LATEX in patient.flags:
        return ListGroup.LATEX
    return ListGroup.CHILD if patient.age_on(day) < policy.list_child_below_age else ListGroup.ORDINARY


def list_rank(group: ListGroup, birth_date: date, booked: datetime) -> tuple[int, int, datetime]:
    """Sorts as the rule says: by group, among children the youngest first, else as booked."""
    youngest_first = -birth_date.toordinal() if group is ListGroup.CHILD else 0
    return tuple(ListGroup).index(group), youngest_first, booked


def following(first: datetime, lasting: Iterable[timedelta]) -> Iterator[datetime]:
    """When operations begin that follow each other from ``first`` on, each on a quarter of an hour."""
    start = first
    for length in lasting:
        yield start
        start += -(-length // QUARTER) * QUARTER


def is_open_to(session: TheatreSession, surgeon: str, specialty: str, now: datetime, policy: Policy) -> bool:
    """Whether a surgeon may book the session: own, the specialty's, or another's whose unused time is given back."""
    if session.surgeon == surgeon:
        return True
    given_back = session.surgeon is None or session.start - now <= policy.session_give_back
    return given_back and session.specialty == specialty
