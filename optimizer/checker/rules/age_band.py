"""A room takes only the age groups it is for (children's wards, adults' wards)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.problem import Demand, Place


def age_band(index: Index, demand: Demand, place: Place) -> str | None:
    """Say if the person is too young or too old for the room."""
    room = index.rooms[place.room]
    too_young = room.youngest is not None and demand.age_group < room.youngest
    too_old = room.oldest is not None and demand.age_group > room.oldest
    if not (too_young or too_old):
        return None
    return f"is of age group {demand.age_group}, room {room.id} is for {room.youngest} to {room.oldest}"
