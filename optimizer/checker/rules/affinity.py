"""The demand's own price of its place: distance to the team, side rooms, falls risk, observation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def affinity(index: Index, demand: Demand, placement: Placement | None) -> int:
    """The explicit cost of the place."""
    del index
    return 0 if placement is None else dict(demand.place_cost).get(placement.place, 0)
