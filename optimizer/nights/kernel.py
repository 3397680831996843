"""The compiled search itself: a plan onto the board, and annealing on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from optimizer.nights.board import NOWHERE, Ints
from optimizer.nights.compiled import inlined, kernel, shared
from optimizer.nights.nurse_moves import other_nurse, spell, swap_nurses, swap_spells
from optimizer.nights.references import referred
from optimizer.nights.stay_moves import give_way, leave_out, relocate, swap
from optimizer.nights.steps import lie, nurse, put, take, unnurse

if TYPE_CHECKING:
    import numpy as np

    from optimizer.nights.board import Board, Weights


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
    board = referred(parts)
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
def anneal(
    parts: Board,
    best: Answer,
    tally: Weights,
    chance: np.random.Generator,
    heat: tuple[float, float],
    moves: int,
    mix: np.ndarray,
) -> None:
    """Try ``moves`` random moves while the heat goes from its first value to its second.

    Args:
        board: what is changed.
        best: the best answer so far; overwritten by better ones.
        tally: weight of the board and of the best; counts.
        chance: the source of randomness.
        heat: what a change may typically add.
        moves: how many.
        mix: tbd
    """
    board = referred(parts)
    hot, cold = heat
    for step in range(moves):
        warmth = hot + (cold - hot) * step / moves
        limit = -warmth * math.log(1.0 - chance.random())
        draw = chance.random()
        if draw < mix[0]:
            kind = 0
            added = relocate(board, chance, limit)
        elif draw < mix[1]:
            kind = 1
            added = give_way(board, chance, limit)
        elif draw < mix[2]:
            kind = 2
            added = swap(board, chance, limit)
        elif draw < mix[3]:
            kind = 3
            added = leave_out(board, chance, limit)
        elif draw < mix[4]:
            kind = 4
            added = other_nurse(board, chance, limit)
        elif draw < mix[5]:
            kind = 5
            added = swap_nurses(board, chance, limit)
        elif draw < mix[6]:
            kind = 6
            added = spell(board, chance, limit)
        else:
            kind = 7
            added = swap_spells(board, chance, limit)
        tally[0] += added
        if added != 0:
            tally[2 + kind] += 1
        if tally[0] < tally[1]:
            tally[1] = tally[0]
            _save(board, best)
