"""What the machine itself does to the hospital: publish a plan, let holds expire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.events import ClaimReleased, PlanProposed
from bedcentre.domain.messages import Message
from bedcentre.domain.proposals import PlanRecord, Proposal, Replaced
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandState, ProposalState
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One placement of a plan, not yet a proposal.

    ``replaces`` is the promise in danger that it would take the place of; None for a demand that waits.
    """

    demand_id: int
    bed_id: int
    start: datetime
    end: datetime
    reasons: tuple[Message, ...]
    session_id: int | None = None
    operation_start: datetime | None = None
    replaces: Replaced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPlan:
    """Offer a checked plan's placements for acceptance.

    ``complete``: suggestions not repeated by this plan are withdrawn (a first proposal for one demand is not).
    """

    sequence: int
    method: str
    milliseconds: int
    unplaced: int
    levels: tuple[int, ...]
    suggestions: tuple[Suggestion, ...]
    complete: bool
    bound: tuple[int, ...] | None = None
    greedy_levels: tuple[int, ...] | None = None
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireHolds:
    """Let every hold end whose time is over."""


@handles(PublishPlan)
def publish_plan(uow: UnitOfWork, command: PublishPlan) -> int:
    """Make proposals of a plan; unchanged ones stay as they are. Returns the plan's id.

    Suggestions for demands that no longer wait, or no longer have the promise in danger, are dropped: the world moved
    on while the plan was made.
    """
    plan_id = uow.new_id()
    of_these = None if command.complete else {each.demand_id for each in command.suggestions}
    demands = {demand.id: demand for demand in (uow.open_demands() if of_these is None else map(uow.demand, of_these))}
    wanted = {each.demand_id: each for each in command.suggestions if _is_asked(uow, demands.get(each.demand_id), each)}
    kept: set[int] = set()
    withdrawn: list[int] = []
    for proposal in uow.proposals(demand_ids=of_these):
        suggestion = wanted.get(proposal.demand_id)
        if suggestion is not None and _same(proposal, suggestion):
            kept.add(proposal.demand_id)
        elif command.complete or suggestion is not None:
            withdrawn.append(proposal.id)
    proposals = tuple(
        _proposal(uow.new_id(), plan_id, each) for demand_id, each in wanted.items() if demand_id not in kept
    )
    record = PlanRecord(
        id=plan_id,
        made_at=uow.now,
        sequence=command.sequence,
        method=command.method,
        milliseconds=command.milliseconds,
        placed=len(wanted),
        unplaced=command.unplaced,
        levels=command.levels,
        bound=command.bound,
        greedy_levels=command.greedy_levels,
        items=dict(command.items),
    )
    uow.record(PlanProposed(plan=record, proposals=proposals, withdrawn=tuple(withdrawn)))
    return plan_id


@handles(ExpireHolds)
def expire_holds(uow: UnitOfWork, _command: ExpireHolds) -> None:
    """End the holds whose time is over and let their demands wait again."""
    for hold in uow.expired_holds():
        uow.record(ClaimReleased(interval_id=hold.id, bed_id=hold.bed_id, demand_id=hold.demand_id, cause="expired"))


def _is_asked(uow: UnitOfWork, demand: Demand | None, suggestion: Suggestion) -> bool:
    if demand is None or suggestion.replaces is None:
        return demand is not None and demand.state is DemandState.WAITING
    return suggestion.replaces.interval_id in {claim.id for claim in uow.claims_of(demand.id)}


def _same(proposal: Proposal, suggestion: Suggestion) -> bool:
    return (
        proposal.bed_id == suggestion.bed_id
        and proposal.start == suggestion.start
        and proposal.operation_start == suggestion.operation_start
        and proposal.session_id == suggestion.session_id
        and proposal.replaces == suggestion.replaces
    )


def _proposal(proposal_id: int, plan_id: int, suggestion: Suggestion) -> Proposal:
    return Proposal(
        id=proposal_id,
        plan_id=plan_id,
        demand_id=suggestion.demand_id,
        bed_id=suggestion.bed_id,
        start=suggestion.start,
        end=suggestion.end,
        state=ProposalState.OPEN,
        reasons=suggestion.reasons,
        session_id=suggestion.session_id,
        operation_start=suggestion.operation_start,
        replaces=suggestion.replaces,
    )
