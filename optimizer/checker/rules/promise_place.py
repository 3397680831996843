"""Somebody was told of another place, or of a place and now has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def promise_place(index: Index, demand: Demand, placement: Placement | None) -> int:
    """One if the promised place is not kept."""
    del index
    promised = None if demand.promise is None else demand.promise.place
    return int(promised is not None and (placement is None or placement.place != promised))
