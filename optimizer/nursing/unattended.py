"""Shifts in which no nurse works: nobody can be in any room then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.problem import Closure
from optimizer.shifts import shifts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.problem import Problem


def closed_without_nurses(problem: Problem) -> Problem:
    """The problem with every place closed while no nurse works; itself if it has no nurses at all."""
    horizon = problem.horizon
    closures = tuple(
        Closure(
            place=place.id,
            start=shift * horizon.day // horizon.shifts,
            end=-(-(shift + 1) * horizon.day // horizon.shifts),
            reason=f"no nurse works in shift {shift}",
        )
        for shift in _unattended(problem)
        for place in problem.places
    )
    return replace(problem, closures=(*problem.closures, *closures)) if closures else problem


def left_alone(problem: Problem) -> tuple[str, ...]:
    """The people whose place is settled already and who would be without a nurse, and when."""
    horizon, unattended = problem.horizon, set(_unattended(problem))
    return tuple(
        f"{who} is in {place} in shift {shift}, when no nurse works"
        for who, place, start, end in _settled(problem)
        for shift in shifts_of(horizon, start, min(end, horizon.length))
        if shift in unattended
    )


def _unattended(problem: Problem) -> list[int]:
    if not problem.nurses:
        return []
    worked = {duty.shift for nurse in problem.nurses for duty in nurse.duties}
    return [shift for shift in shifts_of(problem.horizon, 0, problem.horizon.length) if shift not in worked]


def _settled(problem: Problem) -> Iterator[tuple[str, str, int, int]]:
    for person in problem.occupants:
        yield person.id, person.place, person.start, person.end
    for demand in problem.demands:
        told = demand.promise
        if demand.pinned and told is not None and told.place is not None and told.start is not None:
            yield demand.id, told.place, told.start, told.start + demand.length
