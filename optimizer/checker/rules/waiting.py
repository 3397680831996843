"""Waiting beyond the wanted tick weighs by urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand


def waiting(index: Index, demand: Demand, placement: Placement | None) -> int:
    """Ticks after ``wanted`` (else after the release), times the urgency."""
    del index
    wanted = demand.release if demand.wanted is None else demand.wanted
    return 0 if placement is None else demand.urgency * max(placement.start - wanted, 0)
