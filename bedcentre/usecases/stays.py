"""A patient's way through beds: received, moved, left; and when they are expected to leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.errors import BadInputError, NotFoundError, RefusedError, TakenError
from bedcentre.domain.events import (
    DischargeExpected,
    LeavingUndone,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
)
from bedcentre.domain.intervals import ActualInterval, Span
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.vocabulary import ActualKind, Certainty, Role
from bedcentre.usecases.beds import not_now
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.placement import check_rules, claims_against, closed, release_claims
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import FARTHEST, close_demand, too_far

LEFT = "@history.PatientLeft"
"""Why a transfer was cancelled when its patient left, in whatever language it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivePatient:
    """The patient of a demand has arrived and lies in the bed."""

    demand_id: int
    bed_id: int
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePatient:
    """A patient goes to another bed now, without a demand (within a ward, say)."""

    encounter_id: int
    bed_id: int
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLeaves:
    """The patient in the bed has physically left."""

    bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoLeaving:
    """The patient had not left after all."""

    bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectDischarge:
    """The ward says when the patient in the bed will leave."""

    bed_id: int
    expected: datetime
    certainty: Certainty = Certainty.CONFIRMED


@handles(ReceivePatient, Role.NURSE, Role.COORDINATOR)
def receive_patient(uow: UnitOfWork, command: ReceivePatient) -> int:
    """Promised (or waiting) → placed; the boarding clock stops; returns the encounter's id.

    Raises:
        NotPermittedError: a nurse's ward is another, or the patient is promised to another.
        RefusedError: the bed is not ready, a rule speaks against it, the demand is closed, or the patient lies
            in another bed already.
        TakenError: the bed is promised to somebody else now.
    """
    demand = uow.demand(command.demand_id)
    situation = uow.bed(command.bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    if not demand.is_open:
        raise RefusedError(closed(demand))
    promised = [uow.bed(claim.bed_id).ward.id for claim in uow.claims_of(demand.id)]
    if promised and situation.ward.id not in promised:
        require_ward(uow.actor, promised[0], uow)
    candidate = Candidate.of_demand(demand, uow.patient(demand.patient_id))
    _enter(uow, candidate, situation, uow.now + demand.stay, command.override)
    release_claims(uow, demand, "used")
    if demand.encounter_id is not None:
        _move(uow, uow.encounter(demand.encounter_id), situation, demand)
        return demand.encounter_id
    _refuse_second_bed(uow, demand.patient_id)
    encounter = Encounter(
        id=uow.new_id(),
        patient_id=demand.patient_id,
        specialty=demand.specialty,
        admitted_at=uow.now,
        expected_discharge=uow.now + demand.stay,
        certainty=Certainty.GUESSED,
        severe=demand.severe,
        needs=demand.needs,
        organism=demand.organism,
    )
    stay = _stay(uow, encounter.id, situation)
    uow.record(PatientAdmitted(encounter=encounter, stay=stay, demand_id=demand.id))
    return encounter.id


@handles(MovePatient, Role.NURSE, Role.COORDINATOR)
def move_patient(uow: UnitOfWork, command: MovePatient) -> None:
    """One bed → another, at once; a nurse moves within the own wards.

    Raises:
        RefusedError: the patient has left, the bed is not ready, or a rule speaks against it.
        TakenError: the bed is promised to somebody else now.
    """
    situation = uow.bed(command.bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    encounter = uow.encounter(command.encounter_id)
    if encounter.left_at is not None:
        raise RefusedError(Message("refusal.patient_left", {"at": encounter.left_at}))
    require_ward(uow.actor, _where(uow, encounter).ward.id, uow)
    candidate = Candidate.of_encounter(encounter, uow.patient(encounter.patient_id))
    end = max(encounter.expected_discharge, uow.now + timedelta(minutes=1))
    _enter(uow, candidate, situation, end, command.override)
    _move(uow, encounter, situation, None)


@handles(PatientLeaves, Role.NURSE, Role.COORDINATOR)
def patient_leaves(uow: UnitOfWork, command: PatientLeaves) -> None:
    """Occupied → vacated. Settlement is another matter and never keeps the bed; a transfer still asked for is moot.

    Raises:
        RefusedError: nobody lies there.
    """
    situation, stay, encounter = _occupied(uow, command.bed_id)
    vacated = ActualInterval(
        id=uow.new_id(),
        bed_id=situation.bed.id,
        kind=ActualKind.VACATED,
        start=uow.now,
        encounter_id=encounter.id,
    )
    for demand in uow.open_demands_of(encounter.patient_id):
        if demand.encounter_id == encounter.id:
            close_demand(uow, demand, LEFT)
    uow.record(PatientLeft(encounter_id=encounter.id, stay_id=stay.id, vacated=vacated))


@handles(UndoLeaving, Role.NURSE, Role.COORDINATOR)
def undo_leaving(uow: UnitOfWork, command: UndoLeaving) -> None:
    """Vacated → occupied again, shortly after a mistaken tap.

    Raises:
        RefusedError: the bed is no longer just vacated, too much time has passed, or the patient has come back
            into another bed.
    """
    situation = uow.bed(command.bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    vacated = situation.actual
    if vacated is None or vacated.kind is not ActualKind.VACATED or vacated.encounter_id is None:
        raise RefusedError(not_now(situation))
    if uow.now - vacated.start > uow.policy.undo_within:
        minutes = int(uow.policy.undo_within.total_seconds() // 60)
        raise RefusedError(Message("refusal.undo_too_late", {"minutes": minutes}))
    _refuse_second_bed(uow, uow.encounter(vacated.encounter_id).patient_id)
    uow.record(
        LeavingUndone(
            encounter_id=vacated.encounter_id,
            stay_id=uow.stays_of(vacated.encounter_id)[-1].id,
            vacated_id=vacated.id,
            bed_id=situation.bed.id,
            at=uow.now,
        )
    )


@handles(ExpectDischarge, Role.NURSE, Role.COORDINATOR)
def expect_discharge(uow: UnitOfWork, command: ExpectDischarge) -> None:
    """Say when a patient will leave; promises that this breaks show as conflicts.

    Raises:
        BadInputError: the time is past, or too far ahead to be meant.
        RefusedError: nobody lies there.
    """
    situation, _, encounter = _occupied(uow, command.bed_id)
    if command.expected < uow.now:
        raise BadInputError(Message("input.discharge_past", {"at": command.expected}))
    if command.expected > uow.now + FARTHEST:
        raise BadInputError(too_far(command.expected))
    uow.record(
        DischargeExpected(
            encounter_id=encounter.id,
            bed_id=situation.bed.id,
            expected=command.expected,
            certainty=command.certainty,
        )
    )


def _occupied(uow: UnitOfWork, bed_id: int) -> tuple[BedSituation, ActualInterval, Encounter]:
    situation = uow.bed(bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    if situation.actual is None or situation.encounter is None:
        raise RefusedError(not_now(situation))
    return situation, situation.actual, situation.encounter


def _enter(uow: UnitOfWork, candidate: Candidate, situation: BedSituation, end: datetime, override: str) -> None:
    """Refuse a bed that is not ready, is somebody else's now, or that a rule speaks against and nobody overrides."""
    if situation.actual is not None:
        raise RefusedError(not_now(situation))
    at_once = Span(uow.now, uow.now + timedelta(minutes=1))
    taken = claims_against(uow, situation, candidate.demand_id, at_once)
    if taken:
        raise TakenError(*taken)
    check_rules(uow, candidate, situation, Span(uow.now, end), override)


def _refuse_second_bed(uow: UnitOfWork, patient_id: int) -> None:
    lying = uow.bed_of_patient(patient_id)
    if lying is not None:
        raise RefusedError(Message("refusal.lies_already", {"bed": lying.bed.label}))


def _move(uow: UnitOfWork, encounter: Encounter, situation: BedSituation, demand: Demand | None) -> None:
    """Change beds; a demand that is met says who treats the patient from now on, and what the patient needs."""
    left = _where(uow, encounter)
    if demand is not None:
        encounter = replace(
            encounter,
            specialty=demand.specialty,
            severe=demand.severe,
            needs=demand.needs,
            organism=demand.organism,
        )
    vacated = ActualInterval(id=uow.new_id(), bed_id=left.bed.id, kind=ActualKind.VACATED, start=uow.now)
    uow.record(
        PatientMoved(
            encounter=encounter,
            left_stay_id=uow.stays_of(encounter.id)[-1].id,
            left_bed_id=left.bed.id,
            vacated=vacated,
            stay=_stay(uow, encounter.id, situation),
            demand_id=demand.id if demand else None,
        )
    )


def _where(uow: UnitOfWork, encounter: Encounter) -> BedSituation:
    situation = uow.bed_of(encounter.id)
    if situation is None:
        raise NotFoundError(Message("missing.stay", {"encounter": encounter.id}))
    return situation


def _stay(uow: UnitOfWork, encounter_id: int, situation: BedSituation) -> ActualInterval:
    return ActualInterval(
        id=uow.new_id(),
        bed_id=situation.bed.id,
        kind=ActualKind.OCCUPIED,
        start=uow.now,
        encounter_id=encounter_id,
    )
