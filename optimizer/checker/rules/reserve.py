"""Of a group of beds some stay free for emergencies: nobody else new takes them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation
from optimizer.problem import DemandKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context, Stay
    from optimizer.problem import Closure, Reserve


def reserve(context: Context) -> Iterator[Violation]:
    """Find reserves that planned demands other than emergencies eat into."""
    for kept in context.problem.reserves:
        yield from _eaten(context, kept)


def _eaten(context: Context, kept: Reserve) -> Iterator[Violation]:
    stays = [stay for name in kept.places for stay in context.stays_by_place.get(name, ())]
    new = [stay for stay in stays if not _entitled(stay)]
    if not new:
        return
    old = [stay for stay in stays if stay.fact]
    closures = [closure for closure in context.problem.closures if closure.place in kept.places]
    spans = [
        *((stay.start, stay.end) for stay in (*new, *old)),
        *((closure.start, closure.end) for closure in closures),
    ]
    ticks = {min(max(tick, kept.start), kept.end) for span in spans for tick in span}
    for start, end in pairwise(sorted(ticks)):
        taken = [stay.who for stay in new if stay.start <= start < stay.end]
        spare = _free(context, kept, old, closures, start) - kept.count
        if taken and len(taken) > spare:
            yield Violation(
                rule=HardRule.RESERVE,
                about=kept.id,
                detail=f"leaves {max(spare, 0)} beds in [{start}, {end}) for others than emergencies, "
                f"taken by {', '.join(taken)}",
            )


def _entitled(stay: Stay) -> bool:
    return stay.fact or stay.demand is None or stay.demand.kind is DemandKind.EMERGENCY


def _free(context: Context, kept: Reserve, old: list[Stay], closures: list[Closure], tick: int) -> int:
    """Open beds of the group that nobody is in or pinned to at ``tick``."""
    beds = {name: context.index.places[name].capacity for name in kept.places}
    for stay in old:
        beds[stay.place.id] -= stay.start <= tick < stay.end
    for closure in closures:
        if closure.start <= tick < closure.end:
            beds[closure.place] -= closure.beds or context.index.places[closure.place].capacity
    return sum(max(count, 0) for count in beds.values())
