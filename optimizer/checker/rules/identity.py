"""A plan speaks only of known demands, places and sessions, and of each demand at most once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context
    from optimizer.plan import Placement


def identity(context: Context) -> Iterator[Violation]:
    """Find unknown ids and demands that are placed twice."""
    seen: set[str] = set()
    for placement in context.plan.placements:
        for detail in _unknown(context, placement):
            yield Violation(rule=HardRule.IDENTITY, about=placement.demand, detail=detail)
        if placement.demand in seen:
            yield Violation(rule=HardRule.IDENTITY, about=placement.demand, detail="is placed more than once")
        seen.add(placement.demand)


def _unknown(context: Context, placement: Placement) -> Iterator[str]:
    if placement.demand not in context.index.demands:
        yield "is not a demand of this problem"
    if placement.place not in context.index.places:
        yield f"is put in the unknown place {placement.place!r}"
    if placement.session is not None and placement.session not in context.index.sessions:
        yield f"is operated in the unknown session {placement.session!r}"
