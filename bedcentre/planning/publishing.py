"""From an answer to the command that offers it, leaving out what the world has overtaken meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.domain.proposals import Proposal
from bedcentre.planning.answers import Answer
from bedcentre.planning.snapshot import Snapshot
from bedcentre.planning.suggestions import suggestions
from bedcentre.usecases.board.picture import Changes, Picture
from bedcentre.usecases.planning import PublishPlan, Suggestion


def full_plan(snapshot: Snapshot, answer: Answer, now: Picture, since: Changes) -> PublishPlan:
    """Offer everything that still holds; ``now`` and ``since`` say what happened since the snapshot was taken.

    A demand that was touched, or whose room was, gets no proposal from this plan: the next one is on its way; nor does
    one whose promise is in danger no longer. One that was raised meanwhile keeps its first proposal.
    """
    offered = suggestions(snapshot, answer.plan, answer.alternatives)
    rooms = {now.beds[bed_id].room.id for bed_id in since.beds}
    endangered = {claim.interval.id for _, claim, _ in now.endangered()}
    still = [
        each
        for each in offered
        if each.demand_id not in since.demands
        and now.beds[each.bed_id].room.id not in rooms
        and (each.replaces is None or each.replaces.interval_id in endangered)
    ]
    return PublishPlan(
        sequence=snapshot.picture.sequence,
        method=answer.method,
        milliseconds=answer.milliseconds,
        unplaced=len(snapshot.asked) - len(offered),
        levels=answer.levels,
        suggestions=(*still, *_raised_since(snapshot, now)),
        complete=True,
        bound=answer.bound,
        greedy_levels=answer.greedy_levels,
        items=answer.items,
    )


def _raised_since(snapshot: Snapshot, now: Picture) -> Iterator[Suggestion]:
    for demand_id, proposal in now.proposals.items():
        if demand_id not in snapshot.picture.demands:
            yield _again(proposal)


def _again(proposal: Proposal) -> Suggestion:
    return Suggestion(
        demand_id=proposal.demand_id,
        bed_id=proposal.bed_id,
        start=proposal.start,
        end=proposal.end,
        reasons=proposal.reasons,
        session_id=proposal.session_id,
        operation_start=proposal.operation_start,
        replaces=proposal.replaces,
    )
