"""The first proposal: a new emergency is offered a bed at once, before the hospital is planned anew."""

from __future__ import annotations

import time

from bedcentre.domain.proposals import FIRST
from bedcentre.domain.vocabulary import DemandKind
from bedcentre.planning.checking import priced
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import Snapshot
from bedcentre.planning.suggestions import suggestions
from bedcentre.usecases.planning import PublishPlan
from optimizer.greedy import best, keep
from optimizer.index import Index
from optimizer.plan import Placement, Plan
from optimizer.state.hospital import Hospital


def first_proposal(snapshot: Snapshot, demand_id: int) -> PublishPlan | None:
    """The best bed for one emergency, the other emergencies keeping theirs; None if nothing suits in the window.

    ``snapshot`` need only ask about emergencies: a bed that so far is only proposed to somebody less
    urgent may be taken, and the full plan that follows finds them another one.
    """
    begun = time.perf_counter()
    hospital = Hospital(Index.of(snapshot.problem))
    keep(hospital, (each for each in shown(snapshot).placements if _is_emergency(snapshot, each, besides=demand_id)))
    placement = best(hospital, hospital.index.demands[str(demand_id)], {})
    if placement is None:
        return None
    hospital.put(placement)
    cost = priced(snapshot.problem, hospital.plan())
    return PublishPlan(
        sequence=snapshot.picture.sequence,
        method=FIRST,
        milliseconds=round((time.perf_counter() - begun) * 1000),
        unplaced=0,
        levels=cost.levels,
        suggestions=suggestions(snapshot, Plan(placements=(placement,))),
        complete=False,
        items={},
    )


def _is_emergency(snapshot: Snapshot, placement: Placement, besides: int) -> bool:
    demand = snapshot.asked[int(placement.demand)]
    return demand.kind is DemandKind.EMERGENCY and demand.id != besides
