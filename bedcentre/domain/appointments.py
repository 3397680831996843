"""Appointments of people who are at home: reminded, confirmed or called off, kept or not (失约)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import AppointmentKind, DemandKind

KIND_OF = {DemandKind.DAY_SURGERY: AppointmentKind.DAY_SURGERY, DemandKind.PLANNED: AppointmentKind.ADMISSION}
"""The demands whose patients are expected from home at the time of their promised bed."""

MOST_TRIES = 4
"""After so many vain tries a letter is given up, and the patient is telephoned."""

TRY_AGAIN = timedelta(minutes=2)
"""Until the second try; each further one waits twice as long."""


class Subject(StrEnum):
    """What a patient is asked: do you come, or do you want this earlier place?"""

    REMINDER = "reminder"
    OFFER = "offer"


class Channel(StrEnum):
    """How a patient is asked."""

    MAIL = "mail"
    TELEPHONE = "telephone"


class Delivery(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Reply(StrEnum):
    """What the patient said; nothing yet, or nobody answered the telephone."""

    NONE = "none"
    YES = "yes"
    NO = "no"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a person is reached at home; empty = not known."""

    patient_id: int
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Somebody is expected at ``at`` in ``place``: a device's room, or the label of the promised bed ``bed_id``.

    All tests of one demand on one day are one appointment: the patient comes once.
    """

    kind: AppointmentKind
    demand_id: int
    patient_id: int
    at: datetime
    place: str
    bed_id: int | None = None

    @property
    def key(self) -> str:
        """What makes its reminder one and the same, however often somebody looks."""
        return f"{Subject.REMINDER.value}:{self.kind.value}:{self.demand_id}:{self.at.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One question to a patient: the row of the outbox, and the answer.

    ``key`` is unique: nobody is asked the same twice. ``at`` is when the appointment (or the offered place) begins,
    ``answer_by`` until when the link counts. ``next_try`` is when a letter that waits is sent. ``replied_by`` is 0 for
    the link.
    """

    id: int
    key: str
    subject: Subject
    kind: AppointmentKind
    demand_id: int
    patient_id: int
    at: datetime
    answer_by: datetime
    made_at: datetime
    next_try: datetime
    channel: Channel
    policy_version: int
    offer_id: int | None = None
    delivery: Delivery = Delivery.WAITING
    tries: int = 0
    problem: str = ""
    reply: Reply = Reply.NONE
    replied_at: datetime | None = None
    replied_by: int | None = None

    @property
    def to_telephone(self) -> bool:
        """Whether somebody has to call: the letter could not be delivered, or is not the way; and no answer yet."""
        unanswered = self.reply in {Reply.NONE, Reply.NOT_REACHED}
        return unanswered and (self.channel is Channel.TELEPHONE or self.delivery is Delivery.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow:
    """Somebody did not come to an appointment (``at``) and had not called it off. ``struck``: why it does not count."""

    id: int
    patient_id: int
    demand_id: int
    kind: AppointmentKind
    at: datetime
    noted_at: datetime
    noted_by: int
    policy_version: int
    struck: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLift:
    """A person with the right lifted a patient's block and signed why; earlier no-shows count no more."""

    id: int
    patient_id: int
    at: datetime
    by: int
    reason: str


def blocked_until(no_shows: Iterable[NoShow], lifts: Iterable[BlockLift], policy: Policy) -> datetime | None:
    """Until when a patient who often did not come may ask for nothing new; None = never was blocked.

    The last no-show begins the block if there were ``no_show_limit`` of them within ``no_show_window``.
    """
    lifted = max((lift.at for lift in lifts), default=datetime.min.replace(tzinfo=UTC))
    counted = sorted(each.noted_at for each in no_shows if not each.struck and each.noted_at > lifted)
    last = counted[-policy.no_show_limit :] if policy.no_show_limit else []
    often = len(last) == policy.no_show_limit > 0 and last[-1] - last[0] <= policy.no_show_window
    return last[-1] + policy.no_show_block if often else None


def channel_for(contact: Contact | None, age: int, policy: Policy) -> Channel:
    """Old people, and those without an address, are telephoned."""
    by_mail = contact is not None and contact.email and age < policy.telephone_from_age
    return Channel.MAIL if by_mail else Channel.TELEPHONE
