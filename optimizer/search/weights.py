"""One number per rule, for searches that compare plans by a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.cost import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.problem import Problem, SoftRule

_STEP: Final = 10**6
_LARGEST: Final = 2**62  # a sum of weights stays below: 64 bits hold it
_MISSING: Final = 10**4  # dearest prices a mandatory demand weighs while it has no place


class Weights:
    """Prices on one scale: a unit of money on a level outweighs a million on the level below.

    With many levels it is less than a million, so that sums stay in 64 bits. With one level in use, as in
    competitions, the sum is the cost itself. With more it only steers the search; which plan is better is said by
    :class:`optimizer.cost.Cost`.
    """

    def __init__(self, problem: Problem) -> None:
        overrides = {demand.waiting_level for demand in problem.demands} - {None}
        used = {price.level for price in problem.prices.values()} | overrides
        ranks = [level for level in range(LEVELS, 0, -1) if level in used]
        dearest = max((price.amount for price in problem.prices.values()), default=1)
        missing = _MISSING if any(demand.mandatory for demand in problem.demands) else 1
        most = missing * max(dearest, 1) * _units(problem) * (len(problem.demands) + 1)
        step = min(_STEP, int((_LARGEST / most) ** (1 / max(len(ranks) - 1, 1))))
        self._scale = {level: step**rank for rank, level in enumerate(ranks)}
        self._prices = problem.prices
        self.missing = missing * max((self.of(rule) for rule in problem.prices), default=1)

    def of(self, rule: SoftRule) -> int:
        """The weight of one unit of ``rule``; 0 where it has no price."""
        price = self._prices.get(rule)
        return 0 if price is None else price.amount * self._scale[price.level]

    def of_levels(self, levels: Sequence[int]) -> int:
        """The weight of what something costs on each level."""
        return sum(amount * self._scale[level] for level, amount in enumerate(levels, start=1) if amount)


def _units(problem: Problem) -> int:
    """More units of a rule than one demand can have."""
    urgency = max((demand.urgency for demand in problem.demands), default=1)
    affinity = max((cost for demand in problem.demands for _, cost in demand.place_cost), default=1)
    return max(urgency, 1) * (problem.horizon.length + 1) + affinity
