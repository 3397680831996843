"""The surgeon's form: what was typed, what is wrong with it field by field, and the command it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import BaseModel

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import Sex
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.day_surgery import RequestSlot
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.requests import RegisterPatient
from bedcentre.usecases.slots.search import SlotDay, slot_days
from web.pinyin import initials

DEFAULT_DAYS = timedelta(days=6)
LONGEST = timedelta(days=27)
"""How many days one search looks at: theatre sessions are laid out four weeks ahead."""

FIELD_OF = {
    "input.mrn_missing": "mrn",
    "input.mrn_other_person": "mrn",
    "refusal.asked_already": "mrn",
    "input.name_missing": "name",
    "input.birth_date": "birth_date",
    "input.slot_days": "last_day",
    "refusal.slot_gone": "slot",
    "refusal.theatre_taken": "slot",
}
"""Which field a refusal speaks of; the others speak of the whole form."""

WHOLE = "whole"


class Typed(BaseModel):
    """The form exactly as it was filled in. ``slot`` is "session:start", or empty: the plan may choose."""

    procedure: str = ""
    mrn: str = ""
    name: str = ""
    sex: str = ""
    birth_date: str = ""
    first_day: str = ""
    last_day: str = ""
    slot: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A procedure of the catalogue, with the text that a search is matched against."""

    procedure: Procedure
    find: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPart:
    """Who is to be operated on: somebody ``known``, or to be registered with what was typed."""

    typed: Typed
    known: Patient | None
    age: int | None
    errors: Mapping[str, Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsPart:
    """The free slots of the wanted days, one per starting time. ``gone``: the picked one has been taken meanwhile."""

    days: tuple[SlotDay, ...]
    picked: str
    gone: bool
    errors: Mapping[str, Message]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotForm:
    """The whole form. ``errors`` are by field; ``done`` says what was sent last."""

    typed: Typed
    catalogue: tuple[Offered, ...]
    patient: PatientPart
    slots: SlotsPart
    earliest: date
    errors: Mapping[str, Message]
    done: Message | None = None


def blank(reader: Reader) -> Typed:
    """A new form: from tomorrow, for a week."""
    first = today(reader) + timedelta(days=1)
    return Typed(first_day=first.isoformat(), last_day=(first + DEFAULT_DAYS).isoformat())


def form_of(
    reader: Reader, surgeon: str, typed: Typed, errors: Mapping[str, Message], done: Message | None = None
) -> SlotForm:
    """The form as it is to be shown."""
    return SlotForm(
        typed=typed,
        catalogue=tuple(_offered(each) for each in _catalogue(reader, surgeon)),
        patient=patient_part(reader, typed, errors),
        slots=slots_part(reader, surgeon, typed, errors),
        earliest=today(reader),
        errors=errors,
        done=done,
    )


def patient_part(reader: Reader, typed: Typed, errors: Mapping[str, Message]) -> PatientPart:
    """The patient's fields: what is known of the record number that was typed."""
    known = reader.find_patient(typed.mrn.strip()) if typed.mrn.strip() else None
    age = known.age_on(today(reader)) if known else None
    return PatientPart(typed=typed, known=known, age=age, errors=errors)


def slots_part(reader: Reader, surgeon: str, typed: Typed, errors: Mapping[str, Message]) -> SlotsPart:
    """The free slots, once procedure and days are chosen."""
    procedure = _procedure(reader, surgeon, typed)
    wanted = _days(typed)
    days: list[SlotDay] = []
    if procedure is not None and not isinstance(wanted, Message):
        days = [_one_per_start(each, surgeon) for each in slot_days(reader, surgeon, procedure, *wanted)]
    free = {slot_key(slot.session_id, slot.start) for day in days for slot in day.slots}
    gone = bool(typed.slot) and typed.slot not in free
    problems = {**errors, "last_day": wanted} if isinstance(wanted, Message) else errors
    return SlotsPart(
        days=tuple(days), picked="" if gone else typed.slot, gone=gone and bool(days), errors=problems, now=reader.now
    )
