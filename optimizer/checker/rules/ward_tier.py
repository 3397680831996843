"""A specialty's patients lie in the wards open to it; the severe ones only in their own ward."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.problem import Demand, Place


def ward_tier(index: Index, demand: Demand, place: Place) -> str | None:
    """Say if the ward is closed to the specialty, or too far for how ill the person is."""
    ward = index.rooms[place.room].ward
    tier = index.tier_of(demand, ward)
    if tier is None:
        return f"of {demand.specialty} may not lie in ward {ward}"
    if demand.severe and tier > 0:
        return f"is severe and ward {ward} is not the own ward of {demand.specialty}"
    return None
