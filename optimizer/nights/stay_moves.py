"""How stays may change: each move draws a change and makes it if it adds at most a limit; returns what it added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.nights.attempts import ANY_SESSION, attempt_stays, room_fits
from optimizer.nights.board import NO_SESSION, NOWHERE
from optimizer.nights.compiled import inlined, shared
from optimizer.nights.steps import end_of

if TYPE_CHECKING:
    import numpy as np

    from optimizer.nights.board import Board

_SAME_START: Final = 0.4  # how often only the place changes
_SAME_PLACE: Final = 0.3  # how often only the first night or the session changes
_OUT: Final = 0.25  # how often one who gives way is left out


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
    """A random place that suits."""
    people = board.people
    place: int = people.options[person, below(chance, people.option_count[person])]
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
    if not same_place:
        place = some_place(board, chance, person)
    if not same_start:
        start = some_start(board, chance, person)
    moved = place != people.place[person]
    if not (moved or start != people.start[person]):
        return _other_session(board, chance, person, limit)
    if moved and not room_fits(board, person, place, start):
        return 0
    want(board, 0, person, place, start)
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
    """Two demands change places, first nights, or both."""
    people = board.people
    one, other = someone(board, chance), someone(board, chance)
    if one == other or people.place[one] == NOWHERE or people.place[other] == NOWHERE:
        return 0
    place, start = people.place[other], people.start[other]
    other_place, other_start = people.place[one], people.start[one]
    draw = chance.random()
    if draw < 0.4:
        start, other_start = other_start, start
    elif draw < 0.6:
        place, other_place = other_place, place
    if not (allowed(board, one, place, start) and allowed(board, other, other_place, other_start)):
        return 0
    want(board, 0, one, place, start)
    want(board, 1, other, other_place, other_start)
    return attempt_stays(board, 2, limit)


@shared
def give_way(board: Board, chance: np.random.Generator, limit: float) -> int:
    """One demand takes a bed in which another one lies, who goes where the first came from, elsewhere, or waits."""
    people, rooms = board.people, board.rooms
    person = someone(board, chance)
    place = some_place(board, chance, person)
    if people.place[person] != NOWHERE and chance.random() < 0.5:
        start = people.start[person]
    else:
        start = some_start(board, chance, person)
    end = end_of(board, person, start)
    night, room = start + below(chance, end - start), rooms.room_of[place]
    if rooms.present[room, night] == 0:
        return 0
    other = rooms.who[room, night, below(chance, rooms.present[room, night])]
    if other == person or other >= len(people.first) or people.fixed[other]:
        return 0
    want(board, 0, person, place, start)
    draw = chance.random()
    if draw < _OUT:
        want(board, 1, other, NOWHERE, 0)
        return attempt_stays(board, 2, limit)
    to, when = people.place[person], people.start[other]
    if to == NOWHERE or draw < 0.6:
        to = some_place(board, chance, other)
    if draw > 0.8:
        when = some_start(board, chance, other)
    elif draw > 0.7 and people.place[person] != NOWHERE:
        when = people.start[person]
    if not allowed(board, other, to, when):
        return 0
    want(board, 1, other, to, when)
    return attempt_stays(board, 2, limit)
