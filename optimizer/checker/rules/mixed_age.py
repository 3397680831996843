"""People of similar age share a room."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from optimizer.checker.report import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context, Stay


def mixed_age(context: Context) -> Iterator[Units]:
    """For each room: oldest minus youngest age group present, summed over the ticks."""
    for room, stays in context.stays_by_room.items():
        yield Units(about=room, units=_spread(stays))


def _spread(stays: tuple[Stay, ...]) -> int:
    ticks = sorted({tick for stay in stays for tick in (stay.start, stay.end)})
    total = 0
    for start, end in pairwise(ticks):
        ages = [stay.age_group for stay in stays if stay.start <= start < stay.end]
        total += (max(ages) - min(ages)) * (end - start) if ages else 0
    return total
