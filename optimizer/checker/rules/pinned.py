"""A pinned decision is a constant: the demand is exactly where, when and in the session it was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def pinned(context: Context) -> Iterator[Violation]:
    """Find pinned demands that were moved or left out."""
    for demand in context.problem.demands:
        promise = demand.promise
        if not demand.pinned or promise is None:
            continue
        placement = context.placed.get(demand.id)
        given = placement and (placement.place, placement.start, placement.session)
        if given != (promise.place, promise.start, promise.session):
            yield Violation(
                rule=HardRule.PINNED,
                about=demand.id,
                detail=f"is pinned to {promise.place} from {promise.start}, not {given or 'left out'}",
            )
