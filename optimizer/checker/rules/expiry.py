"""Tests, clearance or approval run out before the stay starts, or it does not start at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def expiry(index: Index, demand: Demand, placement: Placement | None) -> int:
    """One if the stay starts at or after its expiry, or is left out though it has one."""
    del index
    if demand.expires is None:
        return 0
    return int(placement is None or placement.start >= demand.expires)
