"""A room for women or men takes nobody of the other sex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.problem import SexRule

if TYPE_CHECKING:
    from optimizer.index import Index
    from optimizer.problem import Demand, Place


def room_for_sex(index: Index, demand: Demand, place: Place) -> str | None:
    """Say if the room is for the other sex."""
    room = index.rooms[place.room]
    if room.sex in {SexRule.ANY, SexRule.SAME} or room.sex.value == demand.sex.value:
        return None
    return f"is in room {room.id}, which is for the other sex"
