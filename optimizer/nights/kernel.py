"""The compiled search itself: a plan onto the board, and annealing on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from optimizer.nights.board import NOWHERE, Ints
from optimizer.nights.compiled import inlined, kernel, shared
from optimizer.nights.exchange import exchange
from optimizer.nights.nurse_moves import other_nurse, spell, swap_nurses, swap_spells
from optimizer.nights.references import referred
from optimizer.nights.stay_moves import give_way, leave_out, relocate, swap
from optimizer.nights.steps import lie, nurse, put, take, unnurse

if TYPE_CHECKING:
    import numpy as np

    from optimizer.nights.board import Board, Weights


HERE, BEST, TRIED = 0, 1, 2  # counts: the board's weight, the best one's, moves
_STAYS: Final = 4  # the last share of a move of stays


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
    stays = board.shares[_STAYS]
    for _ in range(moves if board.shares[-1] > 0 else 0):
        limit = -heat * math.log(1.0 - chance.random())
        draw = chance.random()
        added = _stay_move(board, chance, limit, draw) if draw < stays else _nurse_move(board, chance, limit, draw)
        counts[HERE] += added
        if counts[HERE] < counts[BEST]:
            counts[BEST] = counts[HERE]
            _save(board, best)
    counts[TRIED] += moves


@inlined
def _stay_move(board: Board, chance: np.random.Generator, limit: float, draw: float) -> int:
    shares = board.shares
    if draw < shares[0]:
        return relocate(board, chance, limit)
    if draw < shares[1]:
        return give_way(board, chance, limit)
    if draw < shares[2]:
        return exchange(board, chance, limit)
    if draw < shares[3]:
        return swap(board, chance, limit)
    return leave_out(board, chance, limit)


@inlined
def _nurse_move(board: Board, chance: np.random.Generator, limit: float, draw: float) -> int:
    shares = board.shares
    if draw < shares[5]:
        return other_nurse(board, chance, limit)
    if draw < shares[6]:
        return swap_nurses(board, chance, limit)
    if draw < shares[7]:
        return spell(board, chance, limit)
    return swap_spells(board, chance, limit)
