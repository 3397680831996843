"""Several steps made together if they add little enough: all of them, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.nights.board import NO_SESSION, NOWHERE
from optimizer.nights.compiled import inlined, shared
from optimizer.nights.rules.capacity import bed_left
from optimizer.nights.rules.company import fits_in
from optimizer.nights.rules.reserve import reserves_allow
from optimizer.nights.rules.session import session_takes
from optimizer.nights.rules.surgeon_minutes import surgeon_has
from optimizer.nights.steps import end_of, hand_over, nurse, nursing, operation_weight, put, take, unnurse

if TYPE_CHECKING:
    from optimizer.nights.board import Board

NOBODY: Final = -1  # no other person
ANY_SESSION: Final = -2  # the cheapest there is
NONE_FITS: Final = -3


@shared
def room_fits(board: Board, person: int, place: int, start: int, other: int) -> bool:
    """Whether there would be a bed in fitting company for the whole stay if the person and ``other`` were away."""
    people, rooms = board.people, board.rooms
    room = rooms.room_of[place]
    company = rooms.company[room, people.kind[person]]
    for night in range(start, end_of(board, person, start)):
        freed = gone = fellows = 0
        for which in range(2):
            one = other if which else person
            if lies_in(board, one, room, night):
                freed += people.place[one] == place
                gone += 1
                fellows += rooms.company[room, people.kind[one]] == company
        if not (bed_left(rooms, place, night, freed) and fits_in(rooms, room, night, company, gone, fellows)):
            return False
    return True


@inlined
def spare_for(board: Board, person: int, place: int, start: int) -> bool:
    """Whether the reserves let somebody who has no bed have the place for the whole stay."""
    people, rooms = board.people, board.rooms
    if people.planned[person] and rooms.kept_count[place] > 0:
        for night in range(start, end_of(board, person, start)):
            if not reserves_allow(rooms, place, night):
                return False
    return True


@inlined
def lies_in(board: Board, person: int, room: int, night: int) -> bool:
    """Whether the person is in the room on the night."""
    if person == NOBODY:
        return False
    people = board.people
    place, start = people.place[person], people.start[person]
    if place == NOWHERE or board.rooms.room_of[place] != room:
        return False
    return bool(start <= night < start + people.length[person])


@inlined
def noted(board: Board, person: int, count: int) -> bool:
    """Whether the person is one of the first ``count`` of the change."""
    found = 0
    for at in range(count):
        found += board.change.person[at] == person
    return found > 0


@inlined
def session_for(board: Board, person: int, start: int, wanted: int) -> int:
    """The session wanted, or the cheapest one, the fullest of several; ``NONE_FITS`` if there is none."""
    people, theatres = board.people, board.theatres
    surgeon, minutes = people.surgeon[person], people.minutes[person]
    if surgeon < 0:
        return NO_SESSION
    tick = start + people.offset[person]
    day = tick // theatres.day
    if tick >= len(theatres.on_day_count) or not surgeon_has(theatres, surgeon, day, minutes):
        return NONE_FITS
    found, least = NONE_FITS, 0
    for number in range(theatres.on_day_count[tick]):
        session = theatres.on_day[tick, number]
        asked = wanted == session if wanted != ANY_SESSION else True
        if not (asked and session_takes(theatres, session, surgeon, minutes)):
            continue
        weight = operation_weight(board, surgeon, day, theatres.theatre[session])
        if found == NONE_FITS or weight < least or (weight == least and theatres.left[session] < theatres.left[found]):
            found, least = session, weight
    return found


@shared
def attempt_stays(board: Board, count: int, limit: float) -> int:
    """Make the first ``count`` stays of the change if that adds at most ``limit``; returns what was added."""
    change = board.change
    added = 0
    for at in range(count):
        added += _lift(board, at)
    laid = 0
    while laid < count and _can_lay(board, laid):
        added += _lay(board, laid, change.place[laid], change.start[laid], change.session[laid])
        laid += 1
    if laid == count and added - _saving(board, count) <= limit:
        added += _nurse_anew(board, count, limit - added)
        if added <= limit:
            return added
    for at in range(laid):
        if change.place[at] != NOWHERE:
            take(board, change.person[at])
    for at in range(count):
        _lay(board, at, change.old_place[at], change.old_start[at], change.old_session[at])
    return 0


@inlined
def _lift(board: Board, at: int) -> int:
    """Take one person of the change out of her bed, if she has one, and note where she was."""
    change, people = board.change, board.people
    person = change.person[at]
    change.old_place[at] = people.place[person]
    change.old_start[at] = people.start[person]
    change.old_session[at] = people.session[person]
    return take(board, person) if people.place[person] != NOWHERE else 0


@inlined
def _can_lay(board: Board, at: int) -> bool:
    """Whether one person of the change can go where she shall; settles her session."""
    change = board.change
    person, place, start = change.person[at], change.place[at], change.start[at]
    if place == NOWHERE:
        return True
    session = session_for(board, person, start, change.session[at])
    change.session[at] = session
    if session == NONE_FITS or not spare_for(board, person, place, start):
        return False
    return room_fits(board, person, place, start, NOBODY)


@inlined
def _lay(board: Board, at: int, place: int, start: int, session: int) -> int:
    return 0 if place == NOWHERE else put(board, board.change.person[at], place, start, session)


@inlined
def _saving(board: Board, count: int) -> int:
    """What the nurses can save at most."""
    change = board.change
    saved = 0
    for at in range(count):
        if change.old_place[at] != NOWHERE:
            saved += nursing(board, change.person[at], change.old_place[at], change.old_start[at])
    return saved


@inlined
def _nurse_anew(board: Board, count: int, limit: float) -> int:
    """Let the nurses follow if that adds at most ``limit``; returns more than that if they did not."""
    change = board.change
    added = 0
    for at in range(count):
        if change.old_place[at] != NOWHERE:
            added += unnurse(board, change.person[at], change.old_place[at], change.old_start[at])
    done = 0
    while done < count and added <= limit:
        if change.place[done] != NOWHERE:
            added += nurse(board, change.person[done], change.place[done], change.start[done])
        done += 1
    if added <= limit:
        return added
    for at in range(done):
        if change.place[at] != NOWHERE:
            unnurse(board, change.person[at], change.place[at], change.start[at])
    for at in range(count):
        if change.old_place[at] != NOWHERE:
            nurse(board, change.person[at], change.old_place[at], change.old_start[at])
    return added


@shared
def attempt_nurses(board: Board, count: int, limit: float) -> int:
    """Give ``count`` rooms the change's nurses if that adds at most ``limit``; returns what was added."""
    change = board.change
    added = 0
    for at in range(count):
        room, shift = change.room[at], change.shift[at]
        change.old_nurse[at] = board.nurses.nurse[room, shift]
        added += hand_over(board, room, shift, change.nurse[at])
    if added <= limit:
        return added
    for at in range(count - 1, -1, -1):
        hand_over(board, change.room[at], change.shift[at], change.old_nurse[at])
    return 0
