"""What patients answer, by link or on the telephone, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bedcentre.domain.appointments import Appointment, Notice, Reply
from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.events import NoticeChanged
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import AppointmentKind, Role
from bedcentre.usecases.appointments.find import appointments_of, slots_of_visit, standing
from bedcentre.usecases.commands import handles
from bedcentre.usecases.exams import CancelExam, cancel_exam
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import close_demand
from bedcentre.usecases.standby.offers import accept_offer, decline_offer

PATIENT_CANNOT = "@appointments.patient_cannot"
"""Why a demand was cancelled, in whatever language it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerNotice:
    """The patient said it: by the link (the system gives the command), or on the telephone to a coordinator."""

    notice_id: int
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAppointment:
    """The patient will not come at that time, for ``reason``: known from the patient or from staff."""

    demand_id: int
    kind: AppointmentKind
    at: datetime
    reason: str


@handles(AnswerNotice, Role.COORDINATOR)
def answer_notice(uow: UnitOfWork, command: AnswerNotice) -> None:
    """Note the answer and do what it asks. The same answer again changes nothing.

    Who said "yes" to a reminder may still say "no"; a "no" gave the place away.

    Raises:
        BadInputError: it is no answer.
        RefusedError: the time for it is over, the appointment is gone, or it was answered otherwise.
        TakenError: the offered place is taken by now.
    """
    notice = uow.notice(command.notice_id)
    if command.reply is Reply.NONE:
        raise BadInputError(Message("input.answer"))
    if notice.reply is command.reply and command.reply is not Reply.NOT_REACHED:
        return
    _refuse_late(uow, notice, command.reply)
    answered = replace(notice, reply=command.reply, replied_at=uow.now, replied_by=uow.actor.user_id)
    uow.record(NoticeChanged(notice=answered))
    if notice.offer_id is not None and command.reply is Reply.YES:
        accept_offer(uow, uow.offer(notice.offer_id))
    elif notice.offer_id is not None and command.reply is Reply.NO:
        decline_offer(uow, uow.offer(notice.offer_id))
    elif notice.offer_id is None:
        appointment = standing(uow, notice)
        if appointment is None:
            raise RefusedError(Message("refusal.appointment_gone"))
        if command.reply is Reply.NO:
            _call_off(uow, appointment, PATIENT_CANNOT)


@handles(CancelAppointment, Role.COORDINATOR, Role.SURGEON)
def cancel_appointment(uow: UnitOfWork, command: CancelAppointment) -> None:
    """Give back the tests' slots of that day, or the bed (and theatre) with the whole request.

    Raises:
        BadInputError: no reason.
        NotPermittedError: it is another surgeon's patient.
        RefusedError: there is no such appointment (any more).
    """
    if not command.reason.strip():
        raise BadInputError(Message("input.cancel_reason"))
    _call_off(uow, find_own(uow, command.demand_id, command.kind, command.at), command.reason.strip())


def find_own(uow: UnitOfWork, demand_id: int, kind: AppointmentKind, at: datetime) -> Appointment:
    """An appointment that still stands, and that the actor may speak of.

    Raises:
        NotPermittedError: it is another surgeon's patient.
        RefusedError: there is no such appointment (any more).
    """
    demand = uow.demand(demand_id)
    if uow.actor.role is Role.SURGEON and demand.surgeon != uow.actor.surgeon:
        raise NotPermittedError(Message("refusal.other_surgeon"))
    found = next((each for each in appointments_of(uow, demand) if (each.kind, each.at) == (kind, at)), None)
    if found is None:
        raise RefusedError(Message("refusal.appointment_gone"))
    return found


def _call_off(uow: UnitOfWork, appointment: Appointment, reason: str) -> None:
    if appointment.kind is not AppointmentKind.EXAM:
        close_demand(uow, uow.demand(appointment.demand_id), reason)
        return
    for slot in slots_of_visit(uow, appointment):
        if slot.start > uow.now:
            cancel_exam(uow, CancelExam(booking_id=slot.id, milestone_id=slot.milestone_id))


def _refuse_late(uow: UnitOfWork, notice: Notice, reply: Reply) -> None:
    by_link = uow.actor.role is Role.SYSTEM
    if by_link and uow.now > notice.answer_by:
        raise RefusedError(Message("refusal.answer_late", {"until": notice.answer_by}))
    given_away = notice.reply is Reply.NO
    decided = notice.reply is Reply.YES and (notice.offer_id is not None or reply is Reply.NOT_REACHED)
    if given_away or decided:
        raise RefusedError(Message("refusal.answered", {"reply": f"@reply.{notice.reply.value}"}))
