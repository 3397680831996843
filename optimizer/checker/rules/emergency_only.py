"""A bed kept for emergencies takes nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.problem import DemandKind

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.problem import Demand, Place


def emergency_only(index: Index, demand: Demand, place: Place) -> str | None:
    """Say if somebody else would take an emergency bed."""
    del index
    if place.emergency_only and demand.kind is not DemandKind.EMERGENCY:
        return f"is no emergency, {place.id} is kept for them"
    return None
