"""Of a group of beds some stay free for emergencies: people who are planned take only what is spare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Rooms


@inlined
def reserves_allow(rooms: Rooms, place: int, night: int) -> bool:
    """Whether every reserve the place belongs to has a bed to spare."""
    used_up = 0
    for number in range(rooms.kept_count[place]):
        used_up += rooms.spare[rooms.kept[place, number], night] < 1
    return used_up == 0


@inlined
def take_spare(rooms: Rooms, place: int, night: int, beds: int) -> None:
    """Somebody who is planned takes a bed (a negative figure gives it back)."""
    for number in range(rooms.kept_count[place]):
        rooms.spare[rooms.kept[place, number], night] -= beds
