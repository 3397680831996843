"""A specialty's patients lie in the wards open to it; the severe ones only in their own ward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def ward_tier(context: Context) -> Iterator[Violation]:
    """Find people in a ward that is closed to their specialty, or too far for how ill they are."""
    for demand, placement in context.planned():
        ward = context.index.room_of(placement.place).ward
        tier = context.index.tier_of(demand, ward)
        if tier is None:
            detail = f"of {demand.specialty} may not lie in ward {ward}"
        elif demand.severe and tier > 0:
            detail = f"is severe and lies in ward {ward} instead of the own ward of {demand.specialty}"
        else:
            continue
        yield Violation(rule=HardRule.WARD_TIER, about=demand.id, detail=detail)
