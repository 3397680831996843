"""A surgeon's own requests and what became of each: waiting, promised with time and place, placed, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.intervals import PlannedInterval, TheatreBooking
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import DemandState, Sex
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.ports import Reader

CLOSED_SHOWN = timedelta(days=1)
"""How long after its wanted days a closed request stays on the page."""

ORDER = (DemandState.PROMISED, DemandState.WAITING, DemandState.PLACED, DemandState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The bay that a case is promised, with the operation's theatre and time (None: no theatre yet).

    ``at_risk``: the bay's present use, or who lies beside it, will overrun it.
    """

    bay: PlannedInterval
    bay_label: str
    operation: TheatreBooking | None
    at_risk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request. ``suggested``: when the newest plan would operate; nobody has confirmed that yet.

    ``rank`` sorts as text: promised first by time, then waiting, then closed.
    """

    demand: Demand
    name: str
    mrn: str
    sex: Sex
    age: int
    procedure: Procedure
    promise: Promise | None
    suggested: datetime | None
    rank: str

    @property
    def is_open(self) -> bool:
        """Whether it can still be cancelled."""
        return self.demand.is_open


def open_cases(picture: Picture, surgeon: str) -> dict[int, Case]:
    """The surgeon's waiting and promised cases, as they sort on the page."""
    mine = [demand for demand in picture.demands.values() if demand.surgeon == surgeon and demand.procedure]
    promises = _promises(picture)
    drawn = [_case(picture, demand, picture.patients[demand.patient_id], promises.get(demand.id)) for demand in mine]
    return {case.demand.id: case for case in sorted(drawn, key=lambda case: case.rank)}


def just_closed(picture: Picture, surgeon: str) -> list[Case]:
    """The surgeon's cases that the latest changes placed or cancelled."""
    mine = [each for each in picture.closed.values() if each.surgeon == surgeon and each.procedure]
    known = [each for each in mine if each.patient_id in picture.patients]
    return [_case(picture, each, picture.patients[each.patient_id], None) for each in known]


def closed_cases(reader: Reader, picture: Picture, surgeon: str) -> list[Case]:
    """The surgeon's closed cases whose days are not long past."""
    found = reader.demands_of_surgeon(surgeon, reader.now - CLOSED_SHOWN)
    closed = [each for each in found if each.procedure and not each.is_open]
    patients = reader.patients({each.patient_id for each in closed})
    return [_case(picture, each, patients[each.patient_id], None) for each in closed]


def _promises(picture: Picture) -> Mapping[int, Promise]:
    return {
        demand.id: Promise(
            bay=claim.interval,
            bay_label=situation.bed.label,
            operation=picture.operations.get(demand.id),
            at_risk=picture.in_danger(situation, claim),
        )
        for situation, claim, demand in picture.promises()
    }


def _case(picture: Picture, demand: Demand, patient: Patient, promise: Promise | None) -> Case:
    proposal = picture.proposals.get(demand.id)
    operation = promise.operation if promise else None
    at = operation.start if operation else promise.bay.start if promise else demand.wanted_from
    return Case(
        demand=demand,
        name=patient.name,
        mrn=patient.mrn,
        sex=patient.sex,
        age=patient.age_on(today(picture)),
        procedure=picture.procedures[demand.procedure or ""],
        promise=promise,
        suggested=proposal.operation_start if proposal and not promise else None,
        rank=f"{ORDER.index(demand.state)}-{at:%Y%m%d%H%M}-{demand.id}",
    )
