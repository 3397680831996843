"""The last plan shown said another place, and people remember it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def stability(index: Index, demand: Demand, placement: Placement | None) -> int:
    """One if the place differs from the previous plan's."""
    del index
    if demand.previous is None:
        return 0
    return int(placement is None or placement.place != demand.previous)
