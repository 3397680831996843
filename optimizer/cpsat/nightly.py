"""Options on the night grid: enumerated as arrays; for a large problem only the most promising of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.cpsat.catalogue import Catalogue
from optimizer.cpsat.ground import Ground
from optimizer.cpsat.options import Option, Options, fixed_cost
from optimizer.cpsat.relaxation import Relaxation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.ground import Menu
    from optimizer.greedy import Levels
    from optimizer.plan import Placement
    from optimizer.problem import Demand
    from optimizer.state.hospital import Hospital

CHOICES: Final = 30  # per demand, for a neighbourhood


class Nightly:
    """Everything the demands that ``hospital`` has not placed could have, and what the relaxation says of it."""

    def __init__(self, hospital: Hospital, demands: Sequence[Demand]) -> None:
        self._hospital = hospital
        self._catalogue = Catalogue(hospital)
        self._ground = Ground(hospital, self._catalogue)
        self._menus = [self._ground.menu(demand) for demand in demands]
        self._number = {demand.id: number for number, demand in enumerate(demands)}
        self._fixed = fixed_cost(hospital)
        self._relaxation: Relaxation | None = None
        self.size = sum(len(menu.places) for menu in self._menus)

    def learn(self, plan: Sequence[Placement], effort: Effort, reserve: float) -> None:
        """Solve the relaxation, beginning from a plan, until only ``reserve`` seconds are left."""
        if self._menus:
            self._relaxation = Relaxation(self._hospital, self._catalogue, self._ground, self._menus)
            self._relaxation.solve(plan, effort, reserve)

    def bound(self, levels: Sequence[int]) -> Levels:
        """Per level, what no plan as good as ``levels`` on the levels above can go below."""
        least = np.array(self._fixed, dtype=np.int64)
        for menu in self._menus:
            least += np.vstack([self._catalogue.of(menu.demand).own.left_out, menu.costs]).min(axis=0)
        if self._relaxation is not None:
            least = np.maximum(least, self._relaxation.bound(levels))
        return tuple(least.tolist())

    def everything(self) -> list[Options]:
        """All of it, for a problem that is small."""
        return [self._options(menu, menu) for menu in self._menus]

    def promising(self, demands: Sequence[Demand], kept: Mapping[str, Placement]) -> list[Options]:
        """The best of what some demands could have around what the hospital holds now, and what they are to keep."""
        ground = Ground(self._hospital, self._catalogue)
        return [self._narrow(ground.menu(demand), kept.get(demand.id)) for demand in demands]

    def _narrow(self, menu: Menu, kept: Placement | None) -> Options:
        if len(menu.places) <= CHOICES:
            return self._options(menu, menu)
        best = np.argpartition(self._worth(menu), CHOICES)[:CHOICES]
        if kept is not None:
            here = (menu.places == self._hospital.index.positions[kept.place]) & (menu.starts == kept.start)
            best = np.union1d(best, np.flatnonzero(here))
        return self._options(menu, menu.pick(best))

    def _options(self, menu: Menu, few: Menu) -> Options:
        places = self._hospital.index.problem.places
        choices = [
            Option(places[place], start, start, tuple(costs))
            for place, start, costs in zip(few.places.tolist(), few.starts.tolist(), few.costs.tolist(), strict=True)
        ]
        own = self._catalogue.of(menu.demand).own
        openings = list(self._hospital.theatres.openings(menu.demand))
        return Options(menu.demand, own, openings, (), choices, whole=few is menu)

    def _worth(self, menu: Menu) -> NDArray[np.float64]:
        """What each choice costs, scarce beds included where the relaxation has priced them."""
        valuation = None if self._relaxation is None else self._relaxation.valuation
        if valuation is None:
            return np.argsort(np.lexsort(menu.costs.T[::-1])).astype(np.float64)
        return valuation.menu(self._number[menu.demand.id], menu, self._catalogue.kinds)
