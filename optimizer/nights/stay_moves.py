"""How stays may change: each move draws a change and makes it if it adds at most a limit; returns what it added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.nights.attempts import ANY_SESSION, NOBODY, attempt_stays, room_fits
from optimizer.nights.board import NOWHERE
from optimizer.nights.compiled import inlined, shared
from optimizer.nights.steps import end_of

if TYPE_CHECKING:
    import numpy as np

    from optimizer.nights.board import Board

_SAME_START: Final = 0.4  # how often only the place changes
_SAME_PLACE: Final = 0.3  # how often only the first night or the session changes
_SWAP_PLACES: Final = 0.4  # how often two keep their first nights
_SWAP_STARTS: Final = _SWAP_PLACES + 0.2  # how often they keep their places
_CHEAP: Final = 0.8  # how often a place is one of the cheap ones
_HALF: Final = 0.5
# One who gives way is left out, put elsewhere, put where the first came from; from the first one's night, from any.
_OUT: Final = 0.25
_ELSEWHERE: Final = 0.6
_THEIR_START: Final = 0.7
_SOME_START: Final = 0.8


@inlined
def below(chance: np.random.Generator, count: int) -> int:
    """A random number from 0 on, below ``count``."""
    return int(chance.random() * count)


@inlined
def someone(board: Board, chance: np.random.Generator) -> int:
    """A random demand that may be moved."""
    movable = board.people.movable
    person: int = movable[below(chance, len(movable))]
    return person


@inlined
def some_place(board: Board, chance: np.random.Generator, person: int) -> int:
    """A random place that suits, most often one of the cheap ones."""
    people = board.people
    cheap = chance.random() < _CHEAP
    place: int = people.options[person, below(chance, (people.cheap_count if cheap else people.option_count)[person])]
    return place


@inlined
def some_start(board: Board, chance: np.random.Generator, person: int) -> int:
    """A random first night of the window."""
    people = board.people
    first: int = people.first[person]
    return first + below(chance, people.last[person] - first + 1)


@inlined
def want(board: Board, at: int, person: int, place: int, start: int) -> None:
    """Note what one person of the change shall have."""
    change, people = board.change, board.people
    kept = people.place[person] != NOWHERE and people.start[person] == start
    change.person[at] = person
    change.place[at] = place
    change.start[at] = start
    change.session[at] = people.session[person] if kept else ANY_SESSION


@shared
def relocate(board: Board, chance: np.random.Generator, limit: float) -> int:
    """Another place, first night, session or several of them for one demand; a place for one without."""
    people = board.people
    person = someone(board, chance)
    place, start = people.place[person], people.start[person]
    draw = chance.random() if place != NOWHERE else 1.0
    same_place, same_start = _SAME_START <= draw < _SAME_START + _SAME_PLACE, draw < _SAME_START
    if place != NOWHERE and people.first[person] == people.last[person] and people.surgeon[person] < 0:
        same_place, same_start = False, True
    if not same_place:
        place = some_place(board, chance, person)
    if not same_start:
        start = some_start(board, chance, person)
    if place == people.place[person] and start == people.start[person]:
        return _other_session(board, chance, person, limit)
    want(board, 0, person, place, start)
    if not room_fits(board, person, place, start, NOBODY):
        return 0
    return attempt_stays(board, 1, limit)


@inlined
def _other_session(board: Board, chance: np.random.Generator, person: int, limit: float) -> int:
    people, theatres = board.people, board.theatres
    if people.surgeon[person] < 0:
        return 0
    tick = people.start[person] + people.offset[person]
    session = theatres.on_day[tick, below(chance, theatres.on_day_count[tick])]
    if session == people.session[person]:
        return 0
    want(board, 0, person, people.place[person], people.start[person])
    board.change.session[0] = session
    return attempt_stays(board, 1, limit)


@shared
def leave_out(board: Board, chance: np.random.Generator, limit: float) -> int:
    """One demand waits instead."""
    optional = board.people.optional
    if len(optional) == 0:
        return 0
    person = optional[below(chance, len(optional))]
    if board.people.place[person] == NOWHERE:
        return 0
    want(board, 0, person, NOWHERE, 0)
    return attempt_stays(board, 1, limit)


@inlined
def allowed(board: Board, person: int, place: int, start: int) -> bool:
    """Whether the person could have the place from that night if nobody else were there."""
    people = board.people
    found: bool = people.suits[person, place] and people.first[person] <= start <= people.last[person]
    return found


@shared
def swap(board: Board, chance: np.random.Generator, limit: float) -> int:
    """Two demands change places, first nights, or both; one that had none gets the other's."""
    people = board.people
    one = someone(board, chance)
    other = _colleague(board, chance, one) if chance.random() < _HALF else someone(board, chance)
    if one == other or people.fixed[other] or (people.place[one] == NOWHERE and people.place[other] == NOWHERE):
        return 0
    place, start = people.place[other], people.start[other]
    other_place, other_start = people.place[one], people.start[one]
    draw = chance.random()
    if not (place == NOWHERE or other_place == NOWHERE):  # noqa: PLR1714 - numba knows no sets of two integer widths
        if draw < _SWAP_PLACES:
            start, other_start = other_start, start
        elif draw < _SWAP_STARTS:
            place, other_place = other_place, place
    if not (_possible(board, one, place, start, other) and _possible(board, other, other_place, other_start, one)):
        return 0
    want(board, 0, one, place, start)
    want(board, 1, other, other_place, other_start)
    return attempt_stays(board, 2, limit)


@inlined
def _colleague(board: Board, chance: np.random.Generator, person: int) -> int:
    """A random demand of the same surgeon."""
    people = board.people
    surgeon = people.surgeon[person]
    if surgeon < 0:
        return person
    found: int = people.of_surgeon[surgeon, below(chance, people.of_surgeon_count[surgeon])]
    return found


@inlined
def _possible(board: Board, person: int, place: int, start: int, other: int) -> bool:
    """Whether somebody may lie there, or be left out, once the other one is away."""
    people = board.people
    if place == NOWHERE:
        may: bool = people.may_wait[person]
        return may
    return allowed(board, person, place, start) and room_fits(board, person, place, start, other)


@shared
def give_way(board: Board, chance: np.random.Generator, limit: float) -> int:
    """One demand takes a bed in which another one lies, who goes where the first came from, elsewhere, or waits."""
    people, rooms = board.people, board.rooms
    person = someone(board, chance)
    place = some_place(board, chance, person)
    keep = people.place[person] != NOWHERE and chance.random() < _HALF
    start = people.start[person] if keep else some_start(board, chance, person)
    night, room = start + below(chance, end_of(board, person, start) - start), rooms.room_of[place]
    if rooms.present[room, night] == 0:
        return 0
    other = rooms.who[room, night, below(chance, rooms.present[room, night])]
    if other == person or other >= len(people.first) or people.fixed[other]:
        return 0
    if not (room_fits(board, person, place, start, other) and _sent_off(board, chance, other, person)):
        return 0
    want(board, 0, person, place, start)
    return attempt_stays(board, 2, limit)


@inlined
def _sent_off(board: Board, chance: np.random.Generator, other: int, person: int) -> bool:
    """Note where one who gives way to a person shall go; whether that can be."""
    people = board.people
    draw = chance.random()
    if draw < _OUT:
        want(board, 1, other, NOWHERE, 0)
        may: bool = people.may_wait[other]
        return may
    place, start = people.place[person], people.start[other]
    if place == NOWHERE or draw < _ELSEWHERE:
        place = some_place(board, chance, other)
    if draw > _SOME_START:
        start = some_start(board, chance, other)
    elif draw > _THEIR_START and people.place[person] != NOWHERE:
        start = people.start[person]
    want(board, 1, other, place, start)
    return allowed(board, other, place, start)
