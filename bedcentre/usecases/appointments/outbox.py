"""Asking people at home: the letters that wait to be sent, the telephone list, and what became of each letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bedcentre.domain.appointments import MOST_TRIES, TRY_AGAIN, Contact, Delivery, Notice, Subject, channel_for
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.events import ContactNoted, NoticeChanged, NoticeLinked, NoticeMade
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Offer
from bedcentre.domain.vocabulary import AppointmentKind, Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import UnitOfWork

FORBIDDEN = frozenset(" \t\r\n<>,;")
"""Characters that no address of ours has: whoever writes them means more than one, or another header."""

PHONE = frozenset("0123456789+- ")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteContact:
    """How a person is reached; empty = not known (any more)."""

    patient_id: int
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkNotice:
    """A letter is about to be sent with a link of which only the hash is kept."""

    notice_id: int
    link_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDelivery:
    """A letter was handed over (``problem`` empty), or was not, and why."""

    notice_id: int
    problem: str = ""


@handles(NoteContact, Role.COORDINATOR, Role.SURGEON, Role.NURSE)
def note_contact(uow: UnitOfWork, command: NoteContact) -> None:
    """What was said last holds.

    Raises:
        BadInputError: the address or number is none.
    """
    email, phone = command.email.strip(), command.phone.strip()
    name, _, host = email.partition("@")
    if email and (not name or not host or "@" in host or set(email) & FORBIDDEN or not email.isascii()):
        raise BadInputError(Message("input.email"))
    if not set(phone) <= PHONE:
        raise BadInputError(Message("input.phone"))
    patient = uow.patient(command.patient_id)
    uow.record(ContactNoted(contact=Contact(patient_id=patient.id, email=email, phone=phone)))


@handles(LinkNotice)
def link_notice(uow: UnitOfWork, command: LinkNotice) -> None:
    """Let the link lead to the notice. Earlier links of it go on leading there: their letter may have arrived."""
    notice = uow.notice(command.notice_id)
    uow.record(NoticeLinked(notice_id=notice.id, link_hash=command.link_hash))


@handles(NoteDelivery)
def note_delivery(uow: UnitOfWork, command: NoteDelivery) -> None:
    """Waiting → sent, or tried again later, or given up; a letter once sent stays sent."""
    notice = uow.notice(command.notice_id)
    if notice.delivery is not Delivery.WAITING:
        return
    tries = notice.tries + 1
    if not command.problem:
        changed = replace(notice, delivery=Delivery.SENT, tries=tries, problem="")
    elif tries < MOST_TRIES:
        changed = replace(notice, tries=tries, problem=command.problem, next_try=uow.now + TRY_AGAIN * 2 ** (tries - 1))
    else:
        changed = replace(notice, delivery=Delivery.FAILED, tries=tries, problem=command.problem)
    uow.record(NoticeChanged(notice=changed))


def make_notice(
    uow: UnitOfWork,
    *,
    key: str,
    kind: AppointmentKind,
    demand: Demand,
    at: datetime,
    offer: Offer | None = None,
) -> None:
    """Put a question to a patient into the outbox or on the telephone list, in the transaction that makes it due.

    A reminder can be answered until the appointment (``at``), an offer as long as it lasts.
    """
    patient = uow.patient(demand.patient_id)
    age = patient.age_on(uow.now.astimezone(uow.zone).date())
    notice = Notice(
        id=uow.new_id(),
        key=key,
        subject=Subject.REMINDER if offer is None else Subject.OFFER,
        kind=kind,
        demand_id=demand.id,
        patient_id=patient.id,
        at=at,
        answer_by=at if offer is None else offer.answer_by,
        made_at=uow.now,
        next_try=uow.now,
        channel=channel_for(uow.contacts([patient.id]).get(patient.id), age, uow.policy),
        policy_version=uow.policy_version,
        offer_id=None if offer is None else offer.id,
    )
    uow.record(NoticeMade(notice=notice))
