"""People in one room at the same time all carry the same organism, or all none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.context import clashes
from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def organism(context: Context) -> Iterator[Violation]:
    """Find people the plan puts together though an infection could cross between them."""
    for name, stays in context.stays_by_room.items():
        for stay, other in clashes(stays):
            if stay.organism != other.organism:
                yield Violation(
                    rule=HardRule.ORGANISM,
                    about=stay.who,
                    detail=f"({stay.organism or 'no organism'}) shares room {name} "
                    f"with {other.who} ({other.organism or 'no organism'})",
                )
