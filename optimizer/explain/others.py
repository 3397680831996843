"""Which other places a placed demand could have, and what the whole plan would cost then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.checker import check
from optimizer.explain.answers import Other
from optimizer.explain.difference import Difference
from optimizer.greedy import levels_of
from optimizer.nursing.staffed import staffed
from optimizer.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker import Report
    from optimizer.cost import Cost
    from optimizer.explain.around import Around
    from optimizer.greedy import Levels
    from optimizer.plan import Placement

SHOWN: Final = 3
MOST_CHECKED: Final = 30  # whole plans, where rules about several people make what a demand costs itself a poor guide


def others(around: Around, placement: Placement, before: Report) -> tuple[Other, ...]:
    """The best other places around the rest of the plan, each with its cheapest start and session.

    What a placement costs the demand itself is the least that it adds to the plan, so the whole plans are checked in
    that order until no further one can be among the best.
    """
    found: dict[str, Other] = {}
    rest = _rest(around, before.cost)
    for number, (own, other) in enumerate(
        sorted(_options(around, placement), key=lambda each: (each[0], str(each[1])))
    ):
        best = sorted(found.values(), key=_order)[:SHOWN]
        least = tuple(map(sum, zip(rest, own, strict=True)))
        if (len(best) == SHOWN and least >= best[-1].difference.levels) or number == MOST_CHECKED:
            break
        placements = (*around.plan.placements, other)
        whole = Plan(placements=placements)
        report = check(around.index.problem, staffed(around.index.problem, whole))
        if not set(report.violations) - set(before.violations):
            tried = Other(placement=other, difference=Difference.of(before.cost, report.cost))
            found[other.place] = min(tried, found.get(other.place, tried), key=_order)
    return tuple(sorted(found.values(), key=_order)[:SHOWN])


def _options(around: Around, placement: Placement) -> Iterator[tuple[Levels, Placement]]:
    for place in around.hospital.suitable(around.demand):
        if place.id != placement.place:
            for other in around.placements(place, around.windows(place)):
                yield levels_of(around.index, around.demand, other), other


def _rest(around: Around, cost: Cost) -> Levels:
    """What the plan without the demand differs from the plan, level by level."""
    problem = around.index.problem
    rest = check(problem, staffed(problem, around.plan)).cost
    left_out = levels_of(around.index, around.demand, None)
    return tuple(map(lambda a, b, c: a - b - c, rest.levels, left_out, cost.levels))


def _order(other: Other) -> tuple[Levels, str]:
    return other.difference.levels, other.placement.place
