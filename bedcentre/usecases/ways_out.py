"""Ways out that other people have to go: a ward is asked whether a patient can leave earlier, or one makes room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedcentre.domain.errors import BadInputError, NotFoundError, RefusedError
from bedcentre.domain.events import MilestoneChanged
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import Checklist, DemandKind, MilestoneState, Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.milestones import ReachMilestone, reach_milestone, set_milestones
from bedcentre.usecases.placement import earliest_start, reserve
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import RequestBed, request_bed
from bedcentre.usecases.stays import ExpectDischarge, expect_discharge

LEAVE_EARLIER = "leave_earlier"
"""The step of the milestone by which a ward is asked."""

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToLeaveEarlier:
    """Can the patient leave by then? Somebody else needs the bed."""

    encounter_id: int
    by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeToLeaveEarlier:
    """The ward says yes: the patient leaves by the time that was asked for."""

    milestone_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRoom:
    """The patient goes to another bed, so that somebody else can have theirs."""

    encounter_id: int
    bed_id: int


@handles(AskToLeaveEarlier, Role.COORDINATOR)
def ask_to_leave_earlier(uow: UnitOfWork, command: AskToLeaveEarlier) -> None:
    """Put the question on the ward's list (in the past: at once); one that was answered may be asked again.

    Raises:
        BadInputError: the patient is expected to leave by then anyway.
        RefusedError: the patient has left, or the ward was asked already and has not answered.
    """
    encounter = _lying(uow, command.encounter_id)
    if command.by >= encounter.expected_discharge:
        raise BadInputError(Message("input.not_earlier", {"expected": encounter.expected_discharge}))
    by = max(command.by, uow.now)
    before = _asked(uow, encounter)
    if before is None:
        step = Step(name=LEAVE_EARLIER, owner=Role.NURSE, within=by - uow.now)
        set_milestones(uow, Checklist.EARLIER, (step,), encounter_id=encounter.id)
        return
    if before.state is MilestoneState.OPEN:
        raise RefusedError(Message("refusal.asked_to_leave", {"at": before.set_at}))
    again = replace(
        before,
        state=MilestoneState.OPEN,
        set_at=uow.now,
        changed_at=uow.now,
        changed_by=uow.actor.user_id,
        due_at=by,
        note="",
    )
    uow.record(MilestoneChanged(milestone=again))


@handles(AgreeToLeaveEarlier, Role.NURSE, Role.COORDINATOR)
def agree_to_leave_earlier(uow: UnitOfWork, command: AgreeToLeaveEarlier) -> None:
    """The question is answered, and the patient expected to leave then, or now if that is past.

    Raises:
        BadInputError: the milestone is another step's.
        NotPermittedError: the patient lies in another ward.
        RefusedError: it is answered already.
    """
    asked = uow.milestone(command.milestone_id)
    if asked.step != LEAVE_EARLIER or asked.encounter_id is None or asked.due_at is None:
        raise BadInputError(Message("input.not_asked_to_leave"))
    reach_milestone(uow, ReachMilestone(milestone_id=asked.id))
    expected = min(max(asked.due_at, uow.now + MINUTE), _lying(uow, asked.encounter_id).expected_discharge)
    situation = uow.bed_of(asked.encounter_id)
    if situation is not None and expected > uow.now:
        expect_discharge(uow, ExpectDischarge(bed_id=situation.bed.id, expected=expected))


@handles(MakeRoom, Role.COORDINATOR)
def make_room(uow: UnitOfWork, command: MakeRoom) -> int:
    """Ask for the patient's transfer and promise the other bed to it at once; returns the demand's id.

    Raises:
        RefusedError: the patient has left or is to be moved already, or a rule speaks against the other bed.
        TakenError: somebody else has the other bed.
    """
    encounter = _lying(uow, command.encounter_id)
    rest = max(encounter.expected_discharge - uow.now, MINUTE)
    asked = RequestBed(
        kind=DemandKind.TRANSFER,
        patient_id=encounter.patient_id,
        specialty=encounter.specialty,
        wanted_from=uow.now,
        latest=uow.now + rest,
        stay_minutes=-(-rest // MINUTE),
        severe=encounter.severe,
        needs=encounter.needs,
        organism=encounter.organism,
        encounter_id=encounter.id,
    )
    demand = uow.demand(request_bed(uow, asked))
    situation = uow.bed(command.bed_id)
    reserve(uow, demand, situation, max(earliest_start(uow, situation, demand), uow.now))
    return demand.id


def _lying(uow: UnitOfWork, encounter_id: int) -> Encounter:
    encounter = uow.encounter(encounter_id)
    if encounter.left_at is not None:
        raise RefusedError(Message("refusal.patient_gone", {"at": encounter.left_at}))
    if uow.bed_of(encounter_id) is None:
        raise NotFoundError(Message("missing.stay", {"encounter": encounter_id}))
    return encounter


def _asked(uow: UnitOfWork, encounter: Encounter) -> Milestone | None:
    return next(
        (each for each in uow.milestones_of_encounter(encounter.id) if each.checklist is Checklist.EARLIER), None
    )
