"""The compiled search itself: a plan onto the board, and annealing on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from optimizer.nights.board import NOWHERE, Ints
from optimizer.nights.compiled import inlined, kernel, shared
from optimizer.nights.nurse_moves import other_nurse, spell, swap_nurses, swap_spells
from optimizer.nights.references import referred
from optimizer.nights.stay_moves import give_way, leave_out, relocate, swap
from optimizer.nights.steps import lie, nurse, put, take, unnurse

if TYPE_CHECKING:
    import numpy as np

    from optimizer.nights.board import Board, Weights


HERE, BEST, TRIED = 0, 1, 2  # counts: the board's weight, the best one's, moves

# How often each move is tried: the share of all draws up to and with it; the rest swaps spells.
_RELOCATE: Final = 0.35
_GIVE_WAY: Final = _RELOCATE + 0.1
_SWAP: Final = _GIVE_WAY + 0.2
_LEAVE_OUT: Final = _SWAP + 0.005
_OTHER_NURSE: Final = _LEAVE_OUT + 0.25
_SWAP_NURSES: Final = _OTHER_NURSE + 0.06
_SPELL: Final = _SWAP_NURSES + 0.03


class Answer(NamedTuple):
    """Who lies where from when, operated in which session, and which nurse has each room in each shift."""

    place: Ints
    start: Ints
    session: Ints
    nurse: Ints


@shared
def _copy_table(table: Ints, to: Ints) -> None:
    """Element by element: a slice's error messages take longer to compile than the search."""
    rows, columns = table.shape
    for row in range(rows):
        for column in range(columns):
            to[row, column] = table[row, column]


@kernel
def adopt(parts: Board, answer: Answer) -> int:
    """Put another answer on the board; returns what that adds."""
    board: Board = referred(parts)
    people = board.people
    demands = len(people.first)
    added = 0
    for person in range(demands):
        if people.place[person] != NOWHERE:
            added += unnurse(board, person, people.place[person], people.start[person])
            added += take(board, person)
    for person in range(demands, len(people.place)):
        if people.place[person] != NOWHERE:
            added += unnurse(board, person, people.place[person], people.start[person])
        else:
            added += lie(board, person, answer.place[person], answer.start[person])
    _copy_table(answer.nurse, board.nurses.nurse)
    for person in range(demands, len(people.place)):
        added += nurse(board, person, people.place[person], people.start[person])
    for person in range(demands):
        if answer.place[person] != NOWHERE:
            added += put(board, person, answer.place[person], answer.start[person], answer.session[person])
            added += nurse(board, person, people.place[person], people.start[person])
    return added


@inlined
def _save(board: Board, answer: Answer) -> None:
    people = board.people
    for person in range(len(people.place)):
        answer.place[person] = people.place[person]
        answer.start[person] = people.start[person]
        answer.session[person] = people.session[person]
    _copy_table(board.nurses.nurse, answer.nurse)


@kernel
def anneal(parts: Board, best: Answer, counts: Weights, chance: np.random.Generator, heat: float, moves: int) -> None:
    """Try random moves; one that adds something is made the less likely, the more it adds for the heat.

    Args:
        parts: the board, which is changed.
        best: the best answer so far, overwritten by better ones.
        counts: weights and moves so far, see ``HERE``, ``BEST`` and ``TRIED``.
        chance: the source of randomness.
        heat: what a change may typically add.
        moves: how many.
    """
    board: Board = referred(parts)
    first = 0.0 if len(board.people.movable) > 0 else _LEAVE_OUT
    last = 1.0 if board.nurses.per_night > 0 else _LEAVE_OUT
    for _ in range(moves if first < last else 0):
        limit = -heat * math.log(1.0 - chance.random())
        draw = first + (last - first) * chance.random()
        if draw < _RELOCATE:
            added = relocate(board, chance, limit)
        elif draw < _GIVE_WAY:
            added = give_way(board, chance, limit)
        elif draw < _SWAP:
            added = swap(board, chance, limit)
        elif draw < _LEAVE_OUT:
            added = leave_out(board, chance, limit)
        elif draw < _OTHER_NURSE:
            added = other_nurse(board, chance, limit)
        elif draw < _SWAP_NURSES:
            added = swap_nurses(board, chance, limit)
        elif draw < _SPELL:
            added = spell(board, chance, limit)
        else:
            added = swap_spells(board, chance, limit)
        counts[HERE] += added
        if counts[HERE] < counts[BEST]:
            counts[BEST] = counts[HERE]
            _save(board, best)
    counts[TRIED] += moves
