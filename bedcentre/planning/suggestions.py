"""From the engine's ticks back to beds and clock times: what people are offered to accept."""

from __future__ import annotations

from collections.abc import Iterable

from bedcentre.domain.proposals import Replaced
from bedcentre.domain.requests import Demand
from bedcentre.planning.reasons import Choice, reasons_for
from bedcentre.planning.snapshot import Snapshot
from bedcentre.usecases.planning import Suggestion
from optimizer.plan import Placement, Plan


def suggestions(snapshot: Snapshot, plan: Plan, alternatives: Iterable[Placement] = ()) -> tuple[Suggestion, ...]:
    """A suggestion for every demand asked about that the plan finds a bed for."""
    second = {each.demand: each for each in alternatives}
    placed = {each.demand: each for each in plan.placements}
    return tuple(
        _suggestion(snapshot, demand, placed[str(demand_id)], second.get(str(demand_id)))
        for demand_id, demand in snapshot.asked.items()
        if str(demand_id) in placed
    )


def _suggestion(snapshot: Snapshot, demand: Demand, placement: Placement, second: Placement | None) -> Suggestion:
    grid = snapshot.grid
    bed_id = int(placement.place)
    start = grid.instant(placement.start)
    proposal = snapshot.picture.proposals.get(demand.id)
    at_once = placement.start == 0 and placement.session is None
    if proposal is not None and proposal.bed_id == bed_id and at_once and proposal.start <= start:
        start = proposal.start  # "now" said a minute ago is still said
    surgery = snapshot.surgeries.get(demand.id)
    choice = Choice(demand=demand, placement=placement, start=start, second=second)
    return Suggestion(
        demand_id=demand.id,
        bed_id=bed_id,
        start=start,
        end=start + demand.stay,
        reasons=reasons_for(snapshot, choice),
        session_id=int(placement.session) if placement.session is not None else None,
        operation_start=grid.instant(placement.start + surgery.offset) if surgery is not None else None,
        replaces=_replaced(snapshot, demand),
    )


def _replaced(snapshot: Snapshot, demand: Demand) -> Replaced | None:
    told = snapshot.endangered.get(demand.id)
    return Replaced(interval_id=told.id, bed_id=told.bed_id, start=told.start) if told is not None else None
