"""A place has everything the person needs: oxygen, telemetry, ventilator, isolation, negative pressure, ICU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def features(context: Context) -> Iterator[Violation]:
    """Find people whose place lacks something they need."""
    for demand, placement in context.planned():
        missing = demand.needs - context.index.places[placement.place].features
        if missing:
            yield Violation(
                rule=HardRule.FEATURES,
                about=demand.id,
                detail=f"needs {', '.join(sorted(missing))}, which {placement.place} lacks",
            )
