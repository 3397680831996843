"""A patient's way out: the checklist begins before leaving, and what still matters goes on after it.

Nothing here keeps a bed: who has left has left, whatever is still to be done or to be paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bedcentre.domain.discharge import STILL_MATTERS, due_at, first_steps, is_due
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import MilestoneChanged, MilestonesDropped
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import Checklist, DischargeStep, MilestoneState, Role, SettlementWay
from bedcentre.usecases.board.moment import day_end, today
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.day_surgery.cases import after_departure, undo_day_departure
from bedcentre.usecases.milestones import ReachMilestone, move_milestones, reach_milestone, set_milestones
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.referrals.departing import follow_departure, is_expected, undo_departure
from bedcentre.usecases.requests import FARTHEST, too_far

LEFT, CALLED_OFF, UNDONE = "left", "called_off", "undone"
"""Why milestones are dropped: the patient has left, or stays on; or leaving was a mistaken tap."""

AT_ONCE = 40
"""Checklists begun by one command: others wait for their turn to write meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTransport:
    """The patient needs to be driven (非急救转运): the centre is to book it."""

    encounter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTransport:
    """A vehicle comes for the patient at ``eta``; ``booking`` says whose, and where to. A later word counts."""

    encounter_id: int
    eta: datetime
    booking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """The bill is settled, and where."""

    milestone_id: int
    way: SettlementWay


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginDischarges:
    """Let every checklist begin whose time has come."""


@handles(AskTransport, Role.NURSE, Role.COORDINATOR)
def ask_transport(uow: UnitOfWork, command: AskTransport) -> None:
    """Put transport on the patient's checklist.

    Raises:
        RefusedError: the patient has left, or it is asked for already.
    """
    encounter = _leaving(uow, command.encounter_id)
    if _transport(uow, encounter) is not None:
        raise RefusedError(Message("refusal.transport_asked"))
    _set(uow, encounter, (DischargeStep.TRANSPORT,))


def call_off_transport(uow: UnitOfWork, encounter: Encounter) -> None:
    """Nobody need drive the patient where they were to go."""
    _drop(uow, (each for each in _open(uow, encounter) if each.step == DischargeStep.TRANSPORT), CALLED_OFF)


@handles(BookTransport, Role.COORDINATOR)
def book_transport(uow: UnitOfWork, command: BookTransport) -> None:
    """The transport's milestone is due at its ETA.

    Raises:
        BadInputError: nobody is said to come, or the time cannot be meant.
        RefusedError: the patient has left or is under way already.
    """
    encounter = _leaving(uow, command.encounter_id)
    if not command.booking.strip():
        raise BadInputError(Message("input.transport_booking"))
    if command.eta < uow.now:
        raise BadInputError(Message("input.transport_past", {"at": command.eta}))
    if command.eta > uow.now + FARTHEST:
        raise BadInputError(too_far(command.eta))
    if _transport(uow, encounter) is None:
        _set(uow, encounter, (DischargeStep.TRANSPORT,))
    transport = _transport(uow, encounter)
    if transport is None or transport.state is not MilestoneState.OPEN:
        raise RefusedError(Message("refusal.transport_closed"))
    booked = replace(
        transport,
        due_at=command.eta,
        note=command.booking.strip(),
        changed_at=uow.now,
        changed_by=uow.actor.user_id,
    )
    uow.record(MilestoneChanged(milestone=booked))


@handles(Settle, Role.NURSE, Role.COORDINATOR)
def settle(uow: UnitOfWork, command: Settle) -> None:
    """Open → done, before or after leaving.

    Raises:
        BadInputError: the milestone is another step's.
        NotPermittedError: it is somebody else's to do.
        RefusedError: it is settled already.
    """
    if uow.milestone(command.milestone_id).step != DischargeStep.SETTLEMENT:
        raise BadInputError(Message("input.not_settlement"))
    reached = ReachMilestone(milestone_id=command.milestone_id, note=f"@settlement_way.{command.way.value}")
    reach_milestone(uow, reached)


@handles(BeginDischarges)
def begin_discharges(uow: UnitOfWork, _command: BeginDischarges) -> None:
    """Begin the checklists of those whose discharge was said long ago and is near now, soonest first."""
    for encounter in uow.discharges_to_begin()[:AT_ONCE]:
        follow_expectation(uow, encounter)


def follow_expectation(uow: UnitOfWork, encounter: Encounter) -> None:
    """Let the checklist follow what is expected of the patient's discharge: begin, be due otherwise, or end.

    A discharge that is called off ends it wholly, what was done included: it begins afresh when its time comes again.
    """
    if not is_due(encounter, uow.now, uow.policy):
        _drop(uow, _of(uow, encounter), CALLED_OFF)
        return
    _set(uow, encounter, first_steps(uow.patient(encounter.patient_id), today(uow), uow.policy))
    if is_expected(uow, encounter):
        _set(uow, encounter, (DischargeStep.TRANSPORT,))
    unbooked = (each for each in _open(uow, encounter) if each.step != DischargeStep.TRANSPORT or not each.note)
    move_milestones(uow, [(each, _due(uow, encounter, DischargeStep(each.step))) for each in unbooked])


def after_leaving(uow: UnitOfWork, encounter: Encounter) -> None:
    """Drop what is moot; what still matters is due by the end of the day, and the follow-up begins."""
    steps = first_steps(uow.patient(encounter.patient_id), today(uow), uow.policy)
    _set(uow, encounter, (step for step in steps if step in STILL_MATTERS))
    _drop(uow, (each for each in _open(uow, encounter) if each.step not in STILL_MATTERS), LEFT)
    move_milestones(uow, [(each, day_end(uow)) for each in _open(uow, encounter)])
    follow_up = Step(
        name=DischargeStep.FOLLOW_UP,
        owner=uow.policy.discharge_owner[DischargeStep.FOLLOW_UP],
        within=uow.policy.discharge_lead[DischargeStep.FOLLOW_UP],
    )
    set_milestones(uow, Checklist.DISCHARGE, (follow_up,), encounter_id=encounter.id)
    follow_departure(uow, encounter)
    after_departure(uow, encounter.id)


def undo_after_leaving(uow: UnitOfWork, encounter: Encounter) -> None:
    """The patient had not left: no follow-up yet, and what was dropped is to be done again."""
    undo_departure(uow, encounter)
    _drop(uow, (each for each in _of(uow, encounter) if each.step == DischargeStep.FOLLOW_UP), UNDONE)
    follow_expectation(uow, encounter)
    undo_day_departure(uow, encounter.id)


def _leaving(uow: UnitOfWork, encounter_id: int) -> Encounter:
    encounter = uow.encounter(encounter_id)
    require_ward(uow.actor, uow.bed(uow.stays_of(encounter_id)[-1].bed_id).ward.id, uow)
    if encounter.left_at is not None:
        raise RefusedError(Message("refusal.patient_gone", {"at": encounter.left_at}))
    return encounter


def _of(uow: UnitOfWork, encounter: Encounter) -> list[Milestone]:
    return [each for each in uow.milestones_of_encounter(encounter.id) if each.checklist is Checklist.DISCHARGE]


def _open(uow: UnitOfWork, encounter: Encounter) -> list[Milestone]:
    return [each for each in _of(uow, encounter) if each.state is MilestoneState.OPEN]


def _transport(uow: UnitOfWork, encounter: Encounter) -> Milestone | None:
    return next((each for each in _of(uow, encounter) if each.step == DischargeStep.TRANSPORT), None)


def _set(uow: UnitOfWork, encounter: Encounter, steps: Iterable[DischargeStep]) -> None:
    owner = uow.policy.discharge_owner
    wanted = [Step(name=step, owner=owner[step], within=_due(uow, encounter, step) - uow.now) for step in steps]
    set_milestones(uow, Checklist.DISCHARGE, wanted, encounter_id=encounter.id)


def _due(uow: UnitOfWork, encounter: Encounter, step: DischargeStep) -> datetime:
    return due_at(encounter.expected_discharge, uow.now, uow.policy.discharge_lead[step])


def _drop(uow: UnitOfWork, milestones: Iterable[Milestone], cause: str) -> None:
    ids = tuple(each.id for each in milestones)
    if ids:
        uow.record(MilestonesDropped(milestone_ids=ids, cause=cause))
