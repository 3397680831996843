"""A patient on the way (三通三联): announced, with a bed kept, then arrived, late, called off or lapsed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedcentre.domain.emergency import Ambulance, EmergencyCare
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import AmbulanceAnnounced, AmbulanceChanged, BedHeld, ClaimReleased, EmergencyCareNoted
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import (
    AmbulanceState,
    Centre,
    DemandKind,
    DemandState,
    Deposit,
    Feature,
    PlannedKind,
    Role,
    Route,
    Sex,
    Triage,
)
from bedcentre.usecases.board.choices import Choice, House, choice, choices_among
from bedcentre.usecases.commands import handles
from bedcentre.usecases.placement import reserve
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.requests import RegisterPatient, RequestBed, register_patient, request_bed

MAY = (Role.COORDINATOR, Role.NURSE)

LONGEST_RIDE = timedelta(hours=12)
"""How far ahead an ambulance may be announced: beyond that it is mistyped."""

OLDEST = 130
DAYS = 365.2425


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceAmbulance:
    """An ambulance tells of a patient; a bed is kept until ``eta`` and the policy's slack."""

    eta: datetime
    sex: Sex
    age: int
    specialty: str
    triage: Triage
    stay_minutes: int
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    centre: Centre | None = None
    route: Route = Route.EMERGENCY_ROOM
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayAmbulance:
    """It comes at another time; a bed is kept until then."""

    ambulance_id: int
    eta: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepBedForAmbulance:
    """Look again for a bed to keep, for an ambulance that has none."""

    ambulance_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffAmbulance:
    """It does not come, for a reason."""

    ambulance_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbulanceArrives:
    """The patient is here and is now known as ``person``: the boarding clock starts."""

    ambulance_id: int
    person: RegisterPatient
    deposit: Deposit = Deposit.UNPAID


@handles(AnnounceAmbulance, *MAY)
def announce_ambulance(uow: UnitOfWork, command: AnnounceAmbulance) -> int:
    """Put it on the list and keep the best bed there is for it; returns its id.

    Raises:
        BadInputError: the time is past or too far ahead, or the age or specialty cannot be right.
    """
    _check_eta(uow, command.eta)
    if not 0 <= command.age <= OLDEST:
        raise BadInputError(Message("input.age", {"age": command.age}))
    if command.specialty not in {specialty.code for specialty in uow.specialties()}:
        raise BadInputError(Message("input.specialty", {"specialty": command.specialty}))
    if not 0 < command.stay_minutes <= timedelta(days=366) // timedelta(minutes=1):
        raise BadInputError(Message("input.stay_minutes", {"minutes": command.stay_minutes}))
    ambulance = Ambulance(
        id=uow.new_id(),
        told_at=uow.now,
        told_by=uow.actor.user_id,
        eta=command.eta,
        until=command.eta + uow.policy.ambulance_slack,
        sex=command.sex,
        age=command.age,
        specialty=command.specialty,
        triage=command.triage,
        stay_minutes=command.stay_minutes,
        severe=command.severe,
        needs=command.needs | ({Feature.ICU} if command.route is Route.ICU else frozenset()),
        centre=command.centre,
        route=command.route,
        report=command.report.strip(),
        changed_at=uow.now,
    )
    uow.record(AmbulanceAnnounced(ambulance=_with_bed(uow, ambulance)))
    return ambulance.id


@handles(DelayAmbulance, *MAY)
def delay_ambulance(uow: UnitOfWork, command: DelayAmbulance) -> None:
    """Keep a bed for the new time, the same one if it is still the best.

    Raises:
        BadInputError: the time is past or too far ahead.
        RefusedError: it is not on its way any more.
    """
    ambulance = _coming(uow, command.ambulance_id)
    _check_eta(uow, command.eta)
    give_up_bed(uow, ambulance, "moved")
    later = replace(ambulance, eta=command.eta, until=command.eta + uow.policy.ambulance_slack, changed_at=uow.now)
    uow.record(AmbulanceChanged(ambulance=_with_bed(uow, later)))


@handles(KeepBedForAmbulance, *MAY)
def keep_bed_for_ambulance(uow: UnitOfWork, command: KeepBedForAmbulance) -> None:
    """Keep a bed that has become free.

    Raises:
        RefusedError: it is not on its way any more, has a bed, or there still is none.
    """
    ambulance = _coming(uow, command.ambulance_id)
    if keeps(uow, ambulance):
        raise RefusedError(Message("refusal.ambulance_has_bed"))
    kept = _with_bed(uow, replace(ambulance, changed_at=uow.now))
    if kept.bed_id is None:
        raise RefusedError(Message("refusal.ambulance_no_bed"))
    uow.record(AmbulanceChanged(ambulance=kept))


@handles(CallOffAmbulance, *MAY)
def call_off_ambulance(uow: UnitOfWork, command: CallOffAmbulance) -> None:
    """Give the bed back.

    Raises:
        BadInputError: no reason.
        RefusedError: it is not on its way any more.
    """
    ambulance = _coming(uow, command.ambulance_id)
    if not command.reason.strip():
        raise BadInputError(Message("input.cancel_reason"))
    give_up_bed(uow, ambulance, "cancelled")
    off = replace(ambulance, state=AmbulanceState.CALLED_OFF, reason=command.reason.strip(), changed_at=uow.now)
    uow.record(AmbulanceChanged(ambulance=off))


@handles(AmbulanceArrives, *MAY)
def ambulance_arrives(uow: UnitOfWork, command: AmbulanceArrives) -> int:
    """Turn the announcement into an emergency demand; the kept bed is promised to it if it still suits.

    Who goes past the emergency room needs the bed when the time there is over (policy). Returns the demand's id.

    Raises:
        BadInputError: the person is not told well enough, or is somebody else.
        RefusedError: it has come, lapsed or was called off already, or the person waits for a bed already.
    """
    ambulance = _coming(uow, command.ambulance_id)
    kept = ambulance.bed_id if keeps(uow, ambulance) else None
    asked = _request(uow, ambulance, register_patient(uow, command.person))
    demand = uow.demand(request_bed(uow, asked))
    care = EmergencyCare(demand_id=demand.id, centre=ambulance.centre, route=ambulance.route, deposit=command.deposit)
    uow.record(EmergencyCareNoted(care=care))
    give_up_bed(uow, ambulance, "used")
    if kept is not None:
        now = choice(uow, demand, kept)
        if now.suitable:
            reserve(uow, demand, uow.bed(kept), now.start)
    arrived = replace(ambulance, state=AmbulanceState.ARRIVED, demand_id=demand.id, changed_at=uow.now)
    uow.record(AmbulanceChanged(ambulance=arrived))
    return demand.id


def lapse(uow: UnitOfWork, ambulance: Ambulance) -> None:
    """Nobody came in time: say so, and give the bed back."""
    give_up_bed(uow, ambulance, "expired")
    uow.record(AmbulanceChanged(ambulance=replace(ambulance, state=AmbulanceState.LAPSED, changed_at=uow.now)))


def keeps(reader: Reader, ambulance: Ambulance) -> bool:
    """Whether the bed is still kept for it: nobody took the hold back."""
    if ambulance.bed_id is None:
        return False
    return any(claim.interval.id == ambulance.hold_id for claim in reader.bed(ambulance.bed_id).claims)


def give_up_bed(uow: UnitOfWork, ambulance: Ambulance, cause: str) -> None:
    """End the hold, if it still stands."""
    hold = uow.hold(ambulance.hold_id) if ambulance.hold_id is not None else None
    if hold is not None:
        uow.record(ClaimReleased(interval_id=hold.id, bed_id=hold.bed_id, demand_id=None, cause=cause))


def _coming(uow: UnitOfWork, ambulance_id: int) -> Ambulance:
    ambulance = uow.ambulance(ambulance_id)
    if ambulance.state is not AmbulanceState.COMING:
        state = f"@ambulance_state.{ambulance.state.value}"
        raise RefusedError(Message("refusal.ambulance_closed", {"state": state, "at": ambulance.changed_at}))
    return ambulance


def _check_eta(uow: UnitOfWork, eta: datetime) -> None:
    if eta < uow.now:
        raise BadInputError(Message("input.eta_past", {"at": eta}))
    if eta > uow.now + LONGEST_RIDE:
        raise BadInputError(Message("input.too_far", {"at": eta}))


def _with_bed(uow: UnitOfWork, ambulance: Ambulance) -> Ambulance:
    """Hold the best bed that will be ready in time; without one the ambulance has none."""
    best = _best(uow, ambulance)
    if best is None:
        return replace(ambulance, hold_id=None, bed_id=None)
    free = uow.bed(best.bed_id).expected_free(uow.now, uow.policy.turnaround)
    hold = PlannedInterval(
        id=uow.new_id(),
        bed_id=best.bed_id,
        kind=PlannedKind.HOLD,
        start=min(free, ambulance.eta),
        end=ambulance.until,
        demand_id=None,
        made_by=uow.actor.user_id,
        expires_at=ambulance.until,
        reason=ambulance.report or None,
    )
    uow.record(BedHeld(hold=hold))
    return replace(ambulance, hold_id=hold.id, bed_id=best.bed_id)


def _best(uow: UnitOfWork, ambulance: Ambulance) -> Choice | None:
    """The best bed for somebody of that sex and age, of the centre's own specialties first."""
    house, demand = House(uow), _expected(uow, ambulance)
    born = ambulance.eta.astimezone(uow.zone).date() - timedelta(days=int((ambulance.age + 0.5) * DAYS))
    patient = Patient(id=0, mrn="", name="", pinyin="", sex=ambulance.sex, birth_date=born)
    own = uow.policy.centre_specialties[ambulance.centre].split() if ambulance.centre is not None else ()
    needed = demand.wanted_from
    soon = [each for each in house.beds if each.expected_free(uow.now, uow.policy.turnaround) <= needed]
    suitable = [each for each in choices_among(uow, house, demand, patient, soon) if each.suitable]
    return min(suitable, key=lambda each: each.ward.specialty not in own, default=None)


def _expected(uow: UnitOfWork, ambulance: Ambulance) -> Demand:
    """The demand that the patient will be, were they here at the time told."""
    needed = ambulance.eta + uow.policy.bypass_time[ambulance.route]
    return Demand(
        id=0,
        kind=DemandKind.EMERGENCY,
        patient_id=0,
        specialty=ambulance.specialty,
        state=DemandState.WAITING,
        raised_at=ambulance.eta,
        wanted_from=needed,
        latest=needed,
        stay_minutes=ambulance.stay_minutes,
        triage=ambulance.triage,
        severe=ambulance.severe,
        needs=ambulance.needs,
    )


def _request(uow: UnitOfWork, ambulance: Ambulance, patient_id: int) -> RequestBed:
    needed = uow.now + uow.policy.bypass_time[ambulance.route]
    return RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=patient_id,
        specialty=ambulance.specialty,
        wanted_from=needed,
        latest=needed + uow.policy.boarding_limit[ambulance.triage],
        stay_minutes=ambulance.stay_minutes,
        triage=ambulance.triage,
        severe=ambulance.severe,
        needs=ambulance.needs,
        note=ambulance.report,
    )
