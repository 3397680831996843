"""A place holds no more people than it has open beds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Rooms


@inlined
def bed_left(rooms: Rooms, place: int, night: int, freed: int) -> bool:
    """Whether somebody more can lie in the place on the night once some of its beds are freed."""
    return bool(rooms.left[place, night] + freed > 0)


@inlined
def take_bed(rooms: Rooms, place: int, night: int) -> None:
    """Somebody lies in the place."""
    rooms.left[place, night] -= 1


@inlined
def free_bed(rooms: Rooms, place: int, night: int) -> None:
    """Somebody lies there no longer."""
    rooms.left[place, night] += 1
