"""A bed kept for emergencies takes nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation
from optimizer.problem import DemandKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def emergency_only(context: Context) -> Iterator[Violation]:
    """Find demands other than emergencies in an emergency bed."""
    for demand, placement in context.planned():
        place = context.index.places[placement.place]
        if place.emergency_only and demand.kind is not DemandKind.EMERGENCY:
            yield Violation(
                rule=HardRule.EMERGENCY_ONLY,
                about=demand.id,
                detail=f"is no emergency and lies in emergency bed {place.id}",
            )
