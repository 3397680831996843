"""Nurses to rooms at once, where it is settled who lies where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.checker.context import Context
from optimizer.nursing.roster import Roster
from optimizer.plan import Plan
from optimizer.shifts import shifts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from optimizer.plan import Nursing, Placement
    from optimizer.problem import Problem

_SWEEPS: Final = 3


def assign(problem: Problem, placements: Iterable[Placement]) -> tuple[Nursing, ...]:
    """The nursing of the rooms that ``placements`` and the occupants fill, room by room the cheapest as things stand.

    A room occupied in a shift in which no nurse works stays without: the checker names it.
    """
    if not problem.nurses:
        return ()
    roster = _roster(problem, placements)
    for _ in range(_SWEEPS):
        changes = [
            roster.improve(room, shift, nurse) for room, shift in roster.cells() for nurse in roster.on_duty[shift]
        ]
        if not any(changes):
            break
    return roster.nursing()


def _roster(problem: Problem, placements: Iterable[Placement]) -> Roster:
    stays = Context.of(problem, Plan(placements=tuple(placements))).stays
    rooms = {room.id: number for number, room in enumerate(problem.rooms)}
    roster = Roster(problem, [stay.care for stay in stays])
    for number, stay in enumerate(stays):
        roster.enter(number, rooms[stay.room.id], shifts_of(problem.horizon, stay.start, stay.end))
    return roster
