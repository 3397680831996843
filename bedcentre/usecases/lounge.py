"""The discharge lounge: who goes home today waits there for papers, drugs or a ride, and the bed is cleaned meanwhile.

It has places, not beds: no plan puts anybody there, and nobody stays the night.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import LeavingLoungeUndone, PatientLeftLounge, PatientToLounge
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import DemandKind, DischargeStep, MilestoneState, Role, Triage
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.discharge import after_leaving, undo_after_leaving
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import RequestBed, request_bed
from bedcentre.usecases.stays import close_demands, occupied, refuse_second_bed, refuse_too_late, vacate

NEEDED_AGAIN = timedelta(days=1)
"""How long somebody who falls ill in the lounge is expected to need a bed, as long as nobody knows better."""
WITHIN = timedelta(hours=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoToLounge:
    """The patient in the bed has gone to the discharge lounge."""

    bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveLounge:
    """The patient has left the house from the lounge."""

    encounter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoLeavingLounge:
    """The patient is still in the lounge after all."""

    encounter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBedAgain:
    """The patient in the lounge is not fit to go home and needs a bed."""

    encounter_id: int


@handles(GoToLounge, Role.NURSE, Role.COORDINATOR)
def go_to_lounge(uow: UnitOfWork, command: GoToLounge) -> None:
    """Occupied → vacated, while the encounter goes on.

    Raises:
        RefusedError: nobody lies there, the discharge is not ordered, the patient is too ill or infectious to sit
            among others, or the lounge is full.
    """
    situation, stay, encounter = occupied(uow, command.bed_id)
    against = _against(uow, encounter)
    if against:
        raise RefusedError(*against)
    close_demands(uow, encounter)
    uow.record(PatientToLounge(encounter_id=encounter.id, stay_id=stay.id, vacated=vacate(uow, situation, encounter)))


@handles(LeaveLounge, Role.NURSE, Role.COORDINATOR)
def leave_lounge(uow: UnitOfWork, command: LeaveLounge) -> None:
    """The encounter is over.

    Raises:
        RefusedError: the patient is not in the lounge.
    """
    encounter = _in_lounge(uow, command.encounter_id)
    close_demands(uow, encounter)
    uow.record(PatientLeftLounge(encounter_id=encounter.id, at=uow.now))
    after_leaving(uow, encounter)


@handles(UndoLeavingLounge, Role.NURSE, Role.COORDINATOR)
def undo_leaving_lounge(uow: UnitOfWork, command: UndoLeavingLounge) -> None:
    """Back into the lounge, shortly after a mistaken tap.

    Raises:
        RefusedError: the patient did not leave from there, too much time has passed, or is in the house again.
    """
    encounter = uow.encounter(command.encounter_id)
    _require_last_ward(uow, encounter)
    if encounter.left_at is None or encounter.lounge_since is None:
        raise RefusedError(Message("refusal.not_left_lounge"))
    refuse_too_late(uow, encounter.left_at)
    refuse_second_bed(uow, encounter.patient_id)
    uow.record(LeavingLoungeUndone(encounter_id=encounter.id))
    undo_after_leaving(uow, encounter)


@handles(AskBedAgain, Role.NURSE, Role.COORDINATOR)
def ask_bed_again(uow: UnitOfWork, command: AskBedAgain) -> int:
    """Put an emergency demand into the queue; whoever receives it continues the encounter. Returns the demand's id.

    Raises:
        RefusedError: the patient is not in the lounge, or waits for a bed already.
    """
    encounter = _in_lounge(uow, command.encounter_id)
    asked = RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=encounter.patient_id,
        specialty=encounter.specialty,
        wanted_from=uow.now,
        latest=uow.now + WITHIN,
        stay_minutes=NEEDED_AGAIN // timedelta(minutes=1),
        triage=Triage.ACUTE,
        needs=encounter.needs,
        encounter_id=encounter.id,
    )
    return request_bed(uow, asked)


def _against(uow: UnitOfWork, encounter: Encounter) -> list[Message]:
    """Everything that speaks against the lounge."""
    reasons = []
    ordered = any(
        each.step == DischargeStep.ORDERS and each.state is not MilestoneState.OPEN
        for each in uow.milestones_of_encounter(encounter.id)
    )
    if not ordered:
        reasons.append(Message("refusal.lounge_orders", {"step": f"@step.{DischargeStep.ORDERS.value}"}))
    if encounter.severe or encounter.organism is not None:
        reasons.append(Message("refusal.lounge_unfit"))
    if len(uow.in_lounge()) >= uow.policy.lounge_places:
        reasons.append(Message("refusal.lounge_full", {"places": uow.policy.lounge_places}))
    return reasons


def _in_lounge(uow: UnitOfWork, encounter_id: int) -> Encounter:
    encounter = uow.encounter(encounter_id)
    _require_last_ward(uow, encounter)
    if encounter.lounge_since is None or encounter.left_at is not None:
        raise RefusedError(Message("refusal.not_in_lounge"))
    return encounter


def _require_last_ward(uow: UnitOfWork, encounter: Encounter) -> None:
    require_ward(uow.actor, uow.bed(uow.stays_of(encounter.id)[-1].bed_id).ward.id, uow)
