"""How much a move may typically make a plan worse, from the beginning of a search to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.problem import SoftRule
from optimizer.search.weights import Weights

if TYPE_CHECKING:
    from optimizer.problem import Problem

_HOTTEST: Final = 1.6  # typical prices of the level that heat is about
_COOLEST: Final = 0.02
_CHEAP: Final = 5  # places that are worth a try cost about a fifth of the mean


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
    """Per level in use, the most important first: the mean weight of what one step changes, leaving out aside."""
    weights, levels = Weights(problem), dict[int, list[float]]()
    for rule, price in problem.prices.items():
        if rule is not SoftRule.UNPLACED and weights.of(rule):
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
