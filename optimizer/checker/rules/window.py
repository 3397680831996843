"""A stay starts between its release and its due tick, and inside the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def window(context: Context) -> Iterator[Violation]:
    """Find starts outside [release, due] or after the horizon's last tick."""
    for demand, placement in context.planned():
        last = min(demand.due, context.problem.horizon.length - 1)
        if not demand.release <= placement.start <= last:
            yield Violation(
                rule=HardRule.WINDOW,
                about=demand.id,
                detail=f"starts at {placement.start}, outside [{demand.release}, {last}]",
            )
