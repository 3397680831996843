"""A smaller room was wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def room_size(index: Index, demand: Demand, placement: Placement | None) -> int:
    """One if the room has more beds than the demand wishes."""
    if placement is None or demand.room_size is None:
        return 0
    return int(index.beds[index.places[placement.place].room] > demand.room_size)
