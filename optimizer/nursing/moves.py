"""How a roster may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

_SWEEPS: Final = 3

if TYPE_CHECKING:
    import random

    from optimizer.nursing.roster import Roster
    from optimizer.search.anneal import Move


def other_nurse(roster: Roster, chance: random.Random) -> Move:
    """Another nurse for a room in one shift."""
    rooms, shifts, draw = len(roster.nurses), roster.shifts, chance.random

    def move(limit: float) -> int:
        room, shift = int(draw() * rooms), int(draw() * shifts)
        duty = roster.on_duty[shift]
        if not duty or not roster.people[room][shift]:
            return 0
        nurse = duty[int(draw() * len(duty))]
        if nurse == roster.nurses[room][shift]:
            return 0
        return roster.change(room, shift, nurse, limit)

    return move


def settle(roster: Roster) -> None:
    """Give every occupied room, shift by shift, the nurse who costs least as things stand; and look again."""
    cells = sorted(roster.cells(), key=lambda cell: cell[1])
    for _ in range(_SWEEPS):
        added = sum(_cheapest(roster, room, shift) for room, shift in cells)
        if not added:
            break


def _cheapest(roster: Roster, room: int, shift: int) -> int:
    """Every nurse on duty who costs less takes over from the one before her."""
    return sum(
        roster.change(room, shift, nurse, -1) for nurse in roster.on_duty[shift] if nurse != roster.nurses[room][shift]
    )
