"""A coordinator's answers to the plan: accept, reject, choose another bed, hold, take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.danger import endangered
from bedcentre.domain.errors import BadInputError, RefusedError, TakenError
from bedcentre.domain.events import BedHeld, ClaimReleased, ProposalRejected
from bedcentre.domain.intervals import PlannedInterval, Span
from bedcentre.domain.messages import Message
from bedcentre.domain.proposals import Proposal, Replaced
from bedcentre.domain.vocabulary import PlannedKind, ProposalState, Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.day_surgery.theatre import book_theatre, booked_arrival, release_theatre
from bedcentre.usecases.placement import claims_against, closed, earliest_start, reserve
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import FARTHEST, too_far
from bedcentre.usecases.standby.openings import note_freed

TAKEN_BACK = "@standby.taken_back"
"""Why an operation's place became free, in whatever language it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptProposal:
    """Promise the proposed bed to its demand, in place of the promise in danger if it replaces one."""

    proposal_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePromise:
    """Go back to the promise that an accepted proposal took the place of."""

    proposal_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectProposal:
    """No, because: the plan shall not offer that bed to that demand again."""

    proposal_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseBed:
    """Promise a bed of the coordinator's own choice from ``start`` (None: as soon as it is expected free)."""

    demand_id: int
    bed_id: int
    start: datetime | None = None
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBed:
    """Keep a bed for the policy's hold time, perhaps with a demand in mind."""

    bed_id: int
    reason: str
    demand_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseClaim:
    """Take a hold or reservation back; a demand that had it waits again."""

    interval_id: int
    bed_id: int


@handles(AcceptProposal, Role.COORDINATOR)
def accept_proposal(uow: UnitOfWork, command: AcceptProposal) -> int:
    """Turn a proposal into a promise; returns the reservation's id.

    Raises:
        RefusedError: it is no longer open, the world has moved on so that a rule speaks against it, or the promise it
            replaces is in danger no longer: a promise that can be kept is kept.
        TakenError: somebody else has the bed or the theatre by now.
    """
    proposal = _open(uow, command.proposal_id)
    if proposal.replaces is not None:
        _refuse_if_kept(uow, proposal.replaces)
    demand = uow.demand(proposal.demand_id)
    operated = proposal.start if proposal.session_id is not None else booked_arrival(uow, demand)
    start = operated or max(proposal.start, uow.now)
    reservation = reserve(uow, demand, uow.bed(proposal.bed_id), start, proposal_id=proposal.id)
    if proposal.session_id is not None and proposal.operation_start is not None:
        book_theatre(uow, demand, proposal.session_id, proposal.operation_start)
    return reservation


@handles(RestorePromise, Role.COORDINATOR)
def restore_promise(uow: UnitOfWork, command: RestorePromise) -> int:
    """Promise the bed and time of before again; returns the reservation's id.

    Raises:
        RefusedError: what was accepted no longer stands, or a rule speaks against the bed of before.
        TakenError: somebody else has the bed of before by now.
    """
    proposal = uow.proposal(command.proposal_id)
    promised = {claim.bed_id for claim in uow.claims_of(proposal.demand_id) if claim.kind is PlannedKind.RESERVATION}
    before = proposal.replaces
    if before is None or proposal.state is not ProposalState.ACCEPTED or proposal.bed_id not in promised:
        raise RefusedError(Message("refusal.claim_gone", {"bed": uow.bed(proposal.bed_id).bed.label}))
    return reserve(uow, uow.demand(proposal.demand_id), uow.bed(before.bed_id), before.start)


@handles(RejectProposal, Role.COORDINATOR)
def reject_proposal(uow: UnitOfWork, command: RejectProposal) -> None:
    """Turn a proposal down for a reason; a promise that it would have replaced stands.

    Raises:
        BadInputError: no reason.
        RefusedError: it is no longer open.
    """
    proposal = _open(uow, command.proposal_id)
    if not command.reason.strip():
        raise BadInputError(Message("input.reject_reason"))
    uow.record(
        ProposalRejected(
            proposal_id=proposal.id,
            demand_id=proposal.demand_id,
            bed_id=proposal.bed_id,
            reason=command.reason.strip(),
        )
    )


@handles(ChooseBed, Role.COORDINATOR)
def choose_bed(uow: UnitOfWork, command: ChooseBed) -> int:
    """Promise a chosen bed to a demand; returns the reservation's id.

    Raises:
        BadInputError: the start is too far ahead to be meant.
        RefusedError: a rule speaks against it and no reason was signed (all rules are named).
        TakenError: somebody else has the bed then; says who.
    """
    demand = uow.demand(command.demand_id)
    if command.start is not None and command.start > uow.now + FARTHEST:
        raise BadInputError(too_far(command.start))
    situation = uow.bed(command.bed_id)
    start = booked_arrival(uow, demand) or max(command.start or earliest_start(uow, situation, demand), uow.now)
    return reserve(uow, demand, situation, start, override=command.override)


@handles(HoldBed, Role.COORDINATOR)
def hold_bed(uow: UnitOfWork, command: HoldBed) -> int:
    """Keep a bed for a while; the hold ends by itself. Returns its id.

    Raises:
        BadInputError: no reason.
        RefusedError: the demand is closed.
        TakenError: somebody has the bed in that time.
    """
    if not command.reason.strip():
        raise BadInputError(Message("input.hold_reason"))
    demand = uow.demand(command.demand_id) if command.demand_id is not None else None
    if demand is not None and not demand.is_open:
        raise RefusedError(closed(demand))
    situation = uow.bed(command.bed_id)
    end = uow.now + uow.policy.hold
    taken = claims_against(uow, situation, command.demand_id, Span(uow.now, end))
    if taken:
        raise TakenError(*taken)
    hold = PlannedInterval(
        id=uow.new_id(),
        bed_id=situation.bed.id,
        kind=PlannedKind.HOLD,
        start=uow.now,
        end=end,
        demand_id=command.demand_id,
        made_by=uow.actor.user_id,
        expires_at=end,
        reason=command.reason.strip(),
    )
    uow.record(BedHeld(hold=hold))
    return hold.id


@handles(ReleaseClaim, Role.COORDINATOR)
def release_claim(uow: UnitOfWork, command: ReleaseClaim) -> None:
    """Undo a hold or reservation while nobody has been received on it.

    A place in theatre that it gives back is offered to the stand-by list; a bed alone is the plan's again.

    Raises:
        RefusedError: it no longer exists: expired, used or taken back by somebody else.
    """
    situation = uow.bed(command.bed_id)
    claim = next((each for each in situation.claims if each.interval.id == command.interval_id), None)
    if claim is None:
        raise RefusedError(Message("refusal.claim_gone", {"bed": situation.bed.label}))
    demand_id = claim.interval.demand_id
    reserved = claim.interval.kind is PlannedKind.RESERVATION
    operation = uow.booking_of(demand_id) if demand_id is not None and reserved else None
    if operation is not None:
        note_freed(uow, uow.demand(operation.demand_id), TAKEN_BACK)
    uow.record(
        ClaimReleased(interval_id=claim.interval.id, bed_id=situation.bed.id, demand_id=demand_id, cause="undone")
    )
    if operation is not None:
        release_theatre(uow, operation.demand_id)


def _refuse_if_kept(uow: UnitOfWork, promise: Replaced) -> None:
    situation = uow.bed(promise.bed_id)
    mates = uow.roommates(situation.bed.id)
    in_danger = {claim.interval.id for claim in endangered(situation, mates, uow.now, uow.policy)}
    if promise.interval_id not in in_danger:
        raise RefusedError(Message("refusal.promise_kept", {"bed": situation.bed.label}))


def _open(uow: UnitOfWork, proposal_id: int) -> Proposal:
    proposal = uow.proposal(proposal_id)
    if proposal.state is not ProposalState.OPEN:
        raise RefusedError(Message("refusal.proposal_closed", {"state": f"@proposal_state.{proposal.state.value}"}))
    return proposal
