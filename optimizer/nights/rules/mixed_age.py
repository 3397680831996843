"""People of similar age share a room: oldest minus youngest age group, every night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Rooms


@inlined
def add_age(rooms: Rooms, room: int, night: int, age: int) -> int:
    """Somebody comes; returns the units that adds."""
    added = _widening(rooms, room, night, age)
    rooms.aged[room, night, age] += 1
    return added


@inlined
def drop_age(rooms: Rooms, room: int, night: int, age: int) -> int:
    """Somebody goes; returns the units that saves."""
    rooms.aged[room, night, age] -= 1
    return _widening(rooms, room, night, age)


@inlined
def _widening(rooms: Rooms, room: int, night: int, age: int) -> int:
    """By how much somebody of the age stretches the span of ages of the others."""
    aged, ages = rooms.aged[room, night], rooms.ages
    if aged[age] > 0:
        return 0
    count = len(ages)
    low = 0
    while low < count and aged[low] == 0:
        low += 1
    if low == count:
        return 0
    if age < low:
        return int(ages[low] - ages[age])
    high = count - 1
    while aged[high] == 0:
        high -= 1
    return int(max(ages[age] - ages[high], 0))
