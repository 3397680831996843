"""What demands could have if nobody else were there, and which places are of one kind: as arrays over places."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.cost import LEVELS
from optimizer.own_cost import OwnCost

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from optimizer.index import Index
    from optimizer.problem import Demand, Place
    from optimizer.state.hospital import Hospital


class Fitting(NamedTuple):
    """The places that suit a demand, by position in the problem, and what each costs it (row) per level (column)."""

    own: OwnCost
    places: NDArray[np.int64]
    costs: NDArray[np.int64]


class Catalogue:
    """Places by kind, and for every demand asked about the places that suit it.

    ``kinds`` has the number of each place's kind: places of one kind differ only by who is there.
    """

    def __init__(self, hospital: Hospital) -> None:
        self._hospital = hospital
        self.kinds = _kinds(hospital.index)
        self._found: dict[str, Fitting] = {}

    def of(self, demand: Demand) -> Fitting:
        """The places that suit ``demand``."""
        if demand.id not in self._found:
            self._found[demand.id] = self._look(demand)
        return self._found[demand.id]

    def _look(self, demand: Demand) -> Fitting:
        index = self._hospital.index
        own, groups = OwnCost(index, demand), self._hospital.alike(demand)
        found = np.array([index.positions[place.id] for places in groups for place in places], dtype=np.int64)
        costs = np.array([own.of_place(places[0].id) for places in groups], dtype=np.int64).reshape(-1, LEVELS)
        order = np.argsort(found)
        return Fitting(own, found[order], np.repeat(costs, [len(places) for places in groups], axis=0)[order])


def _kinds(index: Index) -> NDArray[np.int64]:
    asked = frozenset().union(*(demand.needs | demand.prefers for demand in index.problem.demands))
    prices: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for demand in index.problem.demands:
        for place, amount in demand.place_cost:
            prices[place].append((demand.id, amount))
    numbers: dict[Hashable, int] = {}
    keys = (_key(index, place, asked, prices) for place in index.problem.places)
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _key(
    index: Index, place: Place, asked: frozenset[str], prices: Mapping[str, Sequence[tuple[str, int]]]
) -> Hashable:
    """What demands can tell places apart by, as long as nobody is there."""
    room = index.rooms[place.room]
    kept = frozenset(reserve.id for reserve in index.problem.reserves if place.id in reserve.places)
    who = (room.ward, room.sex, room.youngest, room.oldest, place.emergency_only)
    return (*who, index.beds[room.id], kept, place.features & asked, tuple(prices.get(place.id, ())))
