"""Somebody who finds no bed goes on waiting, which weighs by urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def unplaced(index: Index, demand: Demand, placement: Placement | None) -> int:
    """The demand's urgency if it is left out."""
    del index
    return demand.urgency if placement is None else 0
