"""Saying that somebody did not come, that it does not count after all, and lifting a block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bedcentre.domain.appointments import Appointment, BlockLift
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import BlockLifted, NoShowStruck
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import AppointmentKind, Role
from bedcentre.usecases.appointments.answers import find_own
from bedcentre.usecases.appointments.find import slots_of_visit
from bedcentre.usecases.commands import handles
from bedcentre.usecases.exams import MissExam, miss_exam
from bedcentre.usecases.no_shows import DID_NOT_COME, block_of, record_no_show
from bedcentre.usecases.placement import MAY_OVERRIDE, MIN_REASON
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import close_demand


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNoShow:
    """Nobody came to the appointment."""

    demand_id: int
    kind: AppointmentKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeNoShow:
    """It does not count after all, for ``reason``: the patient had called, or was here."""

    no_show_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftBlock:
    """New requests are taken again from a patient who often did not come, for ``reason``."""

    patient_id: int
    reason: str


@handles(MarkNoShow, Role.COORDINATOR, Role.SURGEON)
def mark_no_show(uow: UnitOfWork, command: MarkNoShow) -> None:
    """Put it on the record; a promised bed or slot is given back with its request, missed tests are to be booked again.

    Raises:
        NotPermittedError: it is another surgeon's patient.
        RefusedError: the appointment is gone, or its time has not come.
    """
    appointment = find_own(uow, command.demand_id, command.kind, command.at)
    if appointment.at > uow.now:
        raise RefusedError(Message("refusal.not_yet", {"at": appointment.at}))
    did_not_come(uow, appointment)


@handles(StrikeNoShow, *MAY_OVERRIDE)
def strike_no_show(uow: UnitOfWork, command: StrikeNoShow) -> None:
    """It stays on the record, with the reason why it does not count.

    Raises:
        BadInputError: the reason is too short to mean anything.
        RefusedError: it was struck already.
    """
    no_show = uow.no_show(command.no_show_id)
    _require_reason(command.reason)
    if no_show.struck:
        raise RefusedError(Message("refusal.struck"))
    uow.record(NoShowStruck(no_show=replace(no_show, struck=command.reason.strip())))


@handles(LiftBlock, *MAY_OVERRIDE)
def lift_block(uow: UnitOfWork, command: LiftBlock) -> None:
    """Blocked → free; counting begins anew.

    Raises:
        BadInputError: the reason is too short to mean anything.
        RefusedError: there is no block.
    """
    patient = uow.patient(command.patient_id)
    _require_reason(command.reason)
    if block_of(uow, patient.id) is None:
        raise RefusedError(Message("refusal.not_blocked"))
    lift = BlockLift(
        id=uow.new_id(), patient_id=patient.id, at=uow.now, by=uow.actor.user_id, reason=command.reason.strip()
    )
    uow.record(BlockLifted(lift=lift))


def did_not_come(uow: UnitOfWork, appointment: Appointment) -> None:
    """Note that nobody came, and give back what was kept."""
    demand = uow.demand(appointment.demand_id)
    if appointment.kind is not AppointmentKind.EXAM:
        record_no_show(uow, demand, appointment.kind, appointment.at)
        close_demand(uow, demand, DID_NOT_COME)
        return
    over = [slot for slot in slots_of_visit(uow, appointment) if slot.end <= uow.now]
    if not over:
        raise RefusedError(Message("refusal.nothing_missed"))
    for slot in over:
        miss_exam(uow, MissExam(booking_id=slot.id, milestone_id=slot.milestone_id))


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < MIN_REASON:
        raise BadInputError(Message("input.override_reason", {"least": MIN_REASON}))
