"""Better prices for a bound: theatres are planned whole at given prices of beds, then prices follow what is short.

It begins at the prices of the linear programme. That one cuts operations, CP-SAT does not: a bed, or a level, that
whole operations take too much of grows dearer, one that is left over cheaper (subgradient steps of Polyak's length).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from optimizer.cpsat.columns import Columns
from optimizer.cpsat.prices import Valuation, plain_prices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.limits import Limits
    from optimizer.cpsat.prices import Prices
    from optimizer.cpsat.theatre_part import Part

_STEP: Final = 0.6  # of what is missing to the plan's cost,
_SMALLEST: Final = 0.005  # halved down to this
_PATIENCE: Final = 10  # steps without a better bound until then
_MEMORY: Final = 0.9  # of the direction before that goes on
_LEVELS: Final = 40.0  # a level's price follows so much faster than a bed's
_PART_SECONDS: Final = 1.0
_SLACK: Final = 1e-3
_TIE: Final = 1.0  # columns so near each other are as good as equal: one of them is drawn
_COLUMN_SECONDS: Final = 1e-6  # what a column counts where steps are counted


class Menu(NamedTuple):
    """What things cost at some prices: columns, leaving out, and of each night the cheapest column and its number."""

    columns: NDArray[np.float64]
    out: NDArray[np.float64]
    by_start: NDArray[np.float64]
    column: NDArray[np.int64]

    def own(self) -> NDArray[np.float64]:
        """What each demand costs at least."""
        least: NDArray[np.float64] = np.minimum(self.by_start.min(axis=1), self.out)
        return least


class Least(NamedTuple):
    """What demands cost at least at some prices; the plan behind it exceeds beds by so much and costs ``levels``."""

    value: float
    beds: NDArray[np.float64]
    levels: NDArray[np.int64]


class Climbed(NamedTuple):
    """Whatever the plan: Σ ``weights`` × levels ≥ ``least``, with ``beds`` at these prices."""

    weights: NDArray[np.float64]
    beds: NDArray[np.float64]
    least: float


class Ascent:
    """For the demands of some columns within ``limits``, ``parts`` of them whole.

    ``out[demand, level]`` is what leaving out costs unless one ``must`` not, ``units`` are what levels are counted in.
    """

    def __init__(
        self,
        everything: Columns,
        limits: Limits,
        parts: Sequence[Part],
        out: NDArray[np.int64],
        must: NDArray[np.bool_],
        units: NDArray[np.int64],
    ) -> None:
        self._all, self._limits, self._parts = everything, limits, parts
        self._out, self._must, self._units = out, must, units
        self._chance = np.random.default_rng(1)
        self._beds = sum(family.left.size for family in limits.families)
        self._nights = limits.families[0].left.shape[1]
        self._alone = np.ones(len(out), dtype=bool)
        for part in parts:
            self._alone[part.demands] = False
        keys = everything.demand * self._nights + everything.start
        self._order = np.argsort(keys, kind="stable")
        self._keys, self._first, self._sizes = np.unique(keys[self._order], return_index=True, return_counts=True)

    def climb(self, prices: Prices, reached: NDArray[np.int64], effort: Effort, reserve: float) -> Climbed | None:
        """The best found for plans that cost ``reached`` on each level, from these prices on; None without time.

        It ends where no plan could be a unit cheaper on the lowest level that weighs, or with the time.
        """
        level = int(np.flatnonzero(prices.weights)[-1])
        price = np.concatenate([prices.rows[: self._beds], prices.weights[:level] * self._units[:level]])
        speed = np.repeat([1.0, _LEVELS], [self._beds, level])
        best, least_missing, found, step, stalled = price, np.inf, None, _STEP, 0
        along = np.zeros(len(price))
        with ThreadPoolExecutor(effort.workers) as pool:
            while effort.left() > reserve and step > _SMALLEST:
                weights = np.zeros(len(reached))
                weights[:level], weights[level] = price[self._beds :] / self._units[:level], 1.0
                least = self._least(weights, price[: self._beds], effort, pool)
                missing = float(weights @ reached) - least.value
                stalled += 1
                if missing < least_missing:
                    best, least_missing, stalled = price, missing, 0
                    found = Climbed(weights, price[: self._beds], least.value)
                if missing < self._units[level]:
                    break
                if stalled > _PATIENCE:
                    price, along, step, stalled = best, np.zeros(len(price)), step / 2, 0
                    continue
                beyond = np.concatenate([least.beds, (least.levels - reached)[:level] / self._units[:level]])
                beyond[(price <= 0) & (beyond < 0)] = 0
                along = _MEMORY * along + beyond
                length = max(float(along * along @ speed), 1.0)
                price = np.maximum(price + step * missing / length * speed * along, 0.0)
        return found

    def within(self, reached: NDArray[np.int64], at: Climbed, effort: Effort) -> Ascent:
        """The same for plans that cost at most ``reached``: without all that is too dear for them at the prices ``at``.

        The others cost what they cost at least, so nobody can cost more beyond the own least than what is missing.
        """
        most = float(at.weights @ reached) - at.least + _SLACK
        menu = self._menu(at.weights, at.beds, effort)
        own, demand = menu.own(), self._all.demand
        least = np.where(self._alone[demand], own[demand], menu.by_start[demand, self._all.start])
        must = self._must | (self._alone & (menu.out - own > most))
        parts = [part.within(menu.by_start, menu.out, most, effort) for part in self._parts]
        few = Columns(*(each[menu.columns - least <= most] for each in self._all))
        return Ascent(few, self._limits, parts, self._out, must, self._units)

    def _least(
        self, weights: NDArray[np.float64], beds: NDArray[np.float64], effort: Effort, pool: ThreadPoolExecutor
    ) -> Least:
        menu = self._menu(weights, beds, effort)
        own = menu.own()
        starts = np.where(own < menu.out, menu.by_start.argmin(axis=1), -1)
        value = float(own[self._alone].sum() - beds @ self._limits.left[: self._beds])
        tasks = [pool.submit(part.cheapest, menu.by_start, menu.out, effort, _PART_SECONDS) for part in self._parts]
        for part, task in zip(self._parts, tasks, strict=True):
            booked = task.result()
            if booked is None:
                value += float(own[part.demands].sum())
            else:
                value += booked.least
                starts[part.demands] = [booked.starts.get(number, -1) for number in part.demands.tolist()]
        return Least(value, *self._taken(starts, menu.column))

    def _menu(self, weights: NDArray[np.float64], beds: NDArray[np.float64], effort: Effort) -> Menu:
        effort.count(_COLUMN_SECONDS * len(self._all))
        rows = np.zeros(len(self._limits.left))
        rows[: self._beds] = beds
        kinds = len(self._limits.families[0].group)
        prices = plain_prices(weights, rows, len(self._out))
        costs = Valuation(prices, self._limits, kinds, self._nights).columns(self._all)
        ordered = costs[self._order]
        least = np.minimum.reduceat(ordered, self._first) if len(ordered) else ordered
        tied = np.flatnonzero(ordered <= np.repeat(least, self._sizes) + _TIE)
        group = np.repeat(np.arange(len(self._sizes)), self._sizes)[tied]
        any_of_them = tied[np.lexsort((self._chance.random(len(tied)), group))]
        by_start = np.full(len(self._out) * self._nights, np.inf)
        column = np.full(len(by_start), -1, dtype=np.int64)
        by_start[self._keys] = least
        column[self._keys] = self._order[any_of_them[np.flatnonzero(np.diff(group, prepend=-1))]]
        out = np.where(self._must, np.inf, self._out @ weights)
        return Menu(costs, out, by_start.reshape(-1, self._nights), column.reshape(-1, self._nights))

    def _taken(
        self, starts: NDArray[np.int64], column: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """By how much starts (-1 = left out) in their cheapest columns exceed the beds, and what they cost."""
        placed = np.flatnonzero(starts >= 0)
        demand, kind, start, end, costs = (each[column[placed, starts[placed]]] for each in self._all)
        beyond = []
        for family in self._limits.families:
            group = family.group[kind]
            counted = family.counts[demand] & (group >= 0)
            change = np.zeros((len(family.left), self._nights + 1))
            np.add.at(change, (group[counted], start[counted]), 1)
            np.add.at(change, (group[counted], end[counted]), -1)
            beyond.append((np.cumsum(change, axis=1)[:, :-1] - family.left).ravel())
        return np.concatenate(beyond), costs.sum(axis=0) + self._out[starts < 0].sum(axis=0)
