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
    PatientReturned,
)
from bedcentre.domain.intervals import ActualInterval, Span
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.vocabulary import ActualKind, Certainty, Checklist, Role
from bedcentre.usecases.beds import not_now
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.day_surgery.cases import after_arrival, after_moving
from bedcentre.usecases.discharge import after_leaving, follow_expectation, undo_after_leaving
from bedcentre.usecases.milestones import drop_milestones
from bedcentre.usecases.placement import check_rules, claims_against, closed, release_claims
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.preadmission import finish_pre_admission
from bedcentre.usecases.requests import FARTHEST, close_demand, too_far
from bedcentre.usecases.standby.openings import leave_standby

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
    leave_standby(uow, demand)
    release_claims(uow, demand, "used")
    finish_pre_admission(uow, demand, admitted=True)
    if demand.encounter_id is not None:
        _enter_for(uow, uow.encounter(demand.encounter_id), situation, demand)
        after_moving(uow, demand.id)
        return demand.encounter_id
    refuse_second_bed(uow, demand.patient_id)
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
    after_arrival(uow, demand, encounter.id)
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
    situation, stay, encounter = occupied(uow, command.bed_id)
    close_demands(uow, encounter)
    uow.record(PatientLeft(encounter_id=encounter.id, stay_id=stay.id, vacated=vacate(uow, situation, encounter)))
    after_leaving(uow, encounter)


@handles(UndoLeaving, Role.NURSE, Role.COORDINATOR)
def undo_leaving(uow: UnitOfWork, command: UndoLeaving) -> None:
    """Vacated → occupied again, shortly after a mistaken tap: the patient is neither gone nor in the lounge.

    Raises:
        RefusedError: the bed is no longer just vacated, too much time has passed, or the patient has come back
            into another bed.
    """
    situation = uow.bed(command.bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    vacated = situation.actual
    if vacated is None or vacated.kind is not ActualKind.VACATED or vacated.encounter_id is None:
        raise RefusedError(not_now(situation))
    refuse_too_late(uow, vacated.start)
    encounter, stay = uow.encounter(vacated.encounter_id), uow.stays_of(vacated.encounter_id)[-1]
    refuse_second_bed(uow, encounter.patient_id, besides=encounter.id)
    if stay.bed_id != situation.bed.id:
        raise RefusedError(not_now(situation))
    close_demands(uow, encounter)
    undone = LeavingUndone(
        encounter_id=encounter.id, stay_id=stay.id, vacated_id=vacated.id, bed_id=situation.bed.id, at=uow.now
    )
    uow.record(undone)
    if encounter.left_at is not None:
        undo_after_leaving(uow, encounter)


@handles(ExpectDischarge, Role.NURSE, Role.COORDINATOR)
def expect_discharge(uow: UnitOfWork, command: ExpectDischarge) -> None:
    """Say when a patient will leave; promises that this breaks show as conflicts.

    Raises:
        BadInputError: the time is past, or too far ahead to be meant.
        RefusedError: nobody lies there.
    """
    situation, _, encounter = occupied(uow, command.bed_id)
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
    follow_expectation(uow, uow.encounter(encounter.id))


def occupied(uow: UnitOfWork, bed_id: int) -> tuple[BedSituation, ActualInterval, Encounter]:
    """The bed, the stay and the encounter of whoever lies there, on the actor's own ward.

    Raises:
        RefusedError: nobody lies there.
    """
    situation = uow.bed(bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    if situation.actual is None or situation.encounter is None:
        raise RefusedError(not_now(situation))
    return situation, situation.actual, situation.encounter


def vacate(uow: UnitOfWork, situation: BedSituation, encounter: Encounter) -> ActualInterval:
    """What the bed is once the patient has left it: waiting for cleaning."""
    return ActualInterval(
        id=uow.new_id(),
        bed_id=situation.bed.id,
        kind=ActualKind.VACATED,
        start=uow.now,
        encounter_id=encounter.id,
    )


def close_demands(uow: UnitOfWork, encounter: Encounter) -> None:
    """Take the moves that were asked for an encounter out of the queue: they are moot, as is leaving earlier."""
    drop_milestones(uow, LEFT, encounter_id=encounter.id, checklist=Checklist.EARLIER)
    for demand in uow.open_demands_of(encounter.patient_id):
        if demand.encounter_id == encounter.id:
            close_demand(uow, demand, LEFT)


def refuse_too_late(uow: UnitOfWork, at: datetime) -> None:
    """Refuse to take back what was said too long ago."""
    if uow.now - at > uow.policy.undo_within:
        minutes = int(uow.policy.undo_within.total_seconds() // 60)
        raise RefusedError(Message("refusal.undo_too_late", {"minutes": minutes}))


def refuse_second_bed(uow: UnitOfWork, patient_id: int, besides: int | None = None) -> None:
    """Refuse a bed to somebody who lies in one, or waits in the lounge with an encounter ``besides`` this one."""
    lying = uow.bed_of_patient(patient_id)
    if lying is not None:
        raise RefusedError(Message("refusal.lies_already", {"bed": lying.bed.label}))
    if any(each.patient_id == patient_id and each.id != besides for each in uow.in_lounge()):
        raise RefusedError(Message("refusal.in_lounge_already"))


def _enter(uow: UnitOfWork, candidate: Candidate, situation: BedSituation, end: datetime, override: str) -> None:
    """Refuse a bed that is not ready, is somebody else's now, or that a rule speaks against and nobody overrides."""
    if situation.actual is not None:
        raise RefusedError(not_now(situation))
    at_once = Span(uow.now, uow.now + timedelta(minutes=1))
    taken = claims_against(uow, situation, candidate.demand_id, at_once)
    if taken:
        raise TakenError(*taken)
    check_rules(uow, candidate, situation, Span(uow.now, end), override)


def _enter_for(uow: UnitOfWork, encounter: Encounter, situation: BedSituation, demand: Demand) -> None:
    """Meet an in-house demand: it says who treats the patient from now on, and what the patient needs."""
    encounter = replace(
        encounter, specialty=demand.specialty, severe=demand.severe, needs=demand.needs, organism=demand.organism
    )
    if encounter.lounge_since is None:
        _move(uow, encounter, situation, demand)
        return
    encounter = replace(
        encounter, lounge_since=None, expected_discharge=uow.now + demand.stay, certainty=Certainty.GUESSED
    )
    stay = _stay(uow, encounter.id, situation)
    uow.record(PatientReturned(encounter=encounter, stay=stay, demand_id=demand.id))
    follow_expectation(uow, encounter)


def _move(uow: UnitOfWork, encounter: Encounter, situation: BedSituation, demand: Demand | None) -> None:
    left = _where(uow, encounter)
    drop_milestones(uow, "moved", encounter_id=encounter.id, checklist=Checklist.EARLIER)
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
