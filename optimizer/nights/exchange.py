"""Two places exchange people: one stay changes over, and whoever must do so with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.nights.attempts import attempt_stays, noted
from optimizer.nights.board import NOWHERE
from optimizer.nights.compiled import inlined, shared
from optimizer.nights.stay_moves import below, some_place, someone, want
from optimizer.nights.steps import end_of

if TYPE_CHECKING:
    import numpy as np

    from optimizer.nights.board import Board

MOST: Final = 16  # people in one exchange
_NEVER: Final = -1


@shared
def exchange(board: Board, chance: np.random.Generator, limit: float) -> int:
    """One stay goes to another place; those in its way there come to its own, and so on between the two."""
    people = board.people
    person = someone(board, chance)
    here, there = people.place[person], some_place(board, chance, person)
    if here == NOWHERE or here == there:  # noqa: PLR1714, SIM109 - numba knows no sets of two integer widths
        return 0
    want(board, 0, person, there, people.start[person])
    count = _chain(board, chance, here, there)
    if count == _NEVER or _own(board, count) > limit:
        return 0
    return attempt_stays(board, count, limit)


@inlined
def _own(board: Board, count: int) -> int:
    """What the places themselves add; no nurse is better everywhere, so that is the least where there are none."""
    people, change = board.people, board.change
    added = 0
    if board.nurses.per_night == 0:
        for at in range(count):
            person = change.person[at]
            added += people.place_weight[person, change.place[at]] - people.place_weight[person, people.place[person]]
    return added


@inlined
def _chain(board: Board, chance: np.random.Generator, here: int, there: int) -> int:
    """Note everybody who changes over; how many they are, or never if they cannot all."""
    people, change = board.people, board.change
    count, at = 1, 0
    while at < count:
        start = people.start[change.person[at]]
        back = here if change.place[at] == there else there
        for night in range(start, end_of(board, change.person[at], start)):
            if count != _NEVER:
                count = _drive_out(board, chance, at, count, back, night)
        at += 1
    return count


@shared
def _drive_out(board: Board, chance: np.random.Generator, who: int, count: int, back: int, night: int) -> int:
    """Note who goes ``back`` so that number ``who`` of the change and all who come along fit in on a night."""
    people, rooms, change = board.people, board.rooms, board.change
    place = change.place[who]
    room = rooms.room_of[place]
    company, here = rooms.company[room, people.kind[change.person[who]]], rooms.present[room, night]
    strangers, lacking = here - rooms.peers[room, night, company], -rooms.left[place, night]
    for at in range(count):
        one = change.person[at]
        if people.start[one] <= night < people.start[one] + people.length[one]:
            comes = 1 if change.place[at] == place else -1
            lacking += comes
            strangers += comes * (rooms.company[room, people.kind[one]] != company)
    first = below(chance, here)
    step = 0
    while step < here and (strangers > 0 or lacking > 0):
        other = rooms.who[room, night, (first + step) % here]
        step += 1
        strange = rooms.company[room, people.kind[other]] != company
        if people.place[other] != place or not (strange or lacking > 0) or noted(board, other, count):
            continue
        if count == MOST or not _may_go(board, other, back):
            return _NEVER
        want(board, count, other, back, people.start[other])
        count += 1
        strangers -= strange
        lacking -= 1
    return _NEVER if strangers > 0 or lacking > 0 else count


@inlined
def _may_go(board: Board, person: int, place: int) -> bool:
    people = board.people
    return bool(person < len(people.first) and not people.fixed[person] and people.suits[person, place])
