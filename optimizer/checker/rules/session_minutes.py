"""The operations of a session fit into its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.operations import grouped, minutes
from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def session_minutes(context: Context) -> Iterator[Violation]:
    """Find sessions the plan fills beyond their minutes."""
    for name, operations in grouped(context.operations, lambda operation: operation.session.id).items():
        limit = context.index.sessions[name].minutes
        if minutes(operations) > limit and not all(operation.demand.pinned for operation in operations):
            yield Violation(
                rule=HardRule.SESSION_MINUTES,
                about=name,
                detail=f"has {minutes(operations)} operating minutes, {limit} allowed",
            )
