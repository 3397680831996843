"""What the demands of a problem could have, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.own_cost import OwnCost
from optimizer.state.hospital import pinned_placement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from optimizer.nights import Worth
    from optimizer.search.budget import Budget
    from optimizer.search.weights import Weights
    from optimizer.state.hospital import Hospital

_CHEAP: Final = 8  # one place in so many is cheap


class Menus:
    """The places that suit each demand, and what each one's own placement weighs."""

    def __init__(self, hospital: Hospital, weights: Weights, worth: Worth | None, budget: Budget | None) -> None:
        index = hospital.index
        problem, position = index.problem, index.positions
        count, places, nights = len(problem.demands), len(problem.places), problem.horizon.length
        self.suits = np.zeros((count, places), np.bool_)
        self.place_weight = np.zeros((count, places), np.int64)
        self.start_weight = np.zeros((count, nights), np.int64)
        self.left_out = np.zeros(count, np.int64)
        self.options: list[list[int]] = []
        self.cheap: list[int] = []
        for at, demand in enumerate(problem.demands):
            if budget is not None:
                budget.insist()
            own = OwnCost(index, demand)
            for group in hospital.alike(demand):
                found = [position[place.id] for place in group]
                self.suits[at, found] = True
                self.place_weight[at, found] = weights.of_levels(own.of_place(group[0].id))
            self._sort(at, self.place_weight[at] if worth is None or demand.pinned else worth(demand))
            if demand.pinned:
                place = pinned_placement(demand).place
                self.place_weight[at, position[place]] = weights.of_levels(own.of_place(place))
            self.start_weight[at] = [weights.of_levels(own.of_start(night)) for night in range(nights)]
            self.left_out[at] = weights.missing if demand.mandatory else weights.of_levels(own.left_out)

    def _sort(self, at: int, worth: NDArray[np.float64] | NDArray[np.int64]) -> None:
        """The places that suit a demand and are worth something, the best first."""
        found = np.flatnonzero(self.suits[at] & (worth < np.inf))
        found = found[np.lexsort((self.place_weight[at, found], worth[found]))]
        self.options.append(found.tolist())
        most = worth[found[len(found) // _CHEAP]] if len(found) else 0
        self.cheap.append(int(np.searchsorted(worth[found], most, "right")))
