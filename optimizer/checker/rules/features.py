"""A place has everything the person needs: oxygen, telemetry, ventilator, isolation, negative pressure, ICU."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.problem import Demand, Place


def features(index: Index, demand: Demand, place: Place) -> str | None:
    """Say what the person needs and the place lacks."""
    del index
    missing = demand.needs - place.features
    return f"needs {', '.join(sorted(missing))}, which {place.id} lacks" if missing else None
