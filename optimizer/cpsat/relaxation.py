"""A lower bound for night plans, and what it teaches the search: which choices could be in a good plan.

The linear relaxation gives every demand shares of kinds of places and nights. It knows windows, suitability, facts,
capacities by kind and sex, reserves, sessions and surgeons; it forgets who shares a room. So no plan is cheaper. It is
solved over the columns that help, found by their prices (column generation). Every bound is computed from the dual
prices alone, over all columns (Lagrange): it holds however far the solver came and however it rounds.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.cost import LEVELS
from optimizer.cpsat.columns import columns, rank
from optimizer.cpsat.frame import Frame
from optimizer.cpsat.master import Master
from optimizer.cpsat.options import fixed_cost
from optimizer.cpsat.prices import Bound, Prices, Valuation, plain_prices
from optimizer.cpsat.whole_starts import WholeStarts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.catalogue import Catalogue
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.floors import Floor
    from optimizer.cpsat.ground import Menu
    from optimizer.cpsat.limits import Limits
    from optimizer.cpsat.theatre_part import Cases
    from optimizer.incumbent import Incumbent
    from optimizer.plan import Placement
    from optimizer.state.hospital import Hospital

_FIRST: Final = 20  # columns of each demand to begin with
_MORE: Final = 6  # columns per demand that each round adds
_CLOSE: Final = 1e-4  # a bound so near its programme's value is not worked on
_SLACK: Final = 1e-6
_COLUMN_SECONDS: Final = 1e-5  # what a chosen column counts where steps are counted


class Relaxation:
    """The linear programme around the facts, for the demands of ``menus``: within ``limits``, above ``floors``.

    ``cases`` are the operations that could be.
    """

    def __init__(
        self,
        hospital: Hospital,
        catalogue: Catalogue,
        menus: Sequence[Menu],
        limits: Limits,
        cases: Cases,
        floors: Sequence[Floor],
    ) -> None:
        self._kinds, self._nights = catalogue.kinds, hospital.index.problem.horizon.length
        demands = [menu.demand for menu in menus]
        self._number = {demand.id: number for number, demand in enumerate(demands)}
        self._positions = hospital.index.positions
        self._all = columns(menus, self._kinds, self._nights)
        self._limits = limits
        self._out = np.array([catalogue.of(demand).own.left_out for demand in demands], dtype=np.int64)
        self._must = np.array([demand.mandatory for demand in demands], dtype=bool)
        self._fixed = np.array(fixed_cost(hospital), dtype=np.int64)
        self._units = np.maximum(np.gcd.reduce(np.concatenate([self._out, self._all.costs]), axis=0), 1)
        self._frame = Frame(self._all, limits, self._out, self._must, self._units)
        self._master = Master(self._frame, floors)
        self._operations = len(limits.operations) + 1
        self._cases = cases
        self._whole = WholeStarts(self._frame, cases, floors)
        self._bounds: list[Bound] = []
        self._most: list[int] = []
        self._found: list[int] = []
        self._chosen = np.zeros(0, dtype=np.int64)
        self.valuation: Valuation | None = None
        """The prices of the lowest level that was solved; None until there are any."""

    def loose(self, levels: Sequence[int]) -> bool:
        """Whether levels above one that was solved cost more than was assumed, or operations could be whole."""
        reached = np.array(levels[: len(self._most)]) - self._fixed[: len(self._most)]
        return bool((reached > self._most)[:-1].any()) or bool(self._cases and self._wanting(levels))

    def _wanting(self, levels: Sequence[int]) -> list[int]:
        """The levels that cost more than is proven."""
        bound = self.bound(levels)
        return [level for level in range(LEVELS) if levels[level] > bound[level]]

    def solve(self, incumbent: Incumbent, effort: Effort, reserve: float, *, reached: bool = False) -> None:
        """Level by level, each at the least that the levels above allow, until only ``reserve`` seconds are left.

        The incumbent makes sure that there is a solution. With ``reached`` the levels above are allowed what it costs;
        a level is not solved again whose levels above are allowed what they were.
        """
        before, found = self._most, self._found
        self._most, self._found = [], []
        idle = self._valued(plain_prices(np.zeros(LEVELS), np.zeros(len(self._limits.left)), len(self._out)))
        known = np.union1d(self._known(incumbent.plan.placements), self._pairs(self._first(), idle))
        self._chosen = np.union1d(self._chosen, known)
        cheapest = self._cheapest()
        for level in range(LEVELS):
            costs = incumbent.cost.levels[level] - int(self._fixed[level])
            if costs == cheapest[level]:
                least = costs
            elif level < len(found) and before[:level] == self._most:
                least = found[level]
            else:
                value = self._level(effort, reserve)
                if value is None:
                    return
                unit = int(self._units[level])
                least = unit * math.ceil(value / unit - _SLACK)
            self._found.append(least)
            self._most.append(max(least, costs) if reached else least)

    def _cheapest(self) -> NDArray[np.int64]:
        """What all demands cost at least on each level, whatever the others have."""
        least = np.where(self._must[:, None], np.iinfo(np.int64).max, self._out)
        np.minimum.at(least, self._all.demand, self._all.costs)
        total: NDArray[np.int64] = least.sum(axis=0)
        return total

    def bound(self, levels: Sequence[int]) -> tuple[int, ...]:
        """Per level, what no plan as good as ``levels`` on the levels above can go below."""
        least = [0] * LEVELS
        for bound in self._bounds:
            least[bound.level] = max(least[bound.level], bound.below(levels) - int(self._fixed[bound.level]))
        whole = zip(self._fixed.tolist(), least, self._units.tolist(), strict=True)
        return tuple(fixed + -(-own // unit) * unit for fixed, own, unit in whole)

    def tighten(self, incumbent: Incumbent, effort: Effort) -> None:
        """Look for a better bound for plans as good as the incumbent: with starts whole where there are operations."""
        if not self._cases:
            self.solve(incumbent, effort, 0.0, reached=True)
        elif not incumbent.missing:
            self._prove(incumbent, effort)

    def starts(self, effort: Effort, reserve: float) -> dict[str, int | None] | None:
        """When everybody had best start, None = left out; None as a whole where nobody is operated, or without time."""
        best = self._whole.best(effort, reserve) if self._cases else None
        if best is None:
            return None
        return {each: None if best[number] < 0 else int(best[number]) for each, number in self._number.items()}

    def _prove(self, incumbent: Incumbent, effort: Effort) -> None:
        levels = incumbent.cost.levels
        starts = np.full(len(self._number), -1)
        for placement in incumbent.plan.placements:
            if placement.demand in self._number:
                starts[self._number[placement.demand]] = placement.start
        reached = np.array(levels, dtype=np.int64) - self._fixed
        for level, least in self._whole.bounds(reached, self._wanting(levels), starts, effort):
            own = float(least + self._fixed[level])
            self._bounds.append(Bound(level, np.eye(LEVELS)[level], own, levels[:level]))

    def _level(self, effort: Effort, reserve: float) -> float | None:
        """The least that the next level costs; None if there was no time for a first value."""
        value, most = None, self._most
        while (left := effort.left() - reserve) > 0:
            which, operation = np.divmod(self._chosen, self._operations)
            effort.count(_COLUMN_SECONDS * len(self._chosen))
            solved = self._master.solve(which, operation - 1, most, None if effort.by_clock() is None else left)
            if solved is None:
                break
            value = solved.value
            self.valuation = self._valued(solved.prices)
            if self._cases:
                self._whole.know(solved.prices.weights, solved.prices.rows)
            priced = self.valuation.columns(self._all)
            least = self._least(solved.prices, priced)
            weights = solved.prices.weights
            self._bounds.append(Bound(len(most), weights, least + float(weights @ self._fixed)))
            better = np.setdiff1d(self._pairs(self._promising(priced, solved.paid), self.valuation), self._chosen)
            reached = least - float(weights[: len(most)] @ np.array(most, dtype=np.int64))
            if value - reached <= _CLOSE * value or not len(better):
                break
            self._chosen = np.union1d(self._chosen, better)
        return value

    def _valued(self, prices: Prices) -> Valuation:
        return Valuation(prices, self._limits, int(self._kinds.max(initial=-1)) + 1, self._nights)

    def _least(self, prices: Prices, priced: NDArray[np.float64]) -> float:
        """What all demands cost at least at these prices, less what the limits are worth."""
        best = np.where(self._must, np.inf, (self._out * prices.own).sum(axis=1))
        np.minimum.at(best, self._all.demand, priced)
        return float(best.sum() - prices.rows @ self._limits.left) + prices.unavoidable

    def _promising(self, priced: NDArray[np.float64], paid: NDArray[np.float64]) -> NDArray[np.int64]:
        """The columns cheaper than what their demand pays now, the cheapest few of each demand."""
        cheaper = np.nonzero(priced < paid[self._all.demand] - _SLACK * (1 + np.abs(paid[self._all.demand])))[0]
        order = cheaper[np.lexsort((priced[cheaper], self._all.demand[cheaper]))]
        return order[rank(self._all.demand[order]) < _MORE]

    def _first(self) -> NDArray[np.int64]:
        """The cheapest few of each demand."""
        order = np.lexsort((*self._all.costs.T[::-1], self._all.demand))
        return order[rank(self._all.demand[order]) < _FIRST]

    def _pairs(self, which: NDArray[np.int64], valuation: Valuation) -> NDArray[np.int64]:
        """Columns with the operation that is cheapest for them, each as one number."""
        operation = valuation.operations[self._all.demand[which], self._all.start[which]]
        return np.unique(which * self._operations + operation + 1)

    def _known(self, plan: Sequence[Placement]) -> NDArray[np.int64]:
        """The same for what a plan says."""
        span = self._nights * (int(self._kinds.max(initial=-1)) + 1)
        keys = self._all.demand * span + self._all.kind * self._nights + self._all.start
        operations = {(each.demand, each.start, each.session): n for n, each in enumerate(self._limits.operations)}
        pairs = []
        for placement in plan:
            number = self._number.get(placement.demand)
            if number is not None:
                kind = int(self._kinds[self._positions[placement.place]])
                column = int(np.searchsorted(keys, number * span + kind * self._nights + placement.start))
                operation = operations.get((number, placement.start, placement.session or ""), -1)
                pairs.append(column * self._operations + operation + 1)
        return np.array(pairs, dtype=np.int64)
