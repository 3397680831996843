"""The night grid as arrays: which beds are free each night, and who cannot lie where because of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.problem import DemandKind, SexRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from optimizer.cpsat.catalogue import Catalogue
    from optimizer.problem import Demand, Sex
    from optimizer.state.hospital import Hospital

    Label = tuple[Sex, str | None]


class Menu(NamedTuple):
    """Everything one demand could have around the facts: places by position, first nights, costs per level."""

    demand: Demand
    places: NDArray[np.int64]
    starts: NDArray[np.int64]
    costs: NDArray[np.int64]

    def pick(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Menu:
        """Only some of it."""
        return Menu(self.demand, self.places[chosen], self.starts[chosen], self.costs[chosen])


class Ground:
    """Places × nights around everything in a hospital: a picture that follows later changes only if told."""

    def __init__(self, hospital: Hospital, catalogue: Catalogue) -> None:
        self._hospital = hospital
        self._catalogue = catalogue
        self._positions = hospital.index.positions
        problem = hospital.index.problem
        self.nights = problem.horizon.length
        self._rooms = {room.id: number for number, room in enumerate(problem.rooms)}
        self._room_of = np.array([self._rooms[place.room] for place in problem.places], dtype=np.int64)
        self._by_sex = np.array([room.sex is SexRule.SAME for room in problem.rooms])
        people = list(self._people())
        self.free = self._free(people)
        """Beds left in every place (row) each night (column), never less than 0."""
        self._company = self._companies(people)
        self._blocked: dict[tuple[Label, bool], NDArray[np.int64]] = {}

    def menu(self, demand: Demand) -> Menu:
        """All that ``demand`` could have."""
        fitting = self._catalogue.of(demand)
        nights = {
            n for opening in self._hospital.theatres.openings(demand) for n in range(opening.low, opening.high + 1)
        }
        starts = np.array(sorted(nights), dtype=np.int64)
        ends = np.minimum(starts + demand.length, self.nights)
        blocked = self._blocked_before(demand)[fitting.places]
        place, start = np.nonzero(blocked[:, ends] == blocked[:, starts])
        by_start = np.array([fitting.own.of_start(night) for night in starts.tolist()], dtype=np.int64)
        costs = fitting.costs[place] + by_start[start] if len(start) else fitting.costs[:0]
        return Menu(demand, fitting.places[place], starts[start], costs)

    def add(self, demand: Demand, place: int, start: int) -> None:
        """Somebody lies in the place with this position from ``start`` on."""
        stay = slice(start, start + demand.length)
        label = demand.sex, demand.organism
        empty = np.zeros((len(self._rooms), self.nights), dtype=np.int64)
        self._company.setdefault(label, empty)[self._room_of[place], stay] += 1
        self.free[place, stay] -= 1
        self._blocked.clear()

    def wrong_sex(self, sex: Sex) -> NDArray[np.bool_]:
        """Where and when people of this sex cannot lie because another one has the room."""
        there = np.zeros((len(self._rooms), self.nights), dtype=bool)
        for (other, _), company in self._company.items():
            if other is not sex:
                there |= (company > 0) & self._by_sex[:, None]
        return there[self._room_of]

    def _blocked_before(self, demand: Demand) -> NDArray[np.int64]:
        """How many of the nights before each one the demand could not lie in each place."""
        emergency = demand.kind is DemandKind.EMERGENCY
        key = (demand.sex, demand.organism), emergency
        if key not in self._blocked:
            blocked = (self.free < 1) | self._unfit_company(demand)[self._room_of]
            if not emergency:
                self._keep_reserves(blocked)
            before = np.zeros((len(blocked), self.nights + 1), dtype=np.int64)
            np.cumsum(blocked, axis=1, out=before[:, 1:])
            self._blocked[key] = before
        return self._blocked[key]

    def _unfit_company(self, demand: Demand) -> NDArray[np.bool_]:
        there = np.zeros((len(self._rooms), self.nights), dtype=bool)
        for (sex, organism), company in self._company.items():
            if organism != demand.organism:
                there |= company > 0
            elif sex is not demand.sex:
                there |= (company > 0) & self._by_sex[:, None]
        return there

    def _keep_reserves(self, blocked: NDArray[np.bool_]) -> None:
        for reserve in self._hospital.index.problem.reserves:
            places = [self._positions[place] for place in reserve.places]
            for start, end in self._hospital.beds.used_up(reserve):
                blocked[places, start:end] = True

    def _people(self) -> Iterator[tuple[Label, int, int, int]]:
        """Everybody's label, place and nights."""
        index, position = self._hospital.index, self._positions
        for person in index.problem.occupants:
            yield (person.sex, person.organism), position[person.place], person.start, person.end
        for placement in self._hospital.placed.values():
            demand = index.demands[placement.demand]
            label = demand.sex, demand.organism
            yield label, position[placement.place], placement.start, placement.start + demand.length

    def _free(self, people: Iterable[tuple[Label, int, int, int]]) -> NDArray[np.int64]:
        problem = self._hospital.index.problem
        taken = [(place, start, end, 1) for _, place, start, end in people]
        for closure in problem.closures:
            place = self._positions[closure.place]
            beds = closure.beds or problem.places[place].capacity
            taken.append((place, closure.start, closure.end, beds))
        capacity = np.array([place.capacity for place in problem.places], dtype=np.int64)
        left: NDArray[np.int64] = np.maximum(capacity[:, None] - self._counted(len(capacity), taken), 0)
        return left

    def _companies(self, people: Iterable[tuple[Label, int, int, int]]) -> dict[Label, NDArray[np.int64]]:
        """How many people of every label are in each room each night."""
        there: dict[Label, list[tuple[int, int, int, int]]] = {}
        for label, place, start, end in people:
            there.setdefault(label, []).append((int(self._room_of[place]), start, end, 1))
        return {label: self._counted(len(self._rooms), stays) for label, stays in there.items()}

    def _counted(self, rows: int, stays: list[tuple[int, int, int, int]]) -> NDArray[np.int64]:
        """Row by row and night by night, the sum of the last figures of (row, start, end, figure)."""
        change = np.zeros((rows, self.nights + 1), dtype=np.int64)
        row, start, end, figure = np.array(stays, dtype=np.int64).reshape(-1, 4).T
        np.add.at(change, (row, np.clip(start, 0, self.nights)), figure)
        np.add.at(change, (row, np.clip(end, 0, self.nights)), -figure)
        counted: NDArray[np.int64] = np.cumsum(change, axis=1)[:, :-1]
        return counted
