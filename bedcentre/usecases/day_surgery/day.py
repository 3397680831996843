"""A day-surgery patient's day, one tap each: arrives, operation starts, operation ends; and the last tap taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import DayCase, unpassed
from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.events import DischargeExpected, RuleOverridden
from bedcentre.domain.intervals import Span
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.vocabulary import CaseState, Certainty, Checklist, Role
from bedcentre.usecases.commands import handles, require_part
from bedcentre.usecases.day_surgery.cases import case_of, change
from bedcentre.usecases.day_surgery.checks import checks_of
from bedcentre.usecases.milestones import drop_milestones, step_word
from bedcentre.usecases.placement import MIN_REASON, claims_against, rules_against
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.stays import ReceivePatient, receive_patient, refuse_too_late

ACTING = (Role.NURSE, Role.SURGEON, Role.COORDINATOR)
MAY_OVERRIDE_CHECKS = frozenset({Role.SURGEON, Role.COORDINATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArriveCase:
    """The patient is here, and lies in the promised bay; or in another of the centre if that is not ready."""

    demand_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartOperation:
    """The patient goes to the theatre. ``override``: why, although a check is not passed."""

    demand_id: int
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOperation:
    """The operation is over; the patient is back in the bay."""

    demand_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBack:
    """Operation started or ended: that was a mistaken tap."""

    demand_id: int


@handles(ArriveCase, Role.NURSE, Role.COORDINATOR)
def arrive_case(uow: UnitOfWork, command: ArriveCase) -> int:
    """Booked → arrived; returns the encounter's id.

    Raises:
        NotPermittedError: the bay is on another ward than the nurse's.
        RefusedError: no bay is promised, the demand is closed, or neither the promised bay nor another is ready.
    """
    demand = uow.demand(command.demand_id)
    require_part(uow.actor, demand, uow)
    promised = [uow.bed(claim.bed_id) for claim in uow.claims_of(demand.id)]
    if not promised and demand.is_open:
        raise RefusedError(Message("refusal.no_bay_promised"))
    ready = promised[0] if promised and promised[0].actual is None else next(_others(uow, demand, promised), None)
    bay = ready or (promised[0] if promised else None)
    if bay is None:
        raise RefusedError(Message("refusal.day_case_state", {"state": f"@case_state.{state_of(uow, demand).value}"}))
    return receive_patient(uow, ReceivePatient(demand_id=demand.id, bed_id=bay.bed.id))


@handles(StartOperation, *ACTING)
def start_operation(uow: UnitOfWork, command: StartOperation) -> None:
    """Arrived → in theatre.

    Raises:
        NotPermittedError: it is somebody else's patient, or the role may not override a check.
        RefusedError: the patient is not here, has no theatre, the theatre is not empty, or a check is not passed.
    """
    demand, case = _in_state(uow, command.demand_id, CaseState.ARRIVED)
    booking, bay = uow.booking_of(demand.id), uow.bed_of_patient(demand.patient_id)
    if booking is None or bay is None:
        raise RefusedError(Message("refusal.no_theatre"))
    busy = [each for each in uow.day_cases_here() if each.state is CaseState.IN_THEATRE]
    if any(each.theatre == booking.theatre for each in busy):
        raise RefusedError(Message("refusal.theatre_in_use", {"theatre": booking.theatre}))
    _check(uow, demand, bay, command.override.strip())
    change(uow, replace(case, state=CaseState.IN_THEATRE, began_at=uow.now, theatre=booking.theatre))


@handles(EndOperation, *ACTING)
def end_operation(uow: UnitOfWork, command: EndOperation) -> None:
    """In theatre → recovering; when the patient can go home is expected anew.

    Raises:
        NotPermittedError: it is somebody else's patient.
        RefusedError: the patient is not in the theatre.
    """
    demand, case = _in_state(uow, command.demand_id, CaseState.IN_THEATRE)
    change(uow, replace(case, state=CaseState.RECOVERING, ended_at=uow.now))
    recovery = timedelta(minutes=uow.procedure(demand.procedure or "").recovery_minutes)
    expect(uow, case.encounter_id, recovery)


@handles(StepBack, *ACTING)
def step_back(uow: UnitOfWork, command: StepBack) -> None:
    """Recovering → in theatre → arrived, shortly after the tap.

    Raises:
        NotPermittedError: it is somebody else's patient.
        RefusedError: there is no tap to take back, or it is too long ago.
    """
    demand = uow.demand(command.demand_id)
    require_part(uow.actor, demand, uow)
    case = case_of(uow, demand.id)
    tapped = (case.ended_at or case.began_at) if case is not None else None
    if case is None or tapped is None or case.state not in {CaseState.IN_THEATRE, CaseState.RECOVERING}:
        raise RefusedError(not_in_state(uow, demand))
    refuse_too_late(uow, tapped)
    before = replace(case, ended_at=None) if case.ended_at is not None else replace(case, began_at=None)
    change(uow, replace(before, state=before.state_by_times))


def state_of(reader: Reader, demand: Demand) -> CaseState:
    """Where a day-surgery demand's patient stands."""
    case = case_of(reader, demand.id)
    return case.state if case is not None else CaseState.BOOKED if demand.is_open else CaseState.CANCELLED


def not_in_state(reader: Reader, demand: Demand) -> Message:
    """Say where the patient stands instead."""
    return Message("refusal.day_case_state", {"state": f"@case_state.{state_of(reader, demand).value}"})


def expect(uow: UnitOfWork, encounter_id: int | None, after: timedelta) -> None:
    """Let the patient be expected to leave so long from now."""
    situation = uow.bed_of(encounter_id) if encounter_id is not None else None
    if encounter_id is not None and situation is not None:
        said = DischargeExpected(
            encounter_id=encounter_id,
            bed_id=situation.bed.id,
            expected=uow.now + after,
            certainty=Certainty.PREDICTED,
        )
        uow.record(said)


def _in_state(uow: UnitOfWork, demand_id: int, state: CaseState) -> tuple[Demand, DayCase]:
    demand = uow.demand(demand_id)
    require_part(uow.actor, demand, uow)
    case = case_of(uow, demand.id)
    if case is None or case.state is not state:
        raise RefusedError(not_in_state(uow, demand))
    return demand, case


def _others(uow: UnitOfWork, demand: Demand, promised: list[BedSituation]) -> Iterator[BedSituation]:
    """The other bays of the ward that the patient could have at once and until the end."""
    candidate = Candidate.of_demand(demand, uow.patient(demand.patient_id))
    span = Span(uow.now, uow.now + demand.stay)
    for situation in uow.beds(ward_ids={each.ward.id for each in promised}):
        against = claims_against(uow, situation, demand.id, span) or rules_against(uow, candidate, situation, span)
        if situation.actual is None and not against:
            yield situation


def _check(uow: UnitOfWork, demand: Demand, bay: BedSituation, override: str) -> None:
    """Let no operation start with a check open but by a person with the right who signs a reason, on the record."""
    still = tuple(
        Message("refusal.check_open", {"step": step_word(each)}) for each in unpassed(checks_of(uow, demand.id))
    )
    if not still:
        return
    if not override:
        raise RefusedError(*still)
    if uow.actor.role not in MAY_OVERRIDE_CHECKS:
        raise NotPermittedError(Message("refusal.no_override_right", {"role": f"@role.{uow.actor.role.value}"}))
    if len(override) < MIN_REASON:
        raise BadInputError(Message("input.override_reason", {"least": MIN_REASON}))
    signed = RuleOverridden(
        patient_id=demand.patient_id, demand_id=demand.id, bed_id=bay.bed.id, rules=still, reason=override
    )
    uow.record(signed)
    drop_milestones(uow, "overridden", demand_id=demand.id, checklist=Checklist.DAY_SURGERY)
