"""Nobody is put in a place that was ruled out for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.problem import Demand, Place


def refusal(index: Index, demand: Demand, place: Place) -> str | None:
    """Say if the place is ruled out."""
    del index
    return f"must not be in {place.id}" if place.id in demand.refuses else None
