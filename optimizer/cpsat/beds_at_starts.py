"""Beds for people whose first nights are given, each in shares of places: what it costs, and what is short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from optimizer.cost import LEVELS
from optimizer.cpsat.limits import scarce, taken
from optimizer.cpsat.linear import SIMPLEX, Entries, Programme, together
from optimizer.cpsat.prices import Valuation, plain_prices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.cpsat.columns import Columns
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.frame import Frame

_INFINITE: Final = float("inf")
_DIGITS: Final = 6  # of a price: the rest is the solver's rounding
_COLUMN_SECONDS: Final = 1e-5  # what a column counts where steps are counted


class Cut(NamedTuple):
    """Σ ``weights`` × levels + ``worth`` ≥ Σ of what demands cost at some prices, whatever the plan.

    ``by_start[demand, night]`` is what a demand costs at least from that first night on, ``out`` left out.
    """

    weights: NDArray[np.float64]
    worth: float
    by_start: NDArray[np.float64]
    out: NDArray[np.float64]

    def at(self, starts: NDArray[np.int64]) -> float:
        """What Σ ``weights`` × levels is at least with these first nights, -1 = left out."""
        paid = np.where(starts < 0, self.out, self.by_start[np.arange(len(starts)), starts])
        return float(paid.sum()) - self.worth


class BedsAtStarts:
    """For the demands of a frame."""

    def __init__(self, frame: Frame) -> None:
        self._frame, self._all = frame, frame.columns
        keys = self._all.demand * frame.nights + self._all.start
        self._order = np.argsort(keys, kind="stable")
        self._keys, self._first = np.unique(keys[self._order], return_index=True)
        least = np.minimum.reduceat(self._all.costs[self._order], self._first)
        self.least = np.full((len(frame.out), frame.nights, LEVELS), np.iinfo(np.int64).max)
        """What demands (first index) cost at least on each level (last) from a night on."""
        self.least[self._all.demand[self._order[self._first]], self._all.start[self._order[self._first]]] = least

    def cut(self, weights: NDArray[np.float64], beds: NDArray[np.float64]) -> Cut:
        """What holds for all plans, with levels weighed and beds priced like this."""
        frame, limits = self._frame, self._frame.limits
        rows = np.concatenate([beds, np.zeros(len(limits.left) - frame.beds)])
        prices = plain_prices(weights, rows, len(frame.out))
        costs = Valuation(prices, limits, len(limits.families[0].group), frame.nights).columns(self._all)
        by_start = np.full(len(frame.out) * frame.nights, _INFINITE)
        by_start[self._keys] = np.minimum.reduceat(costs[self._order], self._first)
        worth = float(beds @ limits.left[: frame.beds])
        return Cut(weights, worth, by_start.reshape(-1, frame.nights), frame.out @ weights)

    def short(self, starts: NDArray[np.int64], reached: NDArray[np.int64], effort: Effort) -> list[Cut]:
        """What forbids the first nights ``starts`` (-1 = left out) for lack of beds: nothing, or no time, if empty.

        ``reached`` is what levels may cost. Shortages that have nobody in common are cuts of their own.
        """
        found = self._priced(starts, reached, None, effort)
        if found is None:
            return []
        weights, beds = found
        apart = [beds] if weights.any() else self._apart(starts, beds)
        return [self.cut(weights, each) for each in apart]

    def dear(self, starts: NDArray[np.int64], reached: NDArray[np.int64], effort: Effort) -> Cut | None:
        """What the level after those ``reached`` costs at least with such starts; None if there was no time."""
        found = self._priced(starts, reached, len(reached), effort)
        return None if found is None else self.cut(*found)

    def _priced(
        self, starts: NDArray[np.int64], reached: NDArray[np.int64], level: int | None, effort: Effort
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        """The dual prices of placing everybody: with as little too much as can be, or as cheaply on ``level``."""
        frame, people, above = self._frame, len(starts), len(reached)
        few = self._all.pick(starts[self._all.demand] == self._all.start)
        effort.count(_COLUMN_SECONDS * len(few))
        least = np.where((starts < 0)[:, None], frame.out, self.least[np.arange(people), starts])
        more = (few.costs - least[few.demand]) / frame.units
        spare = (reached - least.sum(axis=0)[:above]) / frame.units[:above]
        kept = self._kept(few, more[:, :above])
        whose = Entries(few.demand, np.arange(len(few)), np.ones(len(few)))
        entries = together(whose, kept._replace(rows=people + kept.rows))
        costs = np.zeros(len(few)) if level is None else more[:, level]
        if level is None:
            tight = np.unique(kept.rows)
            beyond = Entries(people + tight, len(few) + np.arange(len(tight)), -np.ones(len(tight)))
            entries, costs = together(entries, beyond), np.concatenate([costs, np.ones(len(tight))])
        high = np.concatenate([np.ones(people), spare, frame.limits.left[: frame.beds]])
        low = np.concatenate([np.ones(people), np.full(above + frame.beds, -_INFINITE)])
        programme = Programme(costs, np.full(len(costs), _INFINITE), low, high, entries)
        found = programme.solve(effort.by_clock(), SIMPLEX)
        if found is None or (level is None and found[1] < 10**-_DIGITS):
            return None
        return self._weighed(found[0][people:], above, level)

    def _kept(self, few: Columns, more: NDArray[np.float64]) -> Entries:
        """The rows that could be broken: levels above, of which columns take ``more`` than the least, and beds."""
        paid, column = np.nonzero(more.T)
        uses = scarce(self._frame.limits, taken(self._frame.limits, few))
        return together(Entries(paid, column, more[column, paid]), uses._replace(rows=more.shape[1] + uses.rows))

    def _weighed(
        self, duals: NDArray[np.float64], above: int, level: int | None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What levels weigh and beds are worth at the dual values of the levels above and of beds."""
        units, prices = self._frame.units, np.maximum(-duals, 0.0).round(_DIGITS)
        weights = np.zeros(LEVELS)
        weights[:above] = prices[:above] / units[:above]
        if level is not None:
            weights[level] = 1 / units[level]
        return weights, prices[above:]

    def _apart(self, starts: NDArray[np.int64], beds: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """The prices of beds in parts: beds together that the same demand pays for, wherever it goes."""
        by_start = self.cut(np.zeros(LEVELS), beds).by_start
        pays = (starts >= 0) & (by_start[np.arange(len(starts)), starts] > 0)
        few = self._all.pick((starts[self._all.demand] == self._all.start) & pays[self._all.demand])
        uses = taken(self._frame.limits, few)
        priced = beds[uses.rows] > 0
        row, demand = uses.rows[priced], few.demand[uses.columns[priced]]
        part, before = np.arange(len(beds)), np.zeros(0, dtype=np.int64)
        while not np.array_equal(part, before):
            before, least = part.copy(), np.full(len(starts), len(beds))
            np.minimum.at(least, demand, part[row])
            np.minimum.at(part, row, least[demand])
        return [np.where(part == each, beds, 0.0) for each in np.unique(part[beds > 0]).tolist()]
