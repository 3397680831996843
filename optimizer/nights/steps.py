"""One step on the board: somebody comes or goes, or a room gets another nurse. Each returns what that adds.

A stay's step has two halves, as the nurses are what takes long: its rooms and theatre, and its nurses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.board import NOWHERE
from optimizer.nights.compiled import inlined, shared
from optimizer.nights.rules.capacity import free_bed, take_bed
from optimizer.nights.rules.company import join, part
from optimizer.nights.rules.continuity import meet, miss
from optimizer.nights.rules.mixed_age import add_age, drop_age
from optimizer.nights.rules.nurse_skill import missing
from optimizer.nights.rules.nurse_workload import burden, excess, relieve
from optimizer.nights.rules.open_theatre import opening, unuse_theatre, use_theatre
from optimizer.nights.rules.reserve import take_spare
from optimizer.nights.rules.session import book_minutes
from optimizer.nights.rules.surgeon_minutes import use_surgeon
from optimizer.nights.rules.surgeon_transfer import transfer, unvisit, visit

if TYPE_CHECKING:
    from optimizer.nights.board import Board


@inlined
def end_of(board: Board, person: int, start: int) -> int:
    """The night after the stay's last one inside the horizon."""
    return int(min(start + board.people.length[person], board.rooms.left.shape[1]))


@inlined
def lie(board: Board, person: int, place: int, start: int) -> int:
    """Somebody gets a bed."""
    people, rooms = board.people, board.rooms
    people.place[person] = place
    people.start[person] = start
    room, age = rooms.room_of[place], people.age[person]
    company = rooms.company[room, people.kind[person]]
    units = 0
    for night in range(start, end_of(board, person, start)):
        take_bed(rooms, place, night)
        if people.planned[person]:
            take_spare(rooms, place, night, 1)
        join(rooms, room, night, person, company)
        units += add_age(rooms, room, night, age)
    return units * board.prices.mixed_age


@inlined
def rise(board: Board, person: int) -> int:
    """Somebody gives a bed back."""
    people, rooms = board.people, board.rooms
    place, start, age = people.place[person], people.start[person], people.age[person]
    room = rooms.room_of[place]
    company = rooms.company[room, people.kind[person]]
    people.place[person] = NOWHERE
    units = 0
    for night in range(start, end_of(board, person, start)):
        free_bed(rooms, place, night)
        if people.planned[person]:
            take_spare(rooms, place, night, -1)
        part(rooms, room, night, person, company)
        units += drop_age(rooms, room, night, age)
    return -units * board.prices.mixed_age


@inlined
def operation_weight(board: Board, surgeon: int, day: int, theatre: int) -> int:
    """What one more operation of the surgeon in the theatre would add."""
    theatres, prices = board.theatres, board.prices
    opened = opening(theatres, theatre, day) * prices.open_theatre
    return opened + transfer(theatres, surgeon, day, theatre) * prices.surgeon_transfer


@inlined
def operate(board: Board, person: int, start: int, session: int) -> int:
    """Somebody's operation is booked, if there is one."""
    people, theatres = board.people, board.theatres
    surgeon, minutes = people.surgeon[person], people.minutes[person]
    people.session[person] = session
    if surgeon < 0:
        return 0
    day, theatre = (start + people.offset[person]) // theatres.day, theatres.theatre[session]
    added = operation_weight(board, surgeon, day, theatre)
    book_minutes(theatres, session, minutes)
    use_surgeon(theatres, surgeon, day, minutes)
    use_theatre(theatres, theatre, day)
    visit(theatres, surgeon, day, theatre)
    return added


@inlined
def cancel(board: Board, person: int) -> int:
    """Somebody's operation is booked no longer."""
    people, theatres = board.people, board.theatres
    surgeon, minutes, session = people.surgeon[person], people.minutes[person], people.session[person]
    if surgeon < 0:
        return 0
    day = (people.start[person] + people.offset[person]) // theatres.day
    theatre = theatres.theatre[session]
    book_minutes(theatres, session, -minutes)
    use_surgeon(theatres, surgeon, day, -minutes)
    unuse_theatre(theatres, theatre, day)
    unvisit(theatres, surgeon, day, theatre)
    return -operation_weight(board, surgeon, day, theatre)


@shared
def put(board: Board, person: int, place: int, start: int, session: int) -> int:
    """A demand is placed, without its nurses."""
    people = board.people
    added = people.place_weight[person, place] + people.start_weight[person, start] - people.left_out[person]
    return int(added + operate(board, person, start, session) + lie(board, person, place, start))


@shared
def take(board: Board, person: int) -> int:
    """A demand is placed no longer, without its nurses."""
    people = board.people
    place, start = people.place[person], people.start[person]
    added = people.left_out[person] - people.place_weight[person, place] - people.start_weight[person, start]
    return int(added + cancel(board, person) + rise(board, person))


@shared
def nurse(board: Board, person: int, place: int, start: int) -> int:
    """The room's nurses look after somebody."""
    people, nurses = board.people, board.nurses
    room, first = board.rooms.room_of[place], start * nurses.per_night
    lacking = above = met = 0
    for at in range((end_of(board, person, start) - start) * nurses.per_night):
        who = nurses.nurse[room, first + at]
        lacking += missing(nurses, who, people.need[person, at])
        above += burden(nurses, who, first + at, people.load[person, at])
        met += meet(nurses, person, who)
    return _nursing_weight(board, lacking, above, met)


@shared
def unnurse(board: Board, person: int, place: int, start: int) -> int:
    """The room's nurses look after somebody no longer."""
    people, nurses = board.people, board.nurses
    room, first = board.rooms.room_of[place], start * nurses.per_night
    lacking = above = met = 0
    for at in range((end_of(board, person, start) - start) * nurses.per_night):
        who = nurses.nurse[room, first + at]
        lacking += missing(nurses, who, people.need[person, at])
        above += relieve(nurses, who, first + at, people.load[person, at])
        met += miss(nurses, person, who)
    return -_nursing_weight(board, lacking, above, met)


@shared
def nursing(board: Board, person: int, place: int, start: int) -> int:
    """What the nurses' looking after somebody weighs: what can be saved at most."""
    people, nurses = board.people, board.nurses
    room, first = board.rooms.room_of[place], start * nurses.per_night
    lacking = above = met = 0
    for at in range((end_of(board, person, start) - start) * nurses.per_night):
        who = nurses.nurse[room, first + at]
        lacking += missing(nurses, who, people.need[person, at])
        above += excess(nurses, who, first + at, people.load[person, at])
    for who in range(nurses.seen.shape[1]):
        met += nurses.seen[person, who] > 0
    return _nursing_weight(board, lacking, above, met)


@shared
def hand_over(board: Board, room: int, shift: int, to: int) -> int:
    """A room gets another nurse for one shift."""
    people, nurses = board.people, board.nurses
    before, night = nurses.nurse[room, shift], shift // nurses.per_night
    nurses.nurse[room, shift] = to
    lacking = above = met = 0
    for number in range(board.rooms.present[room, night]):
        person = board.rooms.who[room, night, number]
        at = shift - people.start[person] * nurses.per_night
        load, need = people.load[person, at], people.need[person, at]
        lacking += missing(nurses, to, need) - missing(nurses, before, need)
        above += burden(nurses, to, shift, load) - relieve(nurses, before, shift, load)
        met += meet(nurses, person, to) - miss(nurses, person, before)
    return _nursing_weight(board, lacking, above, met)


@inlined
def _nursing_weight(board: Board, lacking: int, above: int, met: int) -> int:
    prices = board.prices
    return lacking * prices.nurse_skill + above * prices.nurse_workload + met * prices.continuity
