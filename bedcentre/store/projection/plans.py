"""Plans and what became of their proposals."""

from __future__ import annotations

from sqlalchemy import Connection, insert, update

from bedcentre.domain.events import PlanProposed, ProposalRejected
from bedcentre.domain.vocabulary import ProposalState
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.requests import PLANS, PROPOSALS, plan, proposal


@show.register
def plan_proposed(event: PlanProposed, connection: Connection) -> None:
    """New proposals are open, those the plan no longer makes are withdrawn."""
    connection.execute(insert(plan), PLANS.values(event.plan))
    if event.withdrawn:
        withdrawn = update(proposal).where(proposal.c.id.in_(event.withdrawn))
        connection.execute(withdrawn.values(state=ProposalState.WITHDRAWN))
    if event.proposals:
        connection.execute(insert(proposal), [PROPOSALS.values(each) for each in event.proposals])


@show.register
def proposal_rejected(event: ProposalRejected, connection: Connection) -> None:
    """The coordinator said no."""
    rejected = update(proposal).where(proposal.c.id == event.proposal_id)
    connection.execute(rejected.values(state=ProposalState.REJECTED))
