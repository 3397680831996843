"""Pre-admission (预住院): tests before the admission, on the insurance's clock, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bedcentre.domain.exams import Exam
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.vocabulary import MilestoneState, Role

CRITERIA = ("diagnosis_clear", "condition_stable", "criteria_met", "elective_surgery")
"""What must be confirmed of a patient, each by somebody, before a pre-admission begins."""

ELIGIBILITY = tuple(Step(name=name, owner=Role.SURGEON, within=timedelta(days=1)) for name in CRITERIA)

SETTLE = Step(name="settle_outpatient", owner=Role.COORDINATOR, within=timedelta(days=1))
"""What is left when a pre-admission ended without an admission: its tests are paid for as an outpatient's."""


class PreAdmissionState(StrEnum):
    """Running, became a formal admission, ran out of time, or was given up."""

    OPEN = "open"
    ADMITTED = "admitted"
    LAPSED = "lapsed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A test that was done here, when, and what it costs, in yuan."""

    exam: str
    at: datetime
    fee: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmission:
    """One pre-admission of a demand. ``expires_at``: its insurance clock; ``approval``: by what it was lengthened.

    When it is over, ``charges`` are the tests done: part of the stay's bill if admitted, else an outpatient's.
    """

    id: int
    demand_id: int
    opened_at: datetime
    expires_at: datetime
    state: PreAdmissionState = PreAdmissionState.OPEN
    approval: str = ""
    closed_at: datetime | None = None
    charges: tuple[Charge, ...] = ()

    @property
    def total(self) -> int:
        """What the tests cost together, in yuan."""
        return sum(charge.fee for charge in self.charges)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionStep:
    """A line of the checklists: ``step`` belongs to operations of ``specialty`` and ``procedure`` (empty = of all)."""

    specialty: str
    procedure: str
    step: str
    owner: Role


def template(lines: Iterable[PreAdmissionStep], specialty: str, procedure: str | None) -> Iterator[Step]:
    """The checklist of an operation, each step once."""
    seen: set[str] = set()
    for line in lines:
        fits = line.specialty in {"", specialty} and line.procedure in {"", procedure}
        if fits and line.step not in seen:
            seen.add(line.step)
            yield Step(name=line.step, owner=line.owner)


def unconfirmed(milestones: Iterable[Milestone]) -> list[str]:
    """The criteria that nobody confirmed; one that was waived is not confirmed."""
    confirmed = {each.step for each in milestones if each.state is MilestoneState.DONE}
    return [name for name in CRITERIA if name not in confirmed]


def charges(milestones: Sequence[Milestone], exams: Iterable[Exam], taken: Iterable[int]) -> tuple[Charge, ...]:
    """What is to be paid: the tests among ``milestones`` that were done here, not accepted from another hospital.

    ``taken`` are the milestones that had a slot on a device.
    """
    fees = {exam.code: exam.fee for exam in exams}
    here = set(taken)
    return tuple(
        Charge(exam=each.step, at=each.changed_at, fee=fees[each.step])
        for each in milestones
        if each.state is MilestoneState.DONE and each.id in here and each.step in fees
    )


def count(pre_admissions: Iterable[PreAdmission]) -> dict[PreAdmissionState, int]:
    """How many pre-admissions there are in each state: how many were admitted in time, how many lapsed."""
    states = [each.state for each in pre_admissions]
    return {state: states.count(state) for state in PreAdmissionState}
