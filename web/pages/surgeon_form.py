"""The surgeon's form: what was typed, what is wrong with it field by field, and the command it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.pinyin import initials, name_initials
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import Sex
from bedcentre.usecases.appointments.outbox import NoteContact
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.requests import FARTHEST, RegisterPatient
from bedcentre.usecases.slots.search import SlotDay, slot_days
from web.fields import LONGEST_TEXT

DEFAULT_DAYS = timedelta(days=6)
LONGEST = timedelta(days=27)
"""How many days one search looks at: theatre sessions are laid out four weeks ahead."""

OWN_FOR = timedelta(days=365)
"""A patient for whom the surgeon asked so long ago is still their own."""

FIELD_OF = {
    "input.mrn_missing": "mrn",
    "input.mrn_other_person": "mrn",
    "refusal.asked_already": "mrn",
    "input.name_missing": "name",
    "input.birth_date": "birth_date",
    "input.phone": "phone",
    "input.email": "email",
    "input.slot_days": "last_day",
    "input.too_far": "last_day",
    "refusal.slot_gone": "slot",
    "refusal.theatre_taken": "slot",
}
"""Which field a refusal speaks of; the others speak of the whole form."""

WHOLE = "whole"


class Typed(BaseModel):
    """The form exactly as it was filled in. ``slot`` is "session:start", or empty: the plan may choose."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    procedure: str = ""
    mrn: str = ""
    name: str = ""
    sex: str = ""
    birth_date: str = ""
    phone: str = ""
    email: str = ""
    first_day: str = ""
    last_day: str = ""
    slot: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A procedure of the catalogue, with the text that a search is matched against."""

    procedure: Procedure
    find: str

    @property
    def bay(self) -> timedelta:
        """How long the bay is the patient's."""
        return timedelta(minutes=self.procedure.bay_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPart:
    """Who is to be operated on: somebody ``known``, or to be registered with what was typed.

    Whoever is not the surgeon's ``own`` is shown masked: a mistyped number tells nobody's name.
    """

    typed: Typed
    known: Patient | None
    own: bool
    age: int | None
    errors: Mapping[str, Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsPart:
    """The free slots of the wanted days, one per starting time. ``gone``: the picked one has been taken meanwhile."""

    days: tuple[SlotDay, ...]
    picked: str
    gone: bool
    errors: Mapping[str, Message]


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
        patient=patient_part(reader, surgeon, typed, errors),
        slots=slots_part(reader, surgeon, typed, errors),
        earliest=today(reader),
        errors=errors,
        done=done,
    )


def patient_part(reader: Reader, surgeon: str, typed: Typed, errors: Mapping[str, Message]) -> PatientPart:
    """The patient's fields: what is known of the record number that was typed."""
    known = reader.find_patient(typed.mrn.strip()) if typed.mrn.strip() else None
    if known is None:
        return PatientPart(typed=typed, known=None, own=False, age=None, errors=errors)
    theirs = reader.demands_of_surgeon(surgeon, reader.now - OWN_FOR)
    own = any(demand.patient_id == known.id for demand in theirs)
    return PatientPart(typed=typed, known=known, own=own, age=known.age_on(today(reader)), errors=errors)


def slots_part(reader: Reader, surgeon: str, typed: Typed, errors: Mapping[str, Message]) -> SlotsPart:
    """The free slots, once procedure and days are chosen."""
    procedure = _procedure(reader, surgeon, typed)
    wanted = _days(typed, today(reader))
    days: list[SlotDay] = []
    if procedure is not None and not isinstance(wanted, Message):
        days = [_one_per_start(each) for each in slot_days(reader, surgeon, procedure, *wanted)]
    free = {slot.key for day in days for slot in day.slots}
    gone = bool(typed.slot) and typed.slot not in free
    problems = {**errors, "last_day": wanted} if isinstance(wanted, Message) else errors
    return SlotsPart(days=tuple(days), picked="" if gone else typed.slot, gone=gone and bool(days), errors=problems)


def command_of(
    reader: Reader, surgeon: str, typed: Typed
) -> tuple[RequestSlot | RequestForNewcomer | None, dict[str, Message]]:
    """The command that the form makes (None if it cannot), and what is wrong with it by field."""
    errors: dict[str, Message] = {}
    procedure = _procedure(reader, surgeon, typed)
    if procedure is None:
        errors["procedure"] = Message("surgeon.wrong.procedure")
    wanted = _days(typed, today(reader))
    if isinstance(wanted, Message):
        errors["last_day"] = wanted
    known = reader.find_patient(typed.mrn.strip())
    person = None if known else _person(typed, errors)
    picked = _picked(typed, reader.zone, errors)
    if errors or procedure is None or isinstance(wanted, Message):
        return None, errors
    request = RequestSlot(
        patient_id=known.id if known else 0,
        procedure=procedure.code,
        surgeon=surgeon,
        first_day=wanted[0],
        last_day=wanted[1],
        session_id=picked[0] if picked else None,
        operation_start=picked[1] if picked else None,
        note=typed.note.strip(),
    )
    if person is None:
        return request, errors
    return RequestForNewcomer(person=person, request=request, contact=_contact(typed)), errors


def errors_of(refusal: HospitalError) -> dict[str, Message]:
    """A refusal's sentences by the field they speak of."""
    return {FIELD_OF.get(reason.key, WHOLE): reason for reason in reversed(refusal.reasons)}


def _picked(typed: Typed, zone: ZoneInfo, errors: dict[str, Message]) -> tuple[int, datetime] | None:
    """The session and start of the picked slot, or None for the plan to choose."""
    if not typed.slot:
        return None
    session, _, start = typed.slot.partition(":")
    try:
        return int(session), datetime.fromisoformat(start).astimezone(zone)
    except (ValueError, OverflowError):
        errors["slot"] = Message("surgeon.wrong.slot")
        return None


def _person(typed: Typed, errors: dict[str, Message]) -> RegisterPatient | None:
    """The new patient that was typed."""
    if not typed.mrn.strip():
        errors["mrn"] = Message("input.mrn_missing")
    if not typed.name.strip():
        errors["name"] = Message("input.name_missing")
    if typed.sex not in set(Sex):
        errors["sex"] = Message("surgeon.wrong.sex")
    birth_date = _date(typed.birth_date)
    if birth_date is None:
        errors["birth_date"] = Message("surgeon.wrong.birth_date")
    if errors.keys() & {"mrn", "name", "sex"} or birth_date is None:
        return None
    name = typed.name.strip()
    return RegisterPatient(
        mrn=typed.mrn.strip(), name=name, pinyin=name_initials(name), sex=Sex(typed.sex), birth_date=birth_date
    )


def _contact(typed: Typed) -> NoteContact | None:
    """How the new patient is reached, if anything was typed."""
    said = typed.email.strip() or typed.phone.strip()
    return NoteContact(patient_id=0, email=typed.email, phone=typed.phone) if said else None


def _days(typed: Typed, today: date) -> tuple[date, date] | Message:
    """The first and last wanted day, or what is wrong with them."""
    first, last = _date(typed.first_day), _date(typed.last_day)
    if first is None or last is None:
        return Message("surgeon.wrong.days")
    if last < first:
        return Message("input.slot_days")
    if last > today + FARTHEST:
        return Message("input.too_far", {"at": last.isoformat()})
    return (first, last) if last - first <= LONGEST else Message("surgeon.wrong.too_many", {"days": LONGEST.days + 1})


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _procedure(reader: Reader, surgeon: str, typed: Typed) -> Procedure | None:
    return next((each for each in _catalogue(reader, surgeon) if each.code == typed.procedure), None)


def _catalogue(reader: Reader, surgeon: str) -> list[Procedure]:
    """The procedures of the surgeon's specialty."""
    specialty = reader.surgeon(surgeon).specialty
    return [each for each in reader.procedures() if each.specialty == specialty]


def _offered(procedure: Procedure) -> Offered:
    words = (procedure.name_zh, procedure.name_en, initials(procedure.name_zh), procedure.code)
    return Offered(procedure=procedure, find=" ".join(words).lower())


def _one_per_start(day: SlotDay) -> SlotDay:
    """Of several theatres that are free at the same time, one is enough to choose from."""
    first = {slot.start: slot for slot in reversed(day.slots)}
    return replace(day, slots=tuple(first[start] for start in sorted(first)))
