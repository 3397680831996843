"""Options on the night grid: enumerated as arrays; for a large problem only the most promising of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.cost import LEVELS
from optimizer.cpsat.catalogue import Catalogue
from optimizer.cpsat.columns import rank
from optimizer.cpsat.ground import Ground
from optimizer.cpsat.limits import Limits
from optimizer.cpsat.options import Option, Options, fixed_cost
from optimizer.cpsat.relaxation import Relaxation
from optimizer.cpsat.rounds import rounds
from optimizer.cpsat.settled import settled
from optimizer.cpsat.theatre_part import cases_of, parts_of
from optimizer.cpsat.theatres_alone import theatres_alone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.floors import Floor
    from optimizer.cpsat.ground import Menu
    from optimizer.cpsat.prices import Valuation
    from optimizer.greedy import Levels
    from optimizer.incumbent import Incumbent
    from optimizer.plan import Placement
    from optimizer.problem import Demand, Problem
    from optimizer.state.hospital import Hospital

THEATRES_SHARE: Final = 0.2  # of the time for learning, for what theatres alone cost
CHOICES: Final = 15  # per demand, for a neighbourhood,
OF_EACH_NIGHT: Final = 3  # among them, for each first night there is
_DIGITS: Final = 6  # of a worth: what the solver rounds otherwise is worth the same


class Nightly:
    """Everything the demands that ``hospital`` has not placed could have, and what the relaxation says of it."""

    def __init__(self, hospital: Hospital, demands: Sequence[Demand], effort: Effort) -> None:
        self._hospital = hospital
        self._catalogue = Catalogue(hospital)
        self._ground = self.ground()
        self.menus = []
        for demand in demands:
            effort.insist()
            self.menus.append(self._ground.menu(demand))
        self._number = {demand.id: number for number, demand in enumerate(demands)}
        self._fixed = fixed_cost(hospital)
        self._relaxation: Relaxation | None = None
        self._floors: list[Floor] = []
        self.size = sum(len(menu.places) for menu in self.menus)

    def learn(self, incumbent: Incumbent, effort: Effort, reserve: float, *, plans: bool) -> None:
        """Price what is scarce until only ``reserve`` seconds are left; ``plans``: and offer those this leads to."""
        if self.menus and plans:
            rounds(self._hospital, self, incumbent, effort, reserve)
        if self.menus and effort.left() > reserve:
            limits = Limits(self._hospital, self._ground, self._catalogue, [menu.demand for menu in self.menus])
            out = np.array([self.left_out(menu.demand) for menu in self.menus])
            cases = cases_of(self.menus, limits)
            parts = parts_of(cases, limits)
            seconds = (effort.left() - reserve) * THEATRES_SHARE
            self._floors = list(theatres_alone(self.menus, parts, out, effort, seconds))
            self._relaxation = Relaxation(self._hospital, self._catalogue, self.menus, limits, cases, self._floors)
            self._relaxation.solve(incumbent, effort, reserve)
            if plans:
                rounds(self._hospital, self, incumbent, effort, reserve)

    def loose(self, levels: Sequence[int]) -> bool:
        """Whether the bound could be tighter for plans that cost so much."""
        return self._relaxation is not None and self._relaxation.loose(levels)

    def tighten(self, incumbent: Incumbent, effort: Effort) -> None:
        """Look for a better bound for plans as good as the incumbent."""
        if self._relaxation is not None and self.loose(incumbent.cost.levels):
            self._relaxation.tighten(incumbent, effort)

    def settled(self, effort: Effort, reserve: float) -> Problem | None:
        """The problem with everybody's start where it had best be; None where nothing is known of that."""
        starts = None if self._relaxation is None else self._relaxation.starts(effort, reserve)
        return None if starts is None else settled(self._hospital.index.problem, starts)

    def bound(self, levels: Sequence[int]) -> Levels:
        """Per level, what no plan as good as ``levels`` on the levels above can go below."""
        each = [np.vstack([self.left_out(menu.demand), menu.costs]).min(axis=0) for menu in self.menus]
        own = np.array(each, dtype=np.int64).reshape(-1, LEVELS)
        least = own.sum(axis=0) + self._fixed
        for floor in self._floors:
            least[floor.level] += floor.least - own[floor.demands, floor.level].sum()
        if self._relaxation is not None:
            least = np.maximum(least, self._relaxation.bound(levels))
        return tuple(least.tolist())

    def ground(self) -> Ground:
        """What is free around everything the hospital holds now."""
        return Ground(self._hospital, self._catalogue)

    def everything(self) -> list[Options]:
        """All of it, for a problem that is small."""
        return [self._options(menu, menu) for menu in self.menus]

    def promising(self, demands: Sequence[Demand], kept: Mapping[str, Placement]) -> list[Options]:
        """The best of what some demands could have around what the hospital holds now, and what they are to keep."""
        ground = self.ground()
        return [self._narrow(ground.menu(demand), kept.get(demand.id)) for demand in demands]

    def _narrow(self, menu: Menu, kept: Placement | None) -> Options:
        if len(menu.places) <= CHOICES:
            return self._options(menu, menu)
        worth = self.worth(menu)
        order = np.lexsort((worth, menu.starts))
        each = order[rank(menu.starts[order]) < OF_EACH_NIGHT]
        best = np.union1d(np.argpartition(worth, CHOICES)[:CHOICES], each)
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

    def worth(self, menu: Menu) -> NDArray[np.float64]:
        """What each choice costs, scarce beds included where the relaxation has priced them."""
        valuation = self._valuation()
        if valuation is None:
            return np.argsort(np.lexsort(menu.costs.T[::-1])).astype(np.float64)
        return valuation.menu(self._number[menu.demand.id], menu, self._catalogue.kinds)

    def worth_of_places(self, demand: Demand) -> NDArray[np.float64]:
        """What each place is worth at the best night there, by position; infinite where the facts leave no room."""
        menu = self.menus[self._number[demand.id]]
        worth = np.full(len(self._catalogue.kinds), np.inf)
        np.minimum.at(worth, menu.places, np.round(self.worth(menu), _DIGITS))
        return worth

    @property
    def priced(self) -> bool:
        """Whether the relaxation has priced what is scarce."""
        return self._valuation() is not None

    def worth_left_out(self, demand: Demand) -> float:
        """From which worth on a demand had better be left out."""
        valuation = self._valuation()
        if valuation is None:
            return np.inf
        return float(self.left_out(demand) @ valuation.prices.own[self._number[demand.id]])

    def left_out(self, demand: Demand) -> NDArray[np.int64]:
        """What leaving the demand out costs, per level."""
        return np.array(self._catalogue.of(demand).own.left_out, dtype=np.int64)

    def _valuation(self) -> Valuation | None:
        return None if self._relaxation is None else self._relaxation.valuation
