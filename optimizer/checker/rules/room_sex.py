"""People in one room at the same time are of one sex, or of the sex the room is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.context import clashes
from optimizer.checker.report import HardRule, Violation
from optimizer.problem import SexRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def room_sex(context: Context) -> Iterator[Violation]:
    """Find people put in a room for the other sex, or together with somebody of the other sex."""
    for name, stays in context.stays_by_room.items():
        rule = context.index.rooms[name].sex
        if rule is SexRule.SAME:
            for stay, other in clashes(stays):
                if stay.sex != other.sex:
                    yield _violation(stay.who, f"shares room {name} with {other.who} of the other sex")
        elif rule is not SexRule.ANY:
            for stay in stays:
                if not stay.fact and stay.sex.value != rule.value:
                    yield _violation(stay.who, f"is in room {name}, which is for the other sex")


def _violation(about: str, detail: str) -> Violation:
    return Violation(rule=HardRule.ROOM_SEX, about=about, detail=detail)
