"""A room takes only the age groups it is for (children's wards, adults' wards)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def age_band(context: Context) -> Iterator[Violation]:
    """Find people too young or too old for their room."""
    for demand, placement in context.planned():
        room = context.index.room_of(placement.place)
        too_young = room.youngest is not None and demand.age_group < room.youngest
        too_old = room.oldest is not None and demand.age_group > room.oldest
        if too_young or too_old:
            yield Violation(
                rule=HardRule.AGE_BAND,
                about=demand.id,
                detail=f"of age group {demand.age_group} is in room {room.id} "
                f"for groups {room.youngest} to {room.oldest}",
            )
