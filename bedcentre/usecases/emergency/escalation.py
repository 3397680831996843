"""Waits that go on too long are carried up: somebody is told, and says what they do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bedcentre.domain.emergency import Ambulance, levels_reached
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import MilestonesDropped
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import (
    Checklist,
    DemandState,
    EscalationLevel,
    EscalationWay,
    MilestoneState,
    Role,
)
from bedcentre.usecases.commands import handles
from bedcentre.usecases.emergency.ambulances import lapse
from bedcentre.usecases.milestones import ReachMilestone, reach_milestone, set_milestones
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.proposals import ChooseBed, choose_bed


@dataclass(frozen=True, slots=True, kw_only=True)
class TendEmergencies:
    """Do what the clock alone brings about: ambulances lapse, waits are carried up, answered waits are let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEscalation:
    """Whoever was told says what is done: a way out (None: another, said in ``note``), perhaps promising ``bed_id``."""

    milestone_id: int
    way: EscalationWay | None = None
    note: str = ""
    bed_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What the clock has brought about."""

    lapsed: tuple[Ambulance, ...]
    reached: tuple[tuple[Demand, tuple[EscalationLevel, ...]], ...]
    over: tuple[int, ...]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.lapsed or self.reached or self.over)


def due(reader: Reader) -> Due:
    """Ambulances whose time is over, waits that have reached a level, and open escalations of nobody who waits."""
    waiting = {each.id: each for each in reader.open_emergencies() if each.state is DemandState.WAITING}
    escalations = reader.escalations()
    return Due(
        lapsed=tuple(each for each in reader.ambulances_coming() if each.until <= reader.now),
        reached=tuple(_reached(reader, waiting.values(), escalations)),
        over=tuple(
            each.id for each in escalations if each.state is MilestoneState.OPEN and each.demand_id not in waiting
        ),
    )


@handles(TendEmergencies)
def tend_emergencies(uow: UnitOfWork, _command: TendEmergencies) -> None:
    """Carry out everything that is due."""
    found = due(uow)
    for ambulance in found.lapsed:
        lapse(uow, ambulance)
    for demand, levels in found.reached:
        steps = [
            Step(name=level.value, owner=uow.policy.escalation_told[level], within=uow.policy.escalation_answer)
            for level in levels
        ]
        set_milestones(uow, Checklist.ESCALATION, steps, demand_id=demand.id)
    if found.over:
        uow.record(MilestonesDropped(milestone_ids=found.over, cause="placed"))


@handles(AnswerEscalation, Role.COORDINATOR, Role.DIRECTOR, Role.NURSE)
def answer_escalation(uow: UnitOfWork, command: AnswerEscalation) -> None:
    """Take note of it; a bed that is named is promised at once.

    Raises:
        BadInputError: neither a way nor a word, or what is answered is no escalation.
        NotPermittedError: somebody else was told.
        RefusedError: it was answered already, or a rule speaks against the bed.
        TakenError: somebody else has the bed.
    """
    milestone = uow.milestone(command.milestone_id)
    if milestone.checklist is not Checklist.ESCALATION or milestone.demand_id is None:
        raise BadInputError(Message("input.no_escalation"))
    if command.way is None and not command.note.strip():
        raise BadInputError(Message("input.escalation_answer"))
    if command.bed_id is not None and uow.actor.role not in {Role.COORDINATOR, Role.SYSTEM}:
        raise RefusedError(Message("refusal.role", {"role": f"@role.{uow.actor.role.value}"}))
    said = f"{command.way.value if command.way else '-'} {command.note.strip()}"
    reach_milestone(uow, ReachMilestone(milestone_id=milestone.id, note=said))
    if command.bed_id is not None:
        choose_bed(uow, ChooseBed(demand_id=milestone.demand_id, bed_id=command.bed_id))


def answer_of(milestone: Milestone) -> tuple[EscalationWay | None, str]:
    """What was said to an escalation: the way out and the words."""
    way, _, words = milestone.note.partition(" ")
    return (EscalationWay(way) if way in set(EscalationWay) else None), words


def _reached(
    reader: Reader, waiting: Iterable[Demand], escalations: Sequence[Milestone]
) -> Iterable[tuple[Demand, tuple[EscalationLevel, ...]]]:
    told = {(each.demand_id, each.step) for each in escalations}
    for demand in waiting:
        if demand.triage is None:
            continue
        levels = levels_reached(reader.policy, demand.triage, reader.now - demand.raised_at)
        fresh = tuple(level for level in levels if (demand.id, level.value) not in told)
        if fresh:
            yield demand, fresh
