"""What has to be done before a patient can go on: set from a template, reached, waived, opened again, dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.events import MilestoneChanged, MilestonesDropped, MilestonesMoved, MilestonesSet
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.vocabulary import Checklist, MilestoneState, Role
from bedcentre.usecases.commands import handles, require_part, require_ward
from bedcentre.usecases.exams import free_exam
from bedcentre.usecases.ports import UnitOfWork

ACTING = (Role.COORDINATOR, Role.NURSE, Role.SURGEON)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachMilestone:
    """It is done; ``note`` may say how (a result, where it came from)."""

    milestone_id: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveMilestone:
    """This patient does not need it, for a reason."""

    milestone_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenMilestone:
    """It was not done after all, or is needed again."""

    milestone_id: int


@handles(ReachMilestone, *ACTING)
def reach_milestone(uow: UnitOfWork, command: ReachMilestone) -> None:
    """Open → done.

    Raises:
        NotPermittedError: it is somebody else's to do.
        RefusedError: it is not open.
    """
    _change(uow, command.milestone_id, MilestoneState.OPEN, MilestoneState.DONE, command.note.strip())


@handles(WaiveMilestone, *ACTING)
def waive_milestone(uow: UnitOfWork, command: WaiveMilestone) -> None:
    """Open → waived.

    Raises:
        BadInputError: no reason.
        NotPermittedError: it is somebody else's to do.
        RefusedError: it is not open.
    """
    if not command.reason.strip():
        raise BadInputError(Message("input.waive_reason"))
    _change(uow, command.milestone_id, MilestoneState.OPEN, MilestoneState.WAIVED, command.reason.strip())


@handles(ReopenMilestone, *ACTING)
def reopen_milestone(uow: UnitOfWork, command: ReopenMilestone) -> None:
    """Done or waived → open.

    Raises:
        NotPermittedError: it is somebody else's to do.
        RefusedError: it is open.
    """
    before = uow.milestone(command.milestone_id).state
    if before is MilestoneState.OPEN:
        raise RefusedError(Message("refusal.milestone_open"))
    _change(uow, command.milestone_id, before, MilestoneState.OPEN, "")


def set_milestones(
    uow: UnitOfWork,
    checklist: Checklist,
    steps: Iterable[Step],
    *,
    demand_id: int | None = None,
    encounter_id: int | None = None,
) -> None:
    """Give a demand or an encounter the milestones of a template; those it has of that checklist stay as they are."""
    known = {each.step for each in _of(uow, demand_id, encounter_id) if each.checklist is checklist}
    fresh = tuple(
        Milestone(
            id=uow.new_id(),
            checklist=checklist,
            step=step.name,
            owner=step.owner,
            set_at=uow.now,
            changed_at=uow.now,
            changed_by=uow.actor.user_id,
            demand_id=demand_id,
            encounter_id=encounter_id,
            due_at=None if step.within is None else uow.now + step.within,
        )
        for step in steps
        if step.name not in known
    )
    if fresh:
        uow.record(MilestonesSet(milestones=fresh))


def move_milestones(uow: UnitOfWork, due: Iterable[tuple[Milestone, datetime]]) -> None:
    """Let each milestone be due then; those that are already stay as they are."""
    moved = {milestone.id: at for milestone, at in due if milestone.due_at != at}
    if moved:
        uow.record(MilestonesMoved(due=moved))


def drop_milestones(
    uow: UnitOfWork,
    cause: str,
    *,
    demand_id: int | None = None,
    encounter_id: int | None = None,
    checklist: Checklist | None = None,
) -> None:
    """Take away what is still open, of one ``checklist`` or all: nothing stays to be done for somebody who is gone."""
    still = [
        each.id
        for each in _of(uow, demand_id, encounter_id)
        if each.state is MilestoneState.OPEN and checklist in {None, each.checklist}
    ]
    if still:
        uow.record(MilestonesDropped(milestone_ids=tuple(still), cause=cause))
    for milestone_id in still:
        free_exam(uow, milestone_id)


def _of(uow: UnitOfWork, demand_id: int | None, encounter_id: int | None) -> Sequence[Milestone]:
    if demand_id is not None:
        return uow.milestones_of_demand(demand_id)
    return uow.milestones_of_encounter(encounter_id) if encounter_id is not None else ()


def _change(uow: UnitOfWork, milestone_id: int, before: MilestoneState, after: MilestoneState, note: str) -> None:
    milestone = uow.milestone(milestone_id)
    _require_owner(uow, milestone)
    if milestone.state is not before:
        state = f"@milestone_state.{milestone.state.value}"
        raise RefusedError(Message("refusal.milestone_closed", {"step": step_word(milestone), "state": state}))
    changed = replace(milestone, state=after, changed_at=uow.now, changed_by=uow.actor.user_id, note=note)
    uow.record(MilestoneChanged(milestone=changed))
    if after is MilestoneState.WAIVED:
        free_exam(uow, milestone.id)


def step_word(milestone: Milestone) -> str:
    """The step's name as a word to look up."""
    return f"@step.{milestone.step}"


def _require_owner(uow: UnitOfWork, milestone: Milestone) -> None:
    """Its owner acts, nurses on their own wards, surgeons for their own patients, the coordinator for everybody."""
    if uow.actor.role in {Role.COORDINATOR, Role.SYSTEM}:
        return
    if uow.actor.role is not milestone.owner:
        if milestone.owner is Role.COORDINATOR:
            raise NotPermittedError(Message("refusal.milestone_coordinator"))
        raise NotPermittedError(Message("refusal.milestone_owner", {"role": f"@role.{milestone.owner.value}"}))
    if milestone.encounter_id is not None:
        last = uow.stays_of(milestone.encounter_id)[-1]
        require_ward(uow.actor, uow.bed(last.bed_id).ward.id, uow)
    by_part = uow.actor.role is Role.SURGEON or milestone.checklist is Checklist.DAY_SURGERY
    if milestone.demand_id is not None and by_part:
        require_part(uow.actor, uow.demand(milestone.demand_id), uow)
    if uow.actor.role is Role.SURGEON and milestone.demand_id is not None:
        surgeon = uow.demand(milestone.demand_id).surgeon
        if surgeon != uow.actor.surgeon:
            raise NotPermittedError(Message("refusal.other_surgeon"))
