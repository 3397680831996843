"""Deciding about the review's proposals, one by one: what is accepted is done at once, all is on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bedcentre.domain.errors import BadInputError, RefusedError, TakenError
from bedcentre.domain.events import BedHeld, ReviewDecided
from bedcentre.domain.intervals import PlannedInterval, Span
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Step
from bedcentre.domain.review import ReviewDecision, ReviewProposal
from bedcentre.domain.vocabulary import Checklist, PlannedKind, ReviewAction, Role
from bedcentre.usecases.beds import UnblockBed, not_now, unblock_bed
from bedcentre.usecases.commands import handles
from bedcentre.usecases.milestones import set_milestones
from bedcentre.usecases.placement import claims_against
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.standby.calling import call_in

MAY = (Role.COORDINATOR, Role.DIRECTOR)

HELD_UNTIL = time(12)
"""Until when tomorrow a bed is held for emergencies: by then the day's first patients have left."""

ASKED_BY = time(9)
"""Until when tomorrow somebody should leave earlier; from when somebody who is called in may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReviewProposal:
    """Do it."""

    proposal: ReviewProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReviewProposal:
    """Do not do it, for a reason."""

    proposal: ReviewProposal
    reason: str


@handles(AcceptReviewProposal, *MAY)
def accept_review_proposal(uow: UnitOfWork, command: AcceptReviewProposal) -> int:
    """Carry it out; returns the decision's id.

    Raises:
        BadInputError: it names nothing that could be done.
        NotFoundError: it names a bed, patient or request that is not there.
        RefusedError: it was decided already, its day is over, or the world has moved on.
        TakenError: somebody else has the bed by now.
    """
    _refuse_decided(uow, command.proposal)
    _require_known(uow, command.proposal)
    _carry_out(uow, command.proposal)
    return _record(uow, command.proposal, accepted=True, reason="")


@handles(DeclineReviewProposal, *MAY)
def decline_review_proposal(uow: UnitOfWork, command: DeclineReviewProposal) -> int:
    """Leave it; returns the decision's id.

    Raises:
        BadInputError: no reason.
        NotFoundError: it names a bed, patient or request that is not there.
        RefusedError: it was decided already, or its day is over.
    """
    if not command.reason.strip():
        raise BadInputError(Message("input.reject_reason"))
    _refuse_decided(uow, command.proposal)
    _require_known(uow, command.proposal)
    return _record(uow, command.proposal, accepted=False, reason=command.reason.strip())


def _refuse_decided(uow: UnitOfWork, proposal: ReviewProposal) -> None:
    today = uow.now.astimezone(uow.zone).date()
    if not today <= proposal.day <= today + timedelta(days=1):
        raise RefusedError(Message("refusal.review_over", {"day": proposal.day.isoformat()}))
    if any(each.proposal == proposal for each in uow.review_decisions(proposal.day)):
        raise RefusedError(Message("refusal.review_decided"))


def _require_known(uow: UnitOfWork, proposal: ReviewProposal) -> None:
    if proposal.bed_id is not None:
        uow.bed(proposal.bed_id)
    if proposal.encounter_id is not None:
        uow.encounter(proposal.encounter_id)
    if proposal.demand_id is not None:
        uow.demand(proposal.demand_id)


def _carry_out(uow: UnitOfWork, proposal: ReviewProposal) -> None:
    match proposal:
        case ReviewProposal(action=ReviewAction.OPEN_FLOATING, bed_id=int(bed_id)):
            unblock_bed(uow, UnblockBed(bed_id=bed_id))
        case ReviewProposal(action=ReviewAction.HOLD_EMERGENCY, bed_id=int(bed_id)):
            _hold(uow, bed_id, _at(uow, proposal, HELD_UNTIL))
        case ReviewProposal(action=ReviewAction.EARLY_DISCHARGE, encounter_id=int(encounter_id)):
            _ask_to_leave(uow, encounter_id, _at(uow, proposal, ASKED_BY))
        case ReviewProposal(action=ReviewAction.CALL_STANDBY, demand_id=int(demand_id)):
            call_in(uow, uow.demand(demand_id), _at(uow, proposal, ASKED_BY))
        case ReviewProposal(action=ReviewAction.MORE_SLOTS):
            pass  # the record is what the day-surgery centre works by
        case _:
            raise BadInputError(Message("input.review_proposal"))


def _hold(uow: UnitOfWork, bed_id: int, until: datetime) -> None:
    situation = uow.bed(bed_id)
    if situation.actual is not None:
        raise RefusedError(not_now(situation))
    taken = claims_against(uow, situation, None, Span(uow.now, until))
    if taken:
        raise TakenError(*taken)
    hold = PlannedInterval(
        id=uow.new_id(),
        bed_id=bed_id,
        kind=PlannedKind.HOLD,
        start=uow.now,
        end=until,
        demand_id=None,
        made_by=uow.actor.user_id,
        expires_at=until,
        reason="@review_action.hold_emergency",
    )
    uow.record(BedHeld(hold=hold))


def _ask_to_leave(uow: UnitOfWork, encounter_id: int, by: datetime) -> None:
    encounter = uow.encounter(encounter_id)
    if encounter.left_at is not None:
        raise RefusedError(Message("refusal.patient_left", {"at": encounter.left_at}))
    step = Step(name=ReviewAction.EARLY_DISCHARGE.value, owner=Role.NURSE, within=by - uow.now)
    set_milestones(uow, Checklist.REVIEW, [step], encounter_id=encounter_id)


def _at(uow: UnitOfWork, proposal: ReviewProposal, clock: time) -> datetime:
    """That time of the day reviewed, or in an hour if it is past."""
    at = datetime.combine(proposal.day, clock, uow.zone).astimezone(uow.now.tzinfo)
    return max(at, uow.now + timedelta(hours=1))


def _record(uow: UnitOfWork, proposal: ReviewProposal, *, accepted: bool, reason: str) -> int:
    decision = ReviewDecision(
        id=uow.new_id(),
        day=proposal.day,
        action=proposal.action,
        group=proposal.group,
        amount=proposal.amount,
        bed_id=proposal.bed_id,
        encounter_id=proposal.encounter_id,
        demand_id=proposal.demand_id,
        accepted=accepted,
        reason=reason,
        decided_at=uow.now,
        decided_by=uow.actor.user_id,
        policy_version=uow.policy_version,
    )
    uow.record(ReviewDecided(decision=decision))
    return decision.id
