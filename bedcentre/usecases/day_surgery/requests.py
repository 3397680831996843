"""Asking for a day-surgery slot: theatre, surgeon and bay must all be free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bedcentre.domain.errors import BadInputError, RefusedError, TakenError
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import DemandKind, Feature, Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.day_surgery.theatre import book_theatre
from bedcentre.usecases.placement import reserve
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import FARTHEST, RequestBed, request_bed, too_far
from bedcentre.usecases.slots.search import Slot, free_slots


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSlot:
    """A surgeon asks for a day-surgery slot between two days (both included, the hospital's calendar).

    ``operation_start`` names a slot the surgeon saw free and wants; None leaves it to the plan. ``green_channel``: a
    partner hospital sent the patient with priority.
    """

    patient_id: int
    procedure: str
    surgeon: str
    first_day: date
    last_day: date
    operation_start: datetime | None = None
    session_id: int | None = None
    note: str = ""
    green_channel: bool = False


@handles(RequestSlot, Role.SURGEON, Role.COORDINATOR)
def request_slot(uow: UnitOfWork, command: RequestSlot) -> int:
    """Put a day-surgery demand into the queue, or book the free slot that was chosen. Returns the demand's id.

    Raises:
        BadInputError: days in the past, too far ahead or the wrong way round, or the procedure is another specialty's.
        RefusedError: a surgeon asks in another's name, or the chosen slot is gone.
    """
    if uow.actor.role is Role.SURGEON and uow.actor.surgeon != command.surgeon:
        raise RefusedError(Message("refusal.other_surgeon"))
    procedure = uow.procedure(command.procedure)
    today = uow.now.astimezone(uow.zone).date()
    if command.last_day < max(command.first_day, today):
        raise BadInputError(Message("input.slot_days"))
    if command.last_day > today + FARTHEST:
        raise BadInputError(too_far(command.last_day))
    first = max(datetime.combine(command.first_day, time(), uow.zone), uow.now)
    midnight = datetime.combine(command.last_day + timedelta(days=1), time(), uow.zone)
    demand_id = request_bed(
        uow,
        RequestBed(
            kind=DemandKind.DAY_SURGERY,
            patient_id=command.patient_id,
            specialty=procedure.specialty,
            wanted_from=first.astimezone(uow.now.tzinfo),
            latest=midnight.astimezone(uow.now.tzinfo) - timedelta(minutes=procedure.bay_minutes),
            stay_minutes=procedure.bay_minutes,
            needs=frozenset({Feature.DAY_BAY}),
            procedure=procedure.code,
            surgeon=command.surgeon,
            note=command.note,
            green_channel=command.green_channel,
        ),
    )
    if command.operation_start is not None:
        _book_slot(uow, uow.demand(demand_id), procedure, command.operation_start, command.session_id)
    return demand_id


def _book_slot(uow: UnitOfWork, demand: Demand, procedure: Procedure, start: datetime, session_id: int | None) -> None:
    free: list[Slot] = []
    if demand.wanted_from <= start < demand.latest + demand.stay:
        day = start.astimezone(uow.zone).date()
        free = free_slots(uow, demand.surgeon or "", procedure, day, day)
    slot = next((each for each in free if each.start == start and each.session_id == session_id), None)
    if slot is None:
        raise TakenError(Message("refusal.slot_gone", {"start": start}))
    reserve(uow, demand, uow.bed(slot.bed_id), slot.bay_start)
    book_theatre(uow, demand, slot.session_id, slot.start)
