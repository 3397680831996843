"""A place holds no more people than it has open beds; a closed bed holds nobody new."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context, Stay
    from optimizer.problem import Closure, Place


def capacity(context: Context) -> Iterator[Violation]:
    """Find places that the plan fills beyond their open beds."""
    closures: dict[str, list[Closure]] = {}
    for closure in context.problem.closures:
        closures.setdefault(closure.place, []).append(closure)
    for name, stays in context.stays_by_place.items():
        place = context.index.places[name]
        yield from _overfull(place, stays, closures.get(name, []))


def _overfull(place: Place, stays: tuple[Stay, ...], closures: list[Closure]) -> Iterator[Violation]:
    spans = [*((stay.start, stay.end) for stay in stays), *((shut.start, shut.end) for shut in closures)]
    ticks = {tick for span in spans for tick in span}
    for start, end in pairwise(sorted(ticks)):
        present = [stay for stay in stays if stay.start <= start < stay.end]
        shut = [closure for closure in closures if closure.start <= start < closure.end]
        beds = max(place.capacity - sum(closure.beds or place.capacity for closure in shut), 0)
        if len(present) > beds and not all(stay.fact for stay in present):
            names = ", ".join([*(stay.who for stay in present), *(closure.reason for closure in shut)])
            yield Violation(
                rule=HardRule.CAPACITY,
                about=place.id,
                detail=f"has {beds} open beds for {len(present)} people in [{start}, {end}): {names}",
            )
