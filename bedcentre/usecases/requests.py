"""Asking for a bed, taking the request back, and pinning the bed the plan must use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bedcentre.domain.appointments import KIND_OF
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import DemandCancelled, DemandPinned, DemandRaised, PatientRegistered
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, DemandState, Feature, Role, Sex, Triage
from bedcentre.usecases.commands import handles
from bedcentre.usecases.day_surgery.cases import after_cancelling
from bedcentre.usecases.day_surgery.theatre import release_theatre
from bedcentre.usecases.milestones import drop_milestones
from bedcentre.usecases.no_shows import refuse_blocked
from bedcentre.usecases.placement import closed, release_claims
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.preadmission import finish_pre_admission
from bedcentre.usecases.standby.openings import leave_standby, note_freed

OLDEST_YEARS = 130
MINUTE = timedelta(minutes=1)

FARTHEST = timedelta(days=366)
"""How far ahead anything may be asked for or expected, and how long a stay may be: beyond that it is mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPatient:
    """Make a person known; a known medical record number gives the person already there."""

    mrn: str
    name: str
    pinyin: str
    sex: Sex
    birth_date: date
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBed:
    """Ask for a bed. For emergencies ``triage`` is needed; for in-house moves ``encounter_id``."""

    kind: DemandKind
    patient_id: int
    specialty: str
    wanted_from: datetime
    latest: datetime
    stay_minutes: int
    triage: Triage | None = None
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    prefers: frozenset[Feature] = frozenset()
    organism: str | None = None
    encounter_id: int | None = None
    procedure: str | None = None
    surgeon: str | None = None
    expires_at: datetime | None = None
    note: str = ""
    green_channel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelDemand:
    """The bed is no longer needed, for ``reason``."""

    demand_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDemand:
    """The plan shall give the demand this bed (None: it may choose again)."""

    demand_id: int
    bed_id: int | None


@handles(RegisterPatient, Role.COORDINATOR, Role.SURGEON, Role.NURSE)
def register_patient(uow: UnitOfWork, command: RegisterPatient) -> int:
    """Return the person's id, registering them first if their number is new.

    Raises:
        BadInputError: no name or number, a birth date in the future or too far back, or the number is another's.
    """
    check_person(uow, command)
    known = uow.find_patient(command.mrn.strip())
    if known is not None:
        if (known.name, known.sex, known.birth_date) != (command.name.strip(), command.sex, command.birth_date):
            raise BadInputError(Message("input.mrn_other_person", {"mrn": known.mrn}))
        return known.id
    patient = Patient(
        id=uow.new_id(),
        mrn=command.mrn.strip(),
        name=command.name.strip(),
        pinyin=command.pinyin,
        sex=command.sex,
        birth_date=command.birth_date,
        flags=command.flags,
    )
    uow.record(PatientRegistered(patient=patient))
    return patient.id


def check_person(reader: Reader, command: RegisterPatient) -> None:
    """Refuse what can be nobody.

    Raises:
        BadInputError: no name or number, or a birth date in the future or too far back.
    """
    today = reader.now.astimezone(reader.zone).date()
    if not command.mrn.strip():
        raise BadInputError(Message("input.mrn_missing"))
    if not command.name.strip():
        raise BadInputError(Message("input.name_missing"))
    if not 0 <= (today - command.birth_date).days <= OLDEST_YEARS * 366:
        raise BadInputError(Message("input.birth_date", {"date": command.birth_date.isoformat()}))


@handles(RequestBed, Role.COORDINATOR, Role.NURSE, Role.SURGEON)
def request_bed(uow: UnitOfWork, command: RequestBed) -> int:
    """Put a demand into the queue; its clock starts now. Returns its id.

    Raises:
        BadInputError: a field is missing or contradicts another.
        RefusedError: the patient already has an open demand of that kind, or often did not come and is blocked.
    """
    _check(uow, command)
    if command.kind in KIND_OF:
        refuse_blocked(uow, command.patient_id)
    demand = Demand(
        id=uow.new_id(),
        kind=command.kind,
        patient_id=uow.patient(command.patient_id).id,
        specialty=command.specialty,
        state=DemandState.WAITING,
        raised_at=uow.now,
        wanted_from=command.wanted_from,
        latest=command.latest,
        stay_minutes=command.stay_minutes,
        triage=command.triage,
        severe=command.severe,
        needs=command.needs,
        prefers=command.prefers,
        organism=command.organism,
        encounter_id=command.encounter_id,
        procedure=command.procedure,
        surgeon=command.surgeon,
        expires_at=command.expires_at,
        note=command.note,
        green_channel=command.green_channel,
    )
    uow.record(DemandRaised(demand=demand))
    return demand.id


@handles(CancelDemand, Role.COORDINATOR, Role.SURGEON)
def cancel_demand(uow: UnitOfWork, command: CancelDemand) -> None:
    """Take a demand back and give its bed and theatre time to others.

    Raises:
        BadInputError: no reason.
        RefusedError: it is closed already, or is another surgeon's.
    """
    demand = uow.demand(command.demand_id)
    if uow.actor.role is Role.SURGEON and demand.surgeon != uow.actor.surgeon:
        raise RefusedError(Message("refusal.other_surgeon"))
    if not demand.is_open:
        raise RefusedError(closed(demand))
    if not command.reason.strip():
        raise BadInputError(Message("input.cancel_reason"))
    close_demand(uow, demand, command.reason.strip())


def close_demand(uow: UnitOfWork, demand: Demand, reason: str) -> None:
    """Give back the demand's bed and theatre time, and take it out of the queue."""
    note_freed(uow, demand, reason)
    leave_standby(uow, demand)
    after_cancelling(uow, demand, reason)
    release_claims(uow, demand, "cancelled")
    release_theatre(uow, demand.id)
    drop_milestones(uow, "cancelled", demand_id=demand.id)
    finish_pre_admission(uow, demand, admitted=False)
    uow.record(DemandCancelled(demand_id=demand.id, reason=reason))


@handles(PinDemand, Role.COORDINATOR)
def pin_demand(uow: UnitOfWork, command: PinDemand) -> None:
    """Fix (or free) the bed that plans must use for a demand.

    Raises:
        RefusedError: the demand is closed.
    """
    demand = uow.demand(command.demand_id)
    if not demand.is_open:
        raise RefusedError(closed(demand))
    if command.bed_id is not None:
        uow.bed(command.bed_id)
    uow.record(DemandPinned(demand_id=demand.id, bed_id=command.bed_id))


def organism_of(written: str) -> str | None:
    """What is to be isolated, as somebody wrote it: one spelling, so that those of one organism may lie together."""
    return " ".join(written.upper().split()) or None


def too_far(day: date) -> Message:
    """Say that a day cannot be meant."""
    return Message("input.too_far", {"at": f"{day:%Y-%m-%d}"})


def _check(uow: UnitOfWork, command: RequestBed) -> None:
    specialties = {specialty.code for specialty in uow.specialties()}
    if command.specialty not in specialties:
        raise BadInputError(Message("input.specialty", {"specialty": command.specialty}))
    if command.latest < command.wanted_from:
        raise BadInputError(Message("input.latest_before_wanted"))
    if command.latest < uow.now:
        raise BadInputError(Message("input.latest_past", {"at": command.latest}))
    if command.latest > uow.now + FARTHEST:
        raise BadInputError(too_far(command.latest))
    if not 0 < command.stay_minutes <= FARTHEST // MINUTE:
        raise BadInputError(Message("input.stay_minutes", {"minutes": command.stay_minutes}))
    if command.kind is DemandKind.EMERGENCY and command.triage is None:
        raise BadInputError(Message("input.triage_missing"))
    in_house = command.kind in {DemandKind.STEP_DOWN, DemandKind.TRANSFER}
    if in_house and (command.encounter_id is None or not _lies(uow, command.encounter_id, command.patient_id)):
        raise BadInputError(Message("input.not_in_house"))
    same = [demand for demand in uow.open_demands_of(command.patient_id) if demand.kind is command.kind]
    if same:
        raise RefusedError(Message("refusal.asked_already", {"since": same[0].raised_at}))


def _lies(uow: UnitOfWork, encounter_id: int, patient_id: int) -> bool:
    situation = uow.bed_of(encounter_id)
    return situation is not None and situation.patient is not None and situation.patient.id == patient_id
