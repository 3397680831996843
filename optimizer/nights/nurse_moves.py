"""How the nurses of rooms may change: each move draws a change and makes it if it adds at most a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.nights.attempts import attempt_nurses
from optimizer.nights.compiled import inlined, shared
from optimizer.nights.stay_moves import below

if TYPE_CHECKING:
    import numpy as np

    from optimizer.nights.board import Board

_SPELL: Final = 8  # the most duties in a row that change together


@inlined
def give(board: Board, at: int, room: int, shift: int, nurse: int) -> None:
    """Note which nurse a room shall have."""
    change = board.change
    change.room[at] = room
    change.shift[at] = shift
    change.nurse[at] = nurse


@shared
def other_nurse(board: Board, chance: np.random.Generator, limit: float) -> int:
    """Another nurse for a room in one shift."""
    nurses = board.nurses
    rooms, shifts = nurses.nurse.shape
    room, shift = below(chance, rooms), below(chance, shifts)
    if board.rooms.present[room, shift // nurses.per_night] == 0:
        return 0
    nurse = nurses.on_duty[shift, below(chance, nurses.on_duty_count[shift])]
    if nurse == nurses.nurse[room, shift]:
        return 0
    give(board, 0, room, shift, nurse)
    return attempt_nurses(board, 1, limit)


@shared
def swap_nurses(board: Board, chance: np.random.Generator, limit: float) -> int:
    """Two rooms change nurses in one shift."""
    nurses = board.nurses
    rooms, shifts = nurses.nurse.shape
    room, other, shift = below(chance, rooms), below(chance, rooms), below(chance, shifts)
    one, two = nurses.nurse[room, shift], nurses.nurse[other, shift]
    if one == two:
        return 0
    give(board, 0, room, shift, two)
    give(board, 1, other, shift, one)
    return attempt_nurses(board, 2, limit)


@shared
def spell(board: Board, chance: np.random.Generator, limit: float) -> int:
    """One nurse gets a room in several of her duties in a row."""
    nurses = board.nurses
    room, nurse = below(chance, nurses.nurse.shape[0]), below(chance, len(nurses.skill) - 1)
    duties = nurses.duty_count[nurse]
    if duties == 0:
        return 0
    first = below(chance, duties)
    last = min(duties, first + 2 + below(chance, _SPELL))
    count = 0
    for at in range(first, last):
        shift = nurses.duties[nurse, at]
        if nurses.nurse[room, shift] != nurse:
            give(board, count, room, shift, nurse)
            count += 1
    return attempt_nurses(board, count, limit) if count > 0 else 0


@shared
def swap_spells(board: Board, chance: np.random.Generator, limit: float) -> int:
    """Two rooms change nurses in several shifts in a row."""
    nurses = board.nurses
    rooms, shifts = nurses.nurse.shape
    room, other = below(chance, rooms), below(chance, rooms)
    first = below(chance, shifts)
    last = min(shifts, first + 2 + below(chance, 2 * _SPELL))
    count = 0
    for shift in range(first, last):
        one, two = nurses.nurse[room, shift], nurses.nurse[other, shift]
        if one != two:
            give(board, count, room, shift, two)
            give(board, count + 1, other, shift, one)
            count += 2
    return attempt_nurses(board, count, limit) if count > 0 else 0
