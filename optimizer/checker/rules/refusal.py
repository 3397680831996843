"""Nobody is put in a place that was ruled out for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def refusal(context: Context) -> Iterator[Violation]:
    """Find people in a place they refuse."""
    for demand, placement in context.planned():
        if placement.place in demand.refuses:
            yield Violation(rule=HardRule.REFUSAL, about=demand.id, detail=f"must not be in {placement.place}")
