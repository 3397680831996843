"""How much a move may typically make a plan worse, from the beginning of a search to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.problem import SoftRule
from optimizer.search.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from optimizer.problem import Demand, Problem

_HOTTEST: Final = 1.6  # typical prices of the level that heat is about
_COOLEST: Final = 0.02
_CHEAP: Final = 5  # places that are worth a try cost about a fifth of the mean
_CONCERNS: Final[Mapping[SoftRule, Callable[[Demand], bool]]] = {
    SoftRule.PROMISE_PLACE: lambda demand: demand.promise is not None and demand.promise.place is not None,
    SoftRule.PROMISE_START: lambda demand: demand.promise is not None and demand.promise.start is not None,
    SoftRule.EXPIRY: lambda demand: demand.expires is not None,
    SoftRule.PREFERENCE: lambda demand: bool(demand.prefers),
    SoftRule.ROOM_SIZE: lambda demand: demand.room_size is not None,
    SoftRule.AFFINITY: lambda demand: bool(demand.place_cost),
    SoftRule.STABILITY: lambda demand: demand.previous is not None,
}
"""Whom a rule can cost something, where that is not everybody."""


class Heat:
    """Falls in a straight line to nothing where one level is priced; by the same factor every second where several are.

    Heat is about the last level on which moves usually differ: on those above hardly anything worse is accepted.
    """

    def __init__(self, problem: Problem) -> None:
        typical = _typical(problem)
        self._straight = len(typical) <= 1
        self._hottest = _HOTTEST * max(typical[1:] or typical, default=1.0)
        self._coolest = _COOLEST * min(typical, default=1.0)

    def at(self, share: float) -> float:
        """The heat at a share of the budget."""
        if self._straight:
            return self._hottest * (1 - share)
        return float(self._hottest * (self._coolest / self._hottest) ** share)


def _typical(problem: Problem) -> list[float]:
    """Per level that matters to anybody, in their order: the mean weight of what a step changes, leaving out aside."""
    weights, levels = Weights(problem), dict[int, list[float]]()
    for rule, price in problem.prices.items():
        concerned = rule not in _CONCERNS or any(map(_CONCERNS[rule], problem.demands))
        if rule is not SoftRule.UNPLACED and weights.of(rule) and concerned:
            levels.setdefault(price.level, []).append(weights.of(rule) * _units(problem, rule))
    return [sum(found) / len(found) for _, found in sorted(levels.items())]


def _units(problem: Problem, rule: SoftRule) -> float:
    """The units of a rule that one step typically changes."""
    if rule is SoftRule.TIER:
        figures = [min(demand.length, problem.horizon.length) for demand in problem.demands]
    elif rule is SoftRule.AFFINITY:
        figures = [cost for demand in problem.demands for _, cost in demand.place_cost]
        return sum(figures) / len(figures) / _CHEAP if figures else 1.0
    else:
        return 1.0
    return sum(figures) / len(figures) if figures else 1.0
