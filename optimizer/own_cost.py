"""What one demand's own placement costs on each level: a part for its place and a part for its start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.checker.pricing import level_of
from optimizer.checker.registry import PER_DEMAND
from optimizer.cost import LEVELS
from optimizer.plan import Placement
from optimizer.problem import SoftRule

if TYPE_CHECKING:
    from collections.abc import Container

    from optimizer.greedy import Levels
    from optimizer.index import Index
    from optimizer.problem import Demand

# Rules that look at the start, not at the place; all others look at the place only.
BY_START: Final = frozenset({SoftRule.WAITING, SoftRule.PROMISE_START, SoftRule.EXPIRY})
# Those of them whose units move with the start inside a choice; the others are the same all over it.
MOVING: Final = frozenset({SoftRule.WAITING, SoftRule.PROMISE_START})


class OwnCost:
    """The amounts of one demand, each counted once."""

    def __init__(self, index: Index, demand: Demand) -> None:
        self._index = index
        self._demand = demand
        self._prices = [(rule, price) for rule, price in index.problem.prices.items() if rule in PER_DEMAND]
        self._places: dict[str, Levels] = {}
        self._starts: dict[tuple[int, bool], Levels] = {}
        self.left_out = self._levels(None, frozenset(PER_DEMAND))

    def of_place(self, place: str) -> Levels:
        """What being in ``place`` costs, whenever."""
        if place not in self._places:
            at = Placement(demand=self._demand.id, place=place, start=0)
            self._places[place] = self._levels(at, PER_DEMAND.keys() - BY_START)
        return self._places[place]

    def of_start(self, start: int, *, moving: bool = True) -> Levels:
        """What starting at ``start`` costs, wherever; without ``moving``, only what is the same all over a choice."""
        if (start, moving) not in self._starts:
            at = Placement(demand=self._demand.id, place="", start=start)
            self._starts[start, moving] = self._levels(at, BY_START if moving else BY_START - MOVING)
        return self._starts[start, moving]

    def least(self, place: str, low: int, high: int) -> Levels:
        """What a stay in ``place`` with a start in [low, high] costs at least, on each level."""
        promised = None if self._demand.promise is None else self._demand.promise.start
        starts = {low} if promised is None else {low, min(max(promised, low), high)}
        by_start = (self.of_start(start) for start in starts)
        least = tuple(map(min, zip(*by_start, strict=True)))
        return tuple(one + other for one, other in zip(self.of_place(place), least, strict=True))

    def _levels(self, placement: Placement | None, rules: Container[SoftRule]) -> Levels:
        levels = [0] * LEVELS
        for rule, price in self._prices:
            if rule in rules:
                units = PER_DEMAND[rule](self._index, self._demand, placement)
                levels[level_of(rule, self._demand, price) - 1] += units * price.amount
        return tuple(levels)
