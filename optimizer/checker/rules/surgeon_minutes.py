"""A surgeon operates no longer than allowed on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.operations import grouped, minutes
from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def surgeon_minutes(context: Context) -> Iterator[Violation]:
    """Find surgeons' days that the plan fills beyond what is allowed; days without a figure have no limit."""
    days = grouped(context.operations, lambda operation: (operation.surgery.surgeon, operation.day))
    for (name, day), operations in days.items():
        allowed = context.index.surgeons[name].minutes
        if not 0 <= day < len(allowed) or all(operation.demand.pinned for operation in operations):
            continue
        if minutes(operations) > allowed[day]:
            yield Violation(
                rule=HardRule.SURGEON_MINUTES,
                about=name,
                detail=f"operates {minutes(operations)} minutes on day {day}, {allowed[day]} allowed",
            )
