"""Who nurses whom: the plan's nursing laid over its stays, as the nurse rules look at it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.shifts import shifts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from optimizer.checker.context import Context, Stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One person in one shift: the nurses of the room, and the care the person needs then."""

    stay: Stay
    shift: int
    nurses: tuple[str, ...]
    workload: int
    skill: int


def nurses_by_room(context: Context) -> Mapping[tuple[str, int], list[str]]:
    """The nurses the plan gives each (room, shift), repeated if given twice."""
    nurses: dict[tuple[str, int], list[str]] = defaultdict(list)
    for work in context.plan.nursing:
        for room in work.rooms:
            nurses[room, work.shift].append(work.nurse)
    return nurses


def attendances(context: Context) -> Iterator[Attendance]:
    """Every shift of every stay inside the horizon."""
    nurses = nurses_by_room(context)
    for stay in context.stays:
        for at, shift in enumerate(shifts_of(context.problem.horizon, stay.start, stay.end)):
            yield Attendance(
                stay=stay,
                shift=shift,
                nurses=tuple(nurses.get((stay.room.id, shift), ())),
                workload=_at(stay.care.workload, at) if stay.care else 0,
                skill=_at(stay.care.skill, at) if stay.care else 0,
            )


def _at(figures: tuple[int, ...], at: int) -> int:
    """The figure of the stay's shift number ``at``; 0 beyond the last one given."""
    return figures[at] if at < len(figures) else 0
