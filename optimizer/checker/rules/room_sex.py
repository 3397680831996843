"""People in one room at the same time are of one sex, where the room is shared by sex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.context import clashes
from optimizer.checker.report import HardRule, Violation
from optimizer.problem import SexRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def room_sex(context: Context) -> Iterator[Violation]:
    """Find people the plan puts together with somebody of the other sex."""
    for name, stays in context.stays_by_room.items():
        if context.index.rooms[name].sex is not SexRule.SAME:
            continue
        for stay, other in clashes(stays):
            if stay.sex != other.sex:
                yield Violation(
                    rule=HardRule.ROOM_SEX,
                    about=stay.who,
                    detail=f"shares room {name} with {other.who} of the other sex",
                )
