"""Lying away from the own ward, for as long as the stay lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def tier_distance(index: Index, demand: Demand, placement: Placement | None) -> int:
    """The stay's length times the ward's steps from the own ward."""
    if placement is None:
        return 0
    tier = index.tier_of(demand, index.room_of(placement.place).ward)
    return demand.length * (tier or 0)
