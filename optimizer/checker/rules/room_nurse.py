"""Every occupied room has exactly one nurse in every shift, and she works then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.nursing import nurses_by_room
from optimizer.checker.report import HardRule, Violation
from optimizer.shifts import shifts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def room_nurse(context: Context) -> Iterator[Violation]:
    """Find nurses at work off duty or in unknown rooms, and occupied rooms with none or several."""
    yield from _strangers(context)
    if not context.problem.nurses:
        return
    nurses = nurses_by_room(context)
    occupied = {
        (stay.room.id, shift)
        for stay in context.stays
        for shift in shifts_of(context.problem.horizon, stay.start, stay.end)
    }
    for room, shift in sorted(occupied):
        there = nurses.get((room, shift), [])
        if len(there) != 1:
            who = f"{len(there)} nurses ({', '.join(there)})" if there else "no nurse"
            yield Violation(rule=HardRule.ROOM_NURSE, about=room, detail=f"is occupied in shift {shift} and has {who}")


def _strangers(context: Context) -> Iterator[Violation]:
    duties = {nurse.id: {duty.shift for duty in nurse.duties} for nurse in context.problem.nurses}
    for work in context.plan.nursing:
        if work.nurse not in duties:
            yield Violation(rule=HardRule.ROOM_NURSE, about=work.nurse, detail="is not a nurse of this problem")
        elif work.rooms and work.shift not in duties[work.nurse]:
            yield Violation(
                rule=HardRule.ROOM_NURSE,
                about=work.nurse,
                detail=f"is given {', '.join(work.rooms)} in shift {work.shift} but does not work then",
            )
        for room in work.rooms:
            if room not in context.index.rooms:
                yield Violation(
                    rule=HardRule.ROOM_NURSE, about=work.nurse, detail=f"is given the unknown room {room!r}"
                )
