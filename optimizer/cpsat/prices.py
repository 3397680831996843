"""What scarce things are worth: dual prices, from which any plan's cost can be bounded without a solver."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.columns import Columns
    from optimizer.cpsat.ground import Menu
    from optimizer.cpsat.limits import Limits, Operation

_ROUNDING: Final = 1e-7


class Prices(NamedTuple):
    """What the levels weigh, and what is scarce.

    ``weights`` are the levels' (one of them 1, the lower ones 0), ``rows`` the prices of the limits, none negative.
    ``own[demand, level]`` is what is left of the weights where ``unavoidable`` has part of the cost already.
    """

    weights: NDArray[np.float64]
    rows: NDArray[np.float64]
    own: NDArray[np.float64]
    unavoidable: float


def plain_prices(weights: NDArray[np.float64], rows: NDArray[np.float64], demands: int) -> Prices:
    """Everybody counts what the levels weigh."""
    return Prices(weights, rows, np.tile(weights, (demands, 1)), 0.0)


class Valuation:
    """Prices laid over the demands: what every choice is worth, scarce things included."""

    def __init__(self, prices: Prices, limits: Limits, kinds: int, nights: int) -> None:
        self.prices = prices
        counts = np.array([family.counts for family in limits.families])
        patterns, self._pattern = np.unique(counts, axis=1, return_inverse=True)
        self._before = np.zeros((patterns.shape[1], kinds, nights + 1))
        for number, family in enumerate(limits.families):
            rows = prices.rows[family.offset : family.offset + family.left.size].reshape(family.left.shape)
            by_kind = np.where(family.group[:, None] >= 0, rows[family.group], 0.0)
            self._before[patterns[number], :, 1:] += np.cumsum(by_kind, axis=1)
        self._operated, self.operations = _cheapest(prices, limits.operations, len(counts[0]), nights)

    def columns(self, columns: Columns) -> NDArray[np.float64]:
        """What each column costs."""
        pattern = self._pattern[columns.demand]
        stay = self._before[pattern, columns.kind, columns.end] - self._before[pattern, columns.kind, columns.start]
        operated = self._operated[columns.demand, columns.start]
        own: NDArray[np.float64] = (columns.costs * self.prices.own[columns.demand]).sum(axis=1)
        return own + stay + operated

    def menu(self, number: int, menu: Menu, kinds: NDArray[np.int64]) -> NDArray[np.float64]:
        """What each choice costs that the demand with this number has."""
        before = self._before[self._pattern[number]]
        ends = np.minimum(menu.starts + menu.demand.length, before.shape[1] - 1)
        kind = kinds[menu.places]
        stay = before[kind, ends] - before[kind, menu.starts]
        operated = self._operated[number, menu.starts]
        priced: NDArray[np.float64] = menu.costs @ self.prices.own[number] + stay + operated
        return priced


class Bound(NamedTuple):
    """Σ weights × levels ≥ ``least``, the last weight that is not zero being 1, for ``level``.

    It holds for all plans, or for those that cost no more than ``within`` on the levels above.
    """

    level: int
    weights: NDArray[np.float64]
    least: float
    within: Sequence[int] | None = None

    def below(self, levels: Sequence[int]) -> int:
        """What no plan as good as ``levels`` on the levels above can go below on this level."""
        if self.within is not None and any(given > most for given, most in zip(levels, self.within, strict=False)):
            return 0
        above = float(self.weights[: self.level] @ np.array(levels[: self.level], dtype=np.float64))
        value = self.least - above
        return max(math.ceil(value - _ROUNDING * (1 + abs(self.least) + abs(above))), 0)


def _cheapest(
    prices: Prices, operations: Sequence[Operation], demands: int, nights: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """What an operation costs at least when the stay starts on a night, and which one that is (-1 = none)."""
    least = np.zeros((demands, nights))
    chosen = np.full((demands, nights), -1, dtype=np.int64)
    for number, operation in enumerate(operations):
        cost = operation.minutes * float(prices.rows[list(operation.rows)].sum())
        at = operation.demand, operation.start
        if chosen[at] < 0 or cost < least[at]:
            least[at], chosen[at] = cost, number
    return least, chosen
