"""Rooms, theatres and nurses of a problem in numbers, nobody in them yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.nights.board import Nurses, Rooms, Theatres
from optimizer.nights.figures import numbers, row, table
from optimizer.nights.people import ages_of, kinds_of
from optimizer.problem import SexRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.problem import Problem, Reserve, Room
    from optimizer.state.hospital import Hospital

_UNLIMITED: Final = 1 << 30


def rooms_of(hospital: Hospital) -> Rooms:
    """The rooms, empty."""
    problem = hospital.index.problem
    nights, count = problem.horizon.length, len(problem.rooms)
    rooms, kinds = numbers(room.id for room in problem.rooms), kinds_of(problem)
    ages = ages_of(problem)
    beds = [sum(place.capacity for place in problem.places if place.room == room.id) for room in problem.rooms]
    facts = len(problem.occupants) + sum(demand.pinned for demand in problem.demands)
    kept = [[at for at, one in enumerate(problem.reserves) if place.id in one.places] for place in problem.places]
    return Rooms(
        room_of=row(rooms[place.room] for place in problem.places),
        company=table([_companies(room, kinds) for room in problem.rooms]),
        ages=row(ages),
        kept=table(kept),
        kept_count=row(map(len, kept)),
        left=table(_open_beds(problem)),
        spare=table([_spare(hospital, reserve) for reserve in problem.reserves]),
        present=np.zeros((count, nights), np.int32),
        peers=np.zeros((count, nights, len(kinds)), np.int32),
        aged=np.zeros((count, nights, len(ages)), np.int32),
        who=np.zeros((count, nights, max(beds, default=0) + facts), np.int32),
    )


def _companies(room: Room, kinds: Sequence[tuple[str, str | None]]) -> list[int]:
    """For each kind the first kind it may share the room with."""
    same = room.sex is SexRule.SAME
    return [
        next(at for at, other in enumerate(kinds) if other[1] == kind[1] and (not same or other[0] == kind[0]))
        for kind in kinds
    ]


def _open_beds(problem: Problem) -> list[list[int]]:
    """The open beds of every place, night by night."""
    nights = range(problem.horizon.length)
    shut = {place.id: [0 for _ in nights] for place in problem.places}
    capacity = {place.id: place.capacity for place in problem.places}
    for closure in problem.closures:
        for night in nights[max(closure.start, 0) : max(closure.end, 0)]:
            shut[closure.place][night] += closure.beds or capacity[closure.place]
    return [[max(place.capacity - beds, 0) for beds in shut[place.id]] for place in problem.places]


def _spare(hospital: Hospital, reserve: Reserve) -> list[int]:
    """The beds around the facts that are more than the reserve, night by night; no limit outside its window."""
    spare = [_UNLIMITED] * hospital.index.problem.horizon.length
    for start, end, left in hospital.beds.spare(reserve):
        spare[start:end] = [left] * (end - start)
    return spare


def theatres_of(problem: Problem) -> Theatres:
    """The theatres, nothing booked."""
    sessions, surgeons = problem.sessions, problem.surgeons
    ticks = max([problem.horizon.length, *(session.end for session in sessions)])
    days = -(-ticks // problem.horizon.day)
    names = numbers(sorted({session.theatre for session in sessions}))
    there = [[at for at, one in enumerate(sessions) if one.start <= tick < one.end] for tick in range(ticks)]
    open_to = [[one.surgeons is None or surgeon.id in one.surgeons for surgeon in surgeons] for one in sessions]
    allowed = [[*surgeon.minutes, *[_UNLIMITED] * days][:days] for surgeon in surgeons]
    return Theatres(
        on_day=table(there),
        on_day_count=row(map(len, there)),
        theatre=row(names[session.theatre] for session in sessions),
        open_to=np.array(open_to, dtype=np.bool_).reshape(len(sessions), len(surgeons)),
        day=problem.horizon.day,
        left=row(session.minutes for session in sessions),
        surgeon_left=table(allowed, days),
        used=np.zeros((len(names), days), np.int32),
        visits=np.zeros((len(surgeons), days, len(names)), np.int32),
        visited=np.zeros((len(surgeons), days), np.int32),
    )


def nurses_of(problem: Problem) -> Nurses:
    """The nurses, each room given to one of those on duty; to nobody where nobody is."""
    nobody, shifts = len(problem.nurses), problem.horizon.length * problem.horizon.shifts
    spare = np.zeros((shifts, nobody + 1), np.int32)
    spare[:, nobody] = _UNLIMITED
    there: list[list[int]] = [[] for _ in range(shifts)]
    for at, nurse in enumerate(problem.nurses):
        for duty in nurse.duties:
            there[duty.shift].append(at)
            spare[duty.shift, at] = duty.max_load
    on_duty = [nurses or [nobody] for nurses in there]
    duties = [sorted(duty.shift for duty in nurse.duties) for nurse in problem.nurses]
    return Nurses(
        skill=row([*(nurse.skill for nurse in problem.nurses), _UNLIMITED]),
        on_duty=table(on_duty),
        on_duty_count=row(map(len, on_duty)),
        duties=table(duties),
        duty_count=row(map(len, duties)),
        per_night=problem.horizon.shifts if problem.nurses else 0,
        nurse=table([[nurses[room % len(nurses)] for nurses in on_duty] for room in range(len(problem.rooms))]),
        spare=spare,
        seen=np.zeros((len(problem.demands) + len(problem.occupants), nobody + 1), np.int32),
    )
