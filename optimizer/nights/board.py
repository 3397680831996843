"""A night-grid problem and a plan for it in flat arrays: what the compiled search reads and writes.

People are numbered, demands first and occupants after them; places, rooms, sessions, theatres, surgeons and
nurses by their position in the problem (theatres by name). A shift is counted from the horizon's first one.
Only the fields in ``CHANGING`` change during a search: the second block of each part.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Weights: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Shares: TypeAlias = NDArray[np.float64]

NOWHERE: Final = -1  # the place of somebody left out
NO_SESSION: Final = -1  # the session of a stay without an operation
CHANGING: Final = frozenset(
    {
        *("place", "start", "session"),
        *("left", "spare", "present", "peers", "aged", "who"),
        *("surgeon_left", "used", "visits", "visited"),
        *("nurse", "seen"),
    }
)


class People(NamedTuple):
    """Who they are, what their own placement weighs, and where they lie."""

    movable: Ints  # demands the search decides about
    optional: Ints  # those of them that may be left out
    fixed: Flags  # [demand]: the search does not decide about it
    may_wait: Flags  # [demand]: it may be left out
    of_surgeon: Ints  # [surgeon, number]: demands
    of_surgeon_count: Ints  # [surgeon]
    options: Ints  # [demand, number]: places worth a try, the best first
    option_count: Ints  # [demand]
    cheap_count: Ints  # [demand]: those worth no less than the best eighth
    first: Ints  # [demand]: the earliest and the latest first night
    last: Ints
    length: Ints  # [person], in nights
    kind: Ints  # [person]: sex and organism
    age: Ints  # [person]: position in Rooms.ages
    surgeon: Ints  # [demand], -1 = no operation
    minutes: Ints  # [demand]
    offset: Ints  # [demand]: nights from admission to operation
    load: Ints  # [person, shift of the stay]
    need: Ints  # [person, shift of the stay]: skill
    planned: Flags  # [person]: takes beds that no reserve needs
    suits: Flags  # [demand, place]
    place_weight: Weights  # [demand, place]: what the placement weighs by the place,
    start_weight: Weights  # [demand, night]: and by its first night
    left_out: Weights  # [demand]: what leaving out weighs

    place: Ints  # [person]
    start: Ints  # [person]
    session: Ints  # [person]


class Rooms(NamedTuple):
    """Places and rooms, and who is there on which night."""

    room_of: Ints  # [place]
    company: Ints  # [room, kind]: only people of the same company may share the room on a night
    ages: Ints  # the age groups there are, in order
    kept: Ints  # [place, number]: reserves the place belongs to
    kept_count: Ints  # [place]

    left: Ints  # [place, night]: open beds that are free
    spare: Ints  # [reserve, night]: beds that people who are planned may still take
    present: Ints  # [room, night]: people
    peers: Ints  # [room, night, company]: people
    aged: Ints  # [room, night, age]: people
    who: Ints  # [room, night, number]: people


class Theatres(NamedTuple):
    """Sessions of theatres, and what is booked."""

    on_day: Ints  # [tick, number]: sessions
    on_day_count: Ints  # [tick]
    theatre: Ints  # [session]
    open_to: Flags  # [session, surgeon]
    day: int  # ticks

    left: Ints  # [session]: minutes
    surgeon_left: Ints  # [surgeon, day]: minutes
    used: Ints  # [theatre, day]: operations
    visits: Ints  # [surgeon, day, theatre]: operations
    visited: Ints  # [surgeon, day]: theatres


class Nurses(NamedTuple):
    """Nurses and their duties, and who has which room. The last number is nobody: free, and knows everything."""

    skill: Ints  # [nurse]
    on_duty: Ints  # [shift, number]: nurses
    on_duty_count: Ints  # [shift]
    duties: Ints  # [nurse, number]: shifts
    duty_count: Ints  # [nurse]
    per_night: int  # shifts

    nurse: Ints  # [room, shift]
    spare: Ints  # [shift, nurse]: load until the limit, negative above it
    seen: Ints  # [person, nurse]: shifts


class Prices(NamedTuple):
    """What one unit of each rule that ties stays together weighs."""

    mixed_age: int
    open_theatre: int
    surgeon_transfer: int
    nurse_skill: int
    nurse_workload: int
    continuity: int


class Change(NamedTuple):
    """Several steps to be made together, and what was before: written by moves, read by attempts."""

    person: Ints
    place: Ints
    start: Ints
    session: Ints  # ANY_SESSION = the cheapest
    old_place: Ints
    old_start: Ints
    old_session: Ints
    room: Ints
    shift: Ints
    nurse: Ints
    old_nurse: Ints


class Board(NamedTuple):
    """Everything together."""

    people: People
    rooms: Rooms
    theatres: Theatres
    nurses: Nurses
    prices: Prices
    change: Change
    shares: Shares  # [move]: the share of all draws up to and with it, in the order of :mod:`optimizer.nights.kernel`


Part = TypeVar("Part", People, Rooms, Theatres, Nurses)


def own_copy(board: Board) -> Board:
    """A board to search on; what never changes is shared."""
    return board._replace(
        people=_own(board.people),
        rooms=_own(board.rooms),
        theatres=_own(board.theatres),
        nurses=_own(board.nurses),
        change=deepcopy(board.change),
    )


def _own(part: Part) -> Part:
    return part._replace(**{field: deepcopy(getattr(part, field)) for field in part._fields if field in CHANGING})
