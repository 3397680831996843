"""A mandatory demand gets a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def mandatory(context: Context) -> Iterator[Violation]:
    """Find mandatory demands that are left out."""
    for demand in context.problem.demands:
        if demand.mandatory and demand.id not in context.placed:
            yield Violation(rule=HardRule.MANDATORY, about=demand.id, detail="must be placed and is left out")
