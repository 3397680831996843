"""The people of a problem in numbers, nobody placed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.nights.board import NO_SESSION, NOWHERE, People
from optimizer.nights.figures import numbers, row, table
from optimizer.own_cost import OwnCost
from optimizer.problem import Demand, DemandKind
from optimizer.state.hospital import pinned_placement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.nights import Worth
    from optimizer.nights.board import Ints
    from optimizer.problem import Occupant, Problem, Surgeon
    from optimizer.search.weights import Weights
    from optimizer.state.hospital import Hospital

_CHEAP: Final = 8  # one place in so many is cheap


def people_of(hospital: Hospital, weights: Weights, worth: Worth | None) -> People:
    """Everybody, and what each one's own placement weighs."""
    problem = hospital.index.problem
    demands = problem.demands
    everybody: tuple[Demand | Occupant, ...] = (*demands, *problem.occupants)
    menus = _Menus(hospital, weights, worth)
    last = [min(demand.due, problem.horizon.length - 1) for demand in demands]
    movable = [
        at
        for at, demand in enumerate(demands)
        if not demand.pinned and menus.options[at] and demand.release <= last[at]
    ]
    lengths = [demand.length for demand in demands]
    lengths += [max(min(person.end, problem.horizon.length) - person.start, 0) for person in problem.occupants]
    stays = [min(length, problem.horizon.length) * problem.horizon.shifts for length in lengths]
    cares = [person.care for person in everybody]
    kinds, ages = kinds_of(problem), ages_of(problem)
    surgeons = numbers(surgeon.id for surgeon in problem.surgeons)
    surgeries = [demand.surgery for demand in demands]
    theirs = [[at for at in movable if _operated_by(demands[at], surgeon)] for surgeon in problem.surgeons]
    return People(
        movable=row(movable),
        optional=row(at for at in movable if not demands[at].mandatory),
        fixed=~np.isin(np.arange(len(demands)), movable),
        may_wait=np.array([not demand.mandatory for demand in demands], dtype=np.bool_),
        of_surgeon=table(theirs),
        of_surgeon_count=row(map(len, theirs)),
        options=table(menus.options),
        option_count=row(map(len, menus.options)),
        cheap_count=row(menus.cheap),
        first=row(demand.release for demand in demands),
        last=row(last),
        length=row(lengths),
        kind=row(kinds.index((person.sex, person.organism)) for person in everybody),
        age=row(ages.index(person.age_group) for person in everybody),
        surgeon=row(NOWHERE if one is None else surgeons[one.surgeon] for one in surgeries),
        minutes=row(0 if one is None else one.minutes for one in surgeries),
        offset=row(0 if one is None else one.offset for one in surgeries),
        load=_by_shift([care.workload if care else () for care in cares], stays),
        need=_by_shift([care.skill if care else () for care in cares], stays),
        planned=np.array([_is_planned(person) for person in everybody], dtype=np.bool_),
        suits=menus.suits,
        place_weight=menus.place_weight,
        start_weight=menus.start_weight,
        left_out=menus.left_out,
        place=np.full(len(everybody), NOWHERE, np.int32),
        start=np.zeros(len(everybody), np.int32),
        session=np.full(len(everybody), NO_SESSION, np.int32),
    )


def _is_planned(person: Demand | Occupant) -> bool:
    """Whether somebody must leave the reserves alone: no fact, no emergency."""
    return isinstance(person, Demand) and not person.pinned and person.kind is not DemandKind.EMERGENCY


def _operated_by(demand: Demand, surgeon: Surgeon) -> bool:
    return demand.surgery is not None and demand.surgery.surgeon == surgeon.id


def kinds_of(problem: Problem) -> list[tuple[str, str | None]]:
    """What decides who may share a room: sex and organism."""
    people: tuple[Demand | Occupant, ...] = (*problem.demands, *problem.occupants)
    return sorted({(person.sex, person.organism) for person in people}, key=str)


def ages_of(problem: Problem) -> list[int]:
    """The age groups there are, in order."""
    people: tuple[Demand | Occupant, ...] = (*problem.demands, *problem.occupants)
    return sorted({person.age_group for person in people})


def _by_shift(figures: Sequence[tuple[int, ...]], stays: Sequence[int]) -> Ints:
    """The figures of each person's shifts inside the horizon; 0 beyond the last one given."""
    return table([given[:shifts] for given, shifts in zip(figures, stays, strict=True)], max(stays, default=1))


class _Menus:
    """The places that suit each demand, and what each one's own placement weighs."""

    def __init__(self, hospital: Hospital, weights: Weights, worth: Worth | None) -> None:
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
