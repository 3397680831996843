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
from optimizer.cpsat.columns import columns
from optimizer.cpsat.limits import Limits
from optimizer.cpsat.master import Master
from optimizer.cpsat.options import fixed_cost
from optimizer.cpsat.prices import Bound, Prices, Valuation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.catalogue import Catalogue
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.ground import Ground, Menu
    from optimizer.incumbent import Incumbent
    from optimizer.plan import Placement
    from optimizer.state.hospital import Hospital

_FIRST: Final = 100_000  # columns to begin with, the same number for every demand, but at least
_LEAST: Final = 12
_MORE: Final = 6  # columns per demand that each round adds
_CLOSE: Final = 1e-4  # a bound so near its programme's value is not worked on
_SLACK: Final = 1e-6
_COLUMN_SECONDS: Final = 1e-5  # what a chosen column counts where steps are counted


class Relaxation:
    """The linear programme around the facts on ``ground``, for the demands of ``menus``."""

    def __init__(self, hospital: Hospital, catalogue: Catalogue, ground: Ground, menus: Sequence[Menu]) -> None:
        self._kinds, self._nights = catalogue.kinds, ground.nights
        demands = [menu.demand for menu in menus]
        self._number = {demand.id: number for number, demand in enumerate(demands)}
        self._positions = hospital.index.positions
        self._all = columns(menus, self._kinds, self._nights)
        self.limits = Limits(hospital, ground, catalogue, demands)
        self._out = np.array([catalogue.of(demand).own.left_out for demand in demands], dtype=np.int64)
        self._must = np.array([demand.mandatory for demand in demands], dtype=bool)
        self._fixed = np.array(fixed_cost(hospital), dtype=np.int64)
        self._units = np.maximum(np.gcd.reduce(np.concatenate([self._out, self._all.costs]), axis=0), 1)
        self._master = Master(self._all, self.limits, self._out, self._must, self._units)
        self._operations = len(self.limits.operations) + 1
        self._bounds: list[Bound] = []
        self._most: list[int] = []
        self._chosen = np.zeros(0, dtype=np.int64)
        self.valuation: Valuation | None = None
        """The prices of the lowest level that was solved; None until there are any."""

    def loose(self, levels: Sequence[int]) -> bool:
        """Whether the levels above one that was solved cost more than was assumed."""
        reached = np.array(levels[: len(self._most)]) - self._fixed[: len(self._most)]
        return bool((reached > self._most)[:-1].any())

    def solve(self, incumbent: Incumbent, effort: Effort, reserve: float, *, reached: bool = False) -> None:
        """Level by level, each at the least that the levels above allow, until only ``reserve`` seconds are left.

        The incumbent makes sure that there is a solution. With ``reached`` the levels above are allowed what it costs.
        """
        most: list[int] = []
        self._most = most
        idle = self._valued(Prices(np.zeros(LEVELS), np.zeros(len(self.limits.left))))
        known = np.union1d(self._known(incumbent.plan.placements), self._pairs(self._first(), idle))
        self._chosen = np.union1d(self._chosen, known)
        least = self._floor()
        for level in range(LEVELS):
            if incumbent.cost.levels[level] == least[level] + self._fixed[level]:
                most.append(int(least[level]))
                continue
            value, self._chosen = self._level(self._chosen, most, effort, reserve)
            if value is None:
                return
            unit = int(self._units[level])
            allowed = unit * math.ceil(value / unit - _SLACK)
            most.append(max(allowed, incumbent.cost.levels[level] - int(self._fixed[level])) if reached else allowed)

    def _floor(self) -> NDArray[np.int64]:
        """What all demands cost at least on each level, whatever the others have."""
        least = np.where(self._must[:, None], np.iinfo(np.int64).max, self._out)
        np.minimum.at(least, self._all.demand, self._all.costs)
        floor: NDArray[np.int64] = least.sum(axis=0)
        return floor

    def bound(self, levels: Sequence[int]) -> tuple[int, ...]:
        """Per level, what no plan as good as ``levels`` on the levels above can go below."""
        least = self._fixed.tolist()
        for bound in self._bounds:
            least[bound.level] = max(least[bound.level], bound.below(levels))
        return tuple(least)

    def _level(
        self, chosen: NDArray[np.int64], most: Sequence[int], effort: Effort, reserve: float
    ) -> tuple[float | None, NDArray[np.int64]]:
        """The least a level costs, and the pairs used so far; None if there was no time for a first value."""
        value = None
        while (left := effort.left() - reserve) > 0:
            which, operation = np.divmod(chosen, self._operations)
            effort.count(_COLUMN_SECONDS * len(chosen))
            solved = self._master.solve(which, operation - 1, most, None if effort.by_clock() is None else left)
            if solved is None:
                break
            value = solved.value
            self.valuation = self._valued(solved.prices)
            priced = self.valuation.columns(self._all)
            least = self._least(solved.prices, priced)
            weights = solved.prices.weights
            self._bounds.append(Bound(len(most), weights, least + float(weights @ self._fixed)))
            better = np.setdiff1d(self._pairs(self._promising(priced, solved.paid), self.valuation), chosen)
            reached = least - float(weights[: len(most)] @ np.array(most, dtype=np.int64))
            if value - reached <= _CLOSE * value or not len(better):
                break
            chosen = np.union1d(chosen, better)
        return value, chosen

    def _valued(self, prices: Prices) -> Valuation:
        return Valuation(prices, self.limits, int(self._kinds.max(initial=-1)) + 1, self._nights)

    def _least(self, prices: Prices, priced: NDArray[np.float64]) -> float:
        """What all demands cost at least at these prices, less what the limits are worth."""
        best = np.where(self._must, np.inf, self._out @ prices.weights)
        np.minimum.at(best, self._all.demand, priced)
        return float(best.sum() - prices.rows @ self.limits.left)

    def _promising(self, priced: NDArray[np.float64], paid: NDArray[np.float64]) -> NDArray[np.int64]:
        """The columns cheaper than what their demand pays now, the cheapest few of each demand."""
        cheaper = np.nonzero(priced < paid[self._all.demand] - _SLACK * (1 + np.abs(paid[self._all.demand])))[0]
        order = cheaper[np.lexsort((priced[cheaper], self._all.demand[cheaper]))]
        return order[_rank(self._all.demand[order]) < _MORE]

    def _first(self) -> NDArray[np.int64]:
        """The cheapest few of each demand."""
        order = np.lexsort((*self._all.costs.T[::-1], self._all.demand))
        return order[_rank(self._all.demand[order]) < max(_FIRST // len(self._out), _LEAST)]

    def _pairs(self, which: NDArray[np.int64], valuation: Valuation) -> NDArray[np.int64]:
        """Columns with the operation that is cheapest for them, each as one number."""
        operation = valuation.operations[self._all.demand[which], self._all.start[which]]
        return np.unique(which * self._operations + operation + 1)

    def _known(self, plan: Sequence[Placement]) -> NDArray[np.int64]:
        """The same for what a plan says."""
        span = self._nights * (int(self._kinds.max(initial=-1)) + 1)
        keys = self._all.demand * span + self._all.kind * self._nights + self._all.start
        operations = {(each.demand, each.start, each.session): n for n, each in enumerate(self.limits.operations)}
        pairs = []
        for placement in plan:
            number = self._number.get(placement.demand)
            if number is not None:
                kind = int(self._kinds[self._positions[placement.place]])
                column = int(np.searchsorted(keys, number * span + kind * self._nights + placement.start))
                operation = operations.get((number, placement.start, placement.session or ""), -1)
                pairs.append(column * self._operations + operation + 1)
        return np.array(pairs, dtype=np.int64)


def _rank(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each entry in its group, of groups that follow one another."""
    first = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - np.repeat(first, np.diff(first, append=len(groups)))
