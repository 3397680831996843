"""How a day case ends otherwise than at home: called off, nobody came, or a night in the house."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bedcentre.domain.appointments import Appointment
from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import (
    AppointmentKind,
    CaseCause,
    CaseState,
    Checklist,
    DemandKind,
    Feature,
    Role,
    Triage,
)
from bedcentre.usecases.appointments.no_shows import did_not_come
from bedcentre.usecases.commands import handles, require_part
from bedcentre.usecases.day_surgery.cases import case_of, change, end_unarrived
from bedcentre.usecases.day_surgery.day import ACTING, expect, not_in_state
from bedcentre.usecases.day_surgery.theatre import booked_arrival, release_theatre
from bedcentre.usecases.milestones import drop_milestones
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import RequestBed, close_demand, request_bed

TO_GO = timedelta(minutes=30)
"""How soon somebody leaves whose operation was called off (assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCase:
    """The operation does not take place, for a ``cause``; ``reason`` says more."""

    demand_id: int
    cause: CaseCause
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNoShow:
    """The patient did not come."""

    demand_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertCase:
    """The patient cannot go home tonight, for ``reason``: they need a bed of a ward."""

    demand_id: int
    reason: str
    triage: Triage = Triage.ACUTE


@handles(CancelCase, *ACTING)
def cancel_case(uow: UnitOfWork, command: CancelCase) -> None:
    """Booked or arrived → cancelled; theatre and promised bay go to others, who is here keeps the bay until leaving.

    Raises:
        BadInputError: the cause is "other" and no reason says which.
        NotPermittedError: it is somebody else's patient.
        RefusedError: no operation is booked, or it has begun or is over.
    """
    demand = uow.demand(command.demand_id)
    require_part(uow.actor, demand, uow)
    reason = command.reason.strip()
    if command.cause is CaseCause.OTHER and not reason:
        raise BadInputError(Message("input.cancel_reason"))
    case = case_of(uow, demand.id)
    if case is None:
        _refuse_unbooked(uow, demand)
        end_unarrived(uow, demand, CaseState.CANCELLED, command.cause, reason)
        close_demand(uow, demand, reason or f"@case_cause.{command.cause.value}")
    elif case.state is CaseState.ARRIVED:
        change(uow, replace(case, state=CaseState.CANCELLED, cause=command.cause, reason=reason))
        release_theatre(uow, demand.id)
        drop_milestones(uow, "cancelled", demand_id=demand.id, checklist=Checklist.DAY_SURGERY)
        expect(uow, case.encounter_id, TO_GO)
    else:
        raise RefusedError(not_in_state(uow, demand))


@handles(NoteNoShow, Role.NURSE, Role.COORDINATOR)
def note_no_show(uow: UnitOfWork, command: NoteNoShow) -> None:
    """Booked → no-show, on the record of those who did not come; theatre and bay go to others.

    Raises:
        NotPermittedError: it is somebody else's patient.
        RefusedError: no operation is booked, the patient is here, or it is too early to say so.
    """
    demand = uow.demand(command.demand_id)
    require_part(uow.actor, demand, uow)
    _refuse_unbooked(uow, demand)
    arrival = booked_arrival(uow, demand)
    if arrival is None or uow.now < arrival:
        raise RefusedError(Message("refusal.not_yet", {"at": arrival or uow.now}))
    missed = Appointment(
        kind=AppointmentKind.DAY_SURGERY, demand_id=demand.id, patient_id=demand.patient_id, at=arrival, place=""
    )
    did_not_come(uow, missed)


@handles(ConvertCase, *ACTING)
def convert_case(uow: UnitOfWork, command: ConvertCase) -> int:
    """Here → converted: an emergency-class demand whose clock runs; the bay stays theirs until they have moved.

    Returns the demand's id.

    Raises:
        BadInputError: no reason.
        NotPermittedError: it is somebody else's patient.
        RefusedError: the patient is not in the centre, or was converted already.
    """
    demand = uow.demand(command.demand_id)
    require_part(uow.actor, demand, uow)
    case = case_of(uow, demand.id)
    if not command.reason.strip():
        raise BadInputError(Message("input.convert_reason"))
    if case is None or not case.is_here or case.state is CaseState.CONVERTED:
        raise RefusedError(not_in_state(uow, demand))
    made = request_bed(uow, _overnight(uow, case, command))
    release_unstarted(uow, case)
    change(uow, replace(case, state=CaseState.CONVERTED, reason=command.reason.strip(), became_id=made))
    return made


def release_unstarted(uow: UnitOfWork, case: DayCase) -> None:
    """Give back the theatre of an operation that will not begin, and drop its checks."""
    if case.began_at is None:
        release_theatre(uow, case.demand_id)
        drop_milestones(uow, "converted", demand_id=case.demand_id, checklist=Checklist.DAY_SURGERY)


def _overnight(uow: UnitOfWork, case: DayCase, command: ConvertCase) -> RequestBed:
    encounter = uow.encounter(case.encounter_id or 0)
    return RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=encounter.patient_id,
        specialty=encounter.specialty,
        wanted_from=uow.now,
        latest=uow.now + uow.policy.boarding_limit[command.triage],
        stay_minutes=uow.policy.day_overnight // timedelta(minutes=1),
        triage=command.triage,
        severe=encounter.severe,
        needs=encounter.needs - {Feature.DAY_BAY},
        organism=encounter.organism,
        encounter_id=encounter.id,
        note=command.reason.strip(),
    )


def _refuse_unbooked(uow: UnitOfWork, demand: Demand) -> None:
    booked = demand.kind is DemandKind.DAY_SURGERY and demand.is_open and uow.booking_of(demand.id) is not None
    if not booked or case_of(uow, demand.id) is not None:
        raise RefusedError(not_in_state(uow, demand))
