"""The linear programme over some of the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from optimizer.cost import LEVELS
from optimizer.cpsat.limits import scarce, taken
from optimizer.cpsat.linear import INTERIOR, Entries, Programme, together
from optimizer.cpsat.prices import Prices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.floors import Floor
    from optimizer.cpsat.frame import Frame

_INFINITE: Final = float("inf")


class Solved(NamedTuple):
    """The prices at which the programme's value is reached, and what the demands pay at them."""

    prices: Prices
    value: float
    paid: NDArray[np.float64]


class Master:
    """Everybody in the frame has shares of columns or of being left out, above the floors."""

    def __init__(self, frame: Frame, floors: Sequence[Floor]) -> None:
        self._all, self._limits = frame.columns, frame.limits
        self._out, self._must, self._units = frame.out, frame.must, frame.units
        self._floors = floors

    def solve(
        self, chosen: NDArray[np.int64], operated: NDArray[np.int64], most: Sequence[int], seconds: float | None
    ) -> Solved | None:
        """Minimise the level after the ones that cost at ``most`` so much.

        ``chosen`` are columns, ``operated`` their operations (-1 = none). None means: no time, or no solution.
        """
        level, people = len(most), len(self._out)
        costs = np.concatenate([self._out, self._all.costs[chosen]]) / self._units
        floors = [floor for floor in self._floors if floor.level <= level]
        least = np.array([floor.least / self._units[floor.level] for floor in floors])
        entries = self._entries(costs, level, chosen, operated, floors)
        high = np.concatenate([np.ones(people), most / self._units[:level], self._limits.left, least + _INFINITE])
        low = np.concatenate([np.ones(people), np.full(level + len(self._limits.left), -_INFINITE), least])
        top = np.concatenate([np.where(self._must, 0.0, 1.0), np.full(len(chosen), _INFINITE)])
        solved = Programme(costs[:, level], top, low, high, entries).solve(seconds, INTERIOR)
        if solved is None:
            return None
        duals = solved[0] * self._units[level]
        return Solved(self._prices(duals, level, floors), solved[1] * float(self._units[level]), duals[:people])

    def _prices(self, duals: NDArray[np.float64], level: int, floors: Sequence[Floor]) -> Prices:
        """The rows' dual values as prices."""
        people, limits = len(self._out), len(self._limits.left)
        weights = np.zeros(LEVELS)
        weights[level] = 1.0
        weights[:level] = np.maximum(-duals[people : people + level], 0.0) / self._units[:level]
        own, unavoidable = np.tile(weights, (people, 1)), 0.0
        for floor, dual in zip(floors, duals[people + level + limits :].tolist(), strict=True):
            price = max(dual, 0.0) / self._units[floor.level]
            own[floor.demands, floor.level] -= price
            unavoidable += price * floor.least
        rows = np.maximum(-duals[people + level : people + level + limits], 0.0)
        return Prices(weights, rows, own, unavoidable)

    def _entries(
        self,
        costs: NDArray[np.float64],
        level: int,
        chosen: NDArray[np.int64],
        operated: NDArray[np.int64],
        floors: Sequence[Floor],
    ) -> Entries:
        """Everybody once, the levels above, of the limits those that could be exceeded, and the floors."""
        people = len(self._out)
        whose = np.concatenate([np.arange(people), self._all.demand[chosen]])
        variable, paid = np.nonzero(costs[:, :level])
        limited = [scarce(self._limits, each) for each in self._uses(chosen, operated)]
        parts = [
            Entries(whose, np.arange(len(whose)), np.ones(len(whose))),
            Entries(people + paid, variable, costs[variable, paid]),
            *(Entries(people + level + each.rows, people + each.columns, each.values) for each in limited),
        ]
        first = people + level + len(self._limits.left)
        for number, floor in enumerate(floors, first):
            those = np.flatnonzero(np.isin(whose, floor.demands) & (costs[:, floor.level] != 0))
            parts.append(Entries(np.full(len(those), number), those, costs[those, floor.level]))
        return together(*parts)

    def _uses(self, chosen: NDArray[np.int64], operated: NDArray[np.int64]) -> Iterator[Entries]:
        """What the chosen columns take of the limits."""
        yield taken(self._limits, self._all.pick(chosen))
        with_operation = np.nonzero(operated >= 0)[0]
        operations = [self._limits.operations[number] for number in operated[with_operation].tolist()]
        for side in (0, 1):
            rows = np.array([operation.rows[side] for operation in operations], dtype=np.int64)
            yield Entries(rows, with_operation, np.array([float(operation.minutes) for operation in operations]))
