"""The centre's five worklists at one instant: coming in, beds, tests, leaving, and what goes on after leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.people import Patient
from bedcentre.domain.places import Specialty
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Checklist, DemandKind, DemandState, DischargeStep, MilestoneState, Role
from bedcentre.usecases.board.moment import day_end, today
from bedcentre.usecases.board.numbers import Numbers, numbers
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.centre.leaving import Leaver, StepShown, leavers, shown
from bedcentre.usecases.ports import Reader

DAY = timedelta(days=1)
FOLLOWED_UP_OVER = 30 * DAY
"""The length of time whose departures are counted for the share of follow-ups."""
PRESSING = timedelta(hours=4)
"""How long before the last moment somebody without a bed is brought to the eye: enough to find one, or to ring up."""
FROM_HOME = frozenset({DemandKind.PLANNED, DemandKind.DAY_SURGERY, DemandKind.REFERRAL_IN})
"""Who comes to the centre's desk first; the others are in the house already, or come by the emergency department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """Somebody who is asked to come today. ``bed_label`` and ``at``: what is promised, empty and None while nothing is.

    ``late``: the promised time is past and the patient not received. ``pressing``: nothing is promised, and little is
    left of the day or until the bed is needed at the latest.
    """

    demand: Demand
    patient: Patient
    age: int
    specialty: Specialty | None
    bed_label: str
    at: datetime | None
    steps: tuple[StepShown, ...]
    late: bool
    pressing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many."""

    count: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded; 0 of nobody."""
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page. ``waiting``: demands of the coming hours without a bed. ``received``: admitted today and still here.

    ``unsettled`` and ``called`` are of patients who left: papers and money, and follow-ups due by the end of tomorrow;
    ``called_later`` counts the follow-ups due after that. ``settled``: of today's departures, those settled the same
    day. ``followed_up``: of thirty days' departures, the last of which should have been followed up by now.
    """

    now: datetime
    numbers: Numbers
    waiting: int
    comers: tuple[Comer, ...]
    received: int
    leavers: tuple[Leaver, ...]
    lounge: tuple[Leaver, ...]
    lounge_places: int
    unsettled: tuple[Leaver, ...]
    called: tuple[Leaver, ...]
    called_later: int
    left: int
    settled: Share
    followed_up: Share


def sheet(reader: Reader) -> Sheet:
    """Everything the centre has in hand now."""
    picture = take(reader)
    leaving = leavers(reader, Role.COORDINATOR)
    gone = _gone(reader)
    tomorrow = day_end(reader) + DAY
    due = [each for each in gone if (at := _follow_up_due(each)) is not None and at < tomorrow]
    midnight, soon = day_end(reader) - DAY, reader.now + timedelta(seconds=1)
    departures = reader.departures(midnight, soon)
    called_by = reader.now - reader.policy.discharge_lead[DischargeStep.FOLLOW_UP]
    month = reader.departures(called_by - FOLLOWED_UP_OVER, called_by)
    return Sheet(
        now=reader.now,
        numbers=numbers(picture),
        waiting=sum(_waits(picture, each) for each in picture.demands.values()),
        comers=tuple(sorted(_comers(picture, reader), key=lambda each: each.at or each.demand.wanted_from)),
        received=sum(each.encounter.admitted_at >= midnight for each in picture.beds.values() if each.encounter),
        leavers=tuple(each for each in leaving if each.encounter.lounge_since is None),
        lounge=tuple(each for each in leaving if each.encounter.lounge_since is not None),
        lounge_places=reader.policy.lounge_places,
        unsettled=tuple(each for each in gone if _papers(each)),
        called=tuple(sorted(due, key=lambda each: _follow_up_due(each) or tomorrow)),
        called_later=sum(_follow_up_due(each) is not None for each in gone) - len(due),
        left=len(departures),
        settled=Share(count=sum(each.settled_same_day(reader.zone) for each in departures), of=len(departures)),
        followed_up=Share(count=sum(each.followed_up_at is not None for each in month), of=len(month)),
    )


def _waits(picture: Picture, demand: Demand) -> bool:
    horizon = picture.now + timedelta(hours=picture.policy.operational_hours)
    return demand.state is DemandState.WAITING and demand.wanted_from <= horizon


def _comers(picture: Picture, reader: Reader) -> Iterator[Comer]:
    """Who is asked to come from home and wanted, or promised a bed, until the end of the day."""
    promised = {demand.id: (situation, claim) for situation, claim, demand in picture.promises()}
    for demand in picture.demands.values():
        promise = promised.get(demand.id)
        begins = promise[1].interval.start if promise else demand.wanted_from
        if demand.encounter_id is None and demand.kind in FROM_HOME and begins < day_end(picture):
            yield _comer(picture, reader, demand, promise)


def _comer(picture: Picture, reader: Reader, demand: Demand, promise: tuple[BedSituation, Claim] | None) -> Comer:
    patient = picture.patients[demand.patient_id]
    at = promise[1].interval.start if promise else None
    return Comer(
        demand=demand,
        patient=patient,
        age=patient.age_on(today(picture)),
        specialty=picture.specialties.get(demand.specialty),
        bed_label=promise[0].bed.label if promise else "",
        at=at,
        steps=tuple(
            StepShown(milestone=each, mine=True, late=each.is_late(reader.now))
            for each in reader.milestones_of_demand(demand.id)
            if each.state is MilestoneState.OPEN
        ),
        late=at is not None and at < picture.now,
        pressing=at is None and min(demand.latest, day_end(picture)) - picture.now < PRESSING,
    )


def _gone(reader: Reader) -> list[Leaver]:
    """Those who left and for whom something is still to be done, longest gone first."""
    open_for = {each.encounter_id for each in reader.open_milestones(Checklist.DISCHARGE)} - {None}
    encounters = reader.encounters([each for each in open_for if each is not None]).values()
    gone = [each for each in encounters if each.left_at is not None]
    return sorted(shown(reader, Role.COORDINATOR, gone), key=lambda each: each.encounter.left_at or reader.now)


def _papers(gone: Leaver) -> bool:
    return any(each.milestone.step != DischargeStep.FOLLOW_UP for each in gone.open)


def _follow_up_due(gone: Leaver) -> datetime | None:
    due = (each.milestone.due_at for each in gone.open if each.milestone.step == DischargeStep.FOLLOW_UP)
    return next(due, None)
