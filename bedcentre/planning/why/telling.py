"""The engine's explanation of one demand in words."""

from __future__ import annotations

from bedcentre.domain.messages import Message, Value
from bedcentre.planning.reasons import Choice, reasons_for
from bedcentre.planning.snapshot import Snapshot
from bedcentre.planning.why.answer import Why
from bedcentre.planning.why.asked import Asked
from bedcentre.planning.why.blocks import in_the_way
from bedcentre.planning.why.costs import other_beds
from bedcentre.planning.why.ways import way_out
from optimizer.explain.answers import Explanation, Placed


def undecided(snapshot: Snapshot, demand_id: int) -> Why | None:
    """The answer where the plan decides nothing: promised, held, or not yet its turn; None where it does decide."""
    if demand_id in snapshot.holds:
        return Why(demand_id=demand_id, verdict=Message("why.held"))
    if demand_id in snapshot.asked:
        return None
    if any(each.id == demand_id for _, _, each in snapshot.picture.promises()):
        return Why(demand_id=demand_id, verdict=Message("why.promised"))
    if demand_id in snapshot.tests:
        return Why(demand_id=demand_id, verdict=Message("why.tests", {"done": snapshot.tests[demand_id]}))
    hours = snapshot.picture.policy.operational_hours
    return Why(demand_id=demand_id, verdict=Message("why.not_yet", {"hours": hours}))


def told(snapshot: Snapshot, demand_id: int, explanation: Explanation) -> Why:
    """The answer where the plan decides."""
    asked = Asked(snapshot, snapshot.asked[demand_id])
    ways = tuple(way_out(asked, way) for way in explanation.ways)
    blocks = in_the_way(asked, explanation.blocks)
    if not isinstance(explanation, Placed):
        return Why(demand_id=demand_id, verdict=Message("why.none"), in_the_way=blocks, ways=ways)
    placement, others = explanation.placement, explanation.others
    place = asked.place(placement)
    second = others[0].placement if others else None
    choice = Choice(demand=asked.demand, placement=placement, start=place.start, second=second)
    params: dict[str, Value] = {"bed": place.label, "ward": place.ward.code, "start": place.start}
    return Why(
        demand_id=demand_id,
        verdict=Message("why.late" if ways else "why.bed", params),
        reasons=reasons_for(snapshot, choice),
        in_the_way=blocks if ways else (),
        others=other_beds(asked, placement, others),
        ways=ways,
    )
