"""People in one room on one night are of one sex, where the room is shared by sex, and carry the same organism."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Rooms


@inlined
def fits_in(rooms: Rooms, room: int, night: int, company: int, gone: int, fellows: int) -> bool:
    """Whether everybody in the room is of the same company once some are gone, ``fellows`` of them of the company."""
    return bool(rooms.present[room, night] - gone == rooms.peers[room, night, company] - fellows)


@inlined
def join(rooms: Rooms, room: int, night: int, person: int, company: int) -> None:
    """Somebody is in the room."""
    there = rooms.present[room, night]
    rooms.who[room, night, there] = person
    rooms.present[room, night] = there + 1
    rooms.peers[room, night, company] += 1


@inlined
def part(rooms: Rooms, room: int, night: int, person: int, company: int) -> None:
    """Somebody is in the room no longer."""
    who, last = rooms.who[room, night], rooms.present[room, night] - 1
    at = 0
    while who[at] != person:
        at += 1
    who[at] = who[last]
    rooms.present[room, night] = last
    rooms.peers[room, night, company] -= 1
