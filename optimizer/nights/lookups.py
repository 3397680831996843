"""From a problem to the parts of its board, nothing placed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.checker.pricing import demand_items
from optimizer.checker.suitability import suits
from optimizer.index import Index
from optimizer.nights.board import NOWHERE, Flags, Ints, Nurses, People, Rooms, Theatres, Weights
from optimizer.plan import Placement
from optimizer.problem import SexRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from optimizer.problem import Care, Demand, Problem, Room
    from optimizer.search.weights import Weights as Scale

UNLIMITED: Final = 1 << 30


def people(problem: Problem, scale: Scale) -> People:
    """The people of a problem."""
    nights, index = problem.horizon.length, Index.of(problem)
    demands, everybody = problem.demands, (*problem.demands, *problem.occupants)
    fitting = np.array(
        [[suits(index, demand, place) for place in problem.places] for demand in demands], dtype=np.bool_
    ).reshape(len(demands), len(problem.places))
    movable = [at for at, demand in enumerate(demands) if not demand.pinned and fitting[at].any() and _last(demand, nights) >= demand.release]
    by_place, by_start = own_weights(index, scale)
    surgeons = numbers(surgeon.id for surgeon in problem.surgeons)
    operations = [demand.surgery for demand in demands]
    lengths = [demand.length for demand in demands]
    lengths += [max(min(person.end, nights) - person.start, 0) for person in problem.occupants]
    stays = [min(length, nights) * problem.horizon.shifts for length in lengths]
    cares = [person.care for person in everybody]
    kinds, ages = kinds_of(problem), ages_of(problem)
    return People(
        movable=ints(movable),
        optional=ints(at for at in movable if not demands[at].mandatory),
        fixed=~np.isin(np.arange(len(demands)), movable),
        options=padded([list(np.flatnonzero(row)) for row in fitting]),
        option_count=fitting.sum(axis=1).astype(np.int32),
        first=ints(demand.release for demand in demands),
        last=ints(_last(demand, nights) for demand in demands),
        length=ints(lengths),
        kind=ints(kinds.index((person.sex, person.organism)) for person in everybody),
        age=ints(ages.index(person.age_group) for person in everybody),
        surgeon=ints(NOWHERE if one is None else surgeons[one.surgeon] for one in operations),
        minutes=ints(0 if one is None else one.minutes for one in operations),
        offset=ints(0 if one is None else one.offset for one in operations),
        load=padded([_figures(care.workload if care else (), stay) for care, stay in zip(cares, stays, strict=True)]),
        need=padded([_figures(care.skill if care else (), stay) for care, stay in zip(cares, stays, strict=True)]),
        suits=fitting,
        place_weight=by_place,
        start_weight=by_start,
        left_out=np.array([left_out(index, scale, demand) for demand in demands], dtype=np.int64),
        place=np.full(len(everybody), NOWHERE, np.int32),
        start=np.zeros(len(everybody), np.int32),
        session=np.full(len(everybody), NOWHERE, np.int32),
    )


def _last(demand: Demand, nights: int) -> int:
    return min(demand.due, nights - 1)


def own_weights(index: Index, scale: Scale) -> tuple[Weights, Weights]:
    """What each demand's placement weighs by its place and by its first night: no rule looks at both at once."""
    problem = index.problem
    by_place = np.zeros((len(problem.demands), len(problem.places)), np.int64)
    by_start = np.zeros((len(problem.demands), problem.horizon.length), np.int64)
    for at, demand in enumerate(problem.demands):
        for number, place in enumerate(problem.places):
            by_place[at, number] = _weight(index, scale, demand, place.id, 0)
        first = problem.places[0].id
        for night in range(problem.horizon.length):
            by_start[at, night] = _weight(index, scale, demand, first, night)
        by_start[at] -= by_place[at, 0]
    return by_place, by_start


def _weight(index: Index, scale: Scale, demand: Demand, place: str, start: int) -> int:
    return scale.sum(demand_items(index, demand, Placement(demand=demand.id, place=place, start=start)))


def left_out(index: Index, scale: Scale, demand: Demand) -> int:
    """What leaving the demand out weighs: more than anything else if it is mandatory."""
    return scale.missing if demand.mandatory else scale.sum(demand_items(index, demand, None))


def rooms(problem: Problem) -> Rooms:
    """The rooms of a problem, empty."""
    nights, count = problem.horizon.length, len(problem.rooms)
    number, kinds = numbers(room.id for room in problem.rooms), kinds_of(problem)
    beds = [0] * count
    for place in problem.places:
        beds[number[place.room]] += place.capacity
    facts = len(problem.occupants) + sum(demand.pinned for demand in problem.demands)
    return Rooms(
        room_of=ints(number[place.room] for place in problem.places),
        company=ints2([_companies(room, kinds) for room in problem.rooms]),
        ages=ints(ages_of(problem)),
        left=ints2(open_beds(problem)),
        present=np.zeros((count, nights), np.int32),
        peers=np.zeros((count, nights, max(len(kinds), 1)), np.int32),
        aged=np.zeros((count, nights, max(len(ages_of(problem)), 1)), np.int32),
        who=np.zeros((count, nights, max(beds, default=0) + facts), np.int32),
    )


def _companies(room: Room, kinds: Sequence[tuple[str, str | None]]) -> list[int]:
    """For each kind the first kind it may share the room with."""
    same = room.sex is SexRule.SAME
    return [
        next(at for at, (sex, organism) in enumerate(kinds) if organism == kind[1] and (not same or sex == kind[0]))
        for kind in kinds
    ]


def kinds_of(problem: Problem) -> list[tuple[str, str | None]]:
    """What decides who may share a room: sex and organism."""
    people = (*problem.demands, *problem.occupants)
    return sorted({(person.sex, person.organism) for person in people}, key=str)


def ages_of(problem: Problem) -> list[int]:
    """The age groups there are."""
    return sorted({person.age_group for person in (*problem.demands, *problem.occupants)})


def open_beds(problem: Problem) -> list[list[int]]:
    """The open beds of every place, night by night."""
    nights = range(problem.horizon.length)
    shut = {place.id: [0 for _ in nights] for place in problem.places}
    capacity = {place.id: place.capacity for place in problem.places}
    for closure in problem.closures:
        for night in nights[max(closure.start, 0) : max(closure.end, 0)]:
            shut[closure.place][night] += closure.beds or capacity[closure.place]
    return [[max(place.capacity - beds, 0) for beds in shut[place.id]] for place in problem.places]


def theatres(problem: Problem) -> Theatres:
    """The theatres of a problem, nothing booked."""
    day, sessions = problem.horizon.day, problem.sessions
    ticks = max([problem.horizon.length, *(session.end for session in sessions)])
    days = -(-ticks // day)
    names = numbers(sorted({session.theatre for session in sessions}))
    on_day = [[at for at, one in enumerate(sessions) if one.start <= tick < one.end] for tick in range(ticks)]
    return Theatres(
        on_day=padded(on_day),
        on_day_count=ints(map(len, on_day)),
        theatre=ints(names[session.theatre] for session in sessions),
        open_to=np.array(
            [[one.surgeons is None or surgeon.id in one.surgeons for surgeon in problem.surgeons] for one in sessions],
            dtype=np.bool_,
        ).reshape(len(sessions), len(problem.surgeons)),
        day=day,
        left=ints(session.minutes for session in sessions),
        surgeon_left=ints2(
            [[*one.minutes, *[UNLIMITED] * days][:days] for one in problem.surgeons], days
        ),
        used=np.zeros((len(names), days), np.int32),
        visits=np.zeros((len(problem.surgeons), days, len(names)), np.int32),
        visited=np.zeros((len(problem.surgeons), days), np.int32),
    )


def nurses(problem: Problem) -> Nurses:
    """The nurses of a problem; every room has one of those on duty, if there is any."""
    shifts, count = problem.horizon.length * problem.horizon.shifts, len(problem.nurses)
    people = (*problem.demands, *problem.occupants)
    spare = np.zeros((shifts, count + 1), np.int32)
    spare[:, count] = UNLIMITED
    on_duty: list[list[int]] = [[] for _ in range(shifts)]
    for at, one in enumerate(problem.nurses):
        for duty in one.duties:
            on_duty[duty.shift].append(at)
            spare[duty.shift, at] = duty.max_load
    on_duty = [there or [count] for there in on_duty]
    return Nurses(
        skill=ints([*(one.skill for one in problem.nurses), UNLIMITED]),
        on_duty=padded(on_duty),
        on_duty_count=ints(map(len, on_duty)),
        duties=padded([sorted(duty.shift for duty in one.duties) for one in problem.nurses]),
        duty_count=ints(len(one.duties) for one in problem.nurses),
        per_night=problem.horizon.shifts,
        nurse=ints2([[there[room % len(there)] for there in on_duty] for room in range(len(problem.rooms))]),
        spare=spare,
        seen=np.zeros((len(people), count + 1), np.int32),
    )


def numbers(ids: Iterable[str]) -> dict[str, int]:
    """The position of every id."""
    return {name: number for number, name in enumerate(ids)}


def ints(figures: Iterable[int]) -> Ints:
    """A row of figures."""
    return np.fromiter(figures, np.int32)


def ints2(rows: Sequence[Sequence[int]], width: int = 0) -> Ints:
    """Rows of equal length."""
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(rows[0]) if rows else width)


def padded(rows: Sequence[Sequence[int]]) -> Ints:
    """Rows filled up with zeros to the longest one."""
    table = np.zeros((len(rows), max([1, *map(len, rows)])), np.int32)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


def _figures(figures: Sequence[int], stay: int) -> list[int]:
    return [*figures, *[0] * stay][:stay]
