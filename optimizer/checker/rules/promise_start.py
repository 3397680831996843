"""Somebody was told of another time; left out counts as the whole horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def promise_start(index: Index, demand: Demand, placement: Placement | None) -> int:
    """Ticks between the promised start and the planned one."""
    promised = None if demand.promise is None else demand.promise.start
    if promised is None:
        return 0
    return index.problem.horizon.length if placement is None else abs(placement.start - promised)
