"""A wish for a feature of the place is not met."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def preference(index: Index, demand: Demand, placement: Placement | None) -> int:
    """Preferred features the place lacks."""
    return 0 if placement is None else len(demand.prefers - index.places[placement.place].features)
