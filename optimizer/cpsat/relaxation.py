"""A lower bound for large night plans: beds of one kind taken together, people and nights as fractions.

The linear relaxation gives every demand shares of kinds of places and nights. It knows windows, suitability, facts,
capacities by kind and sex, reserves, sessions and surgeons; it forgets who shares a room. So no plan is cheaper.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ortools.linear_solver.python import model_builder as linear

from optimizer.checker.pricing import level_of
from optimizer.checker.registry import PER_DEMAND
from optimizer.cost import LEVELS
from optimizer.cpsat.pricing import BY_START
from optimizer.greedy import levels_of
from optimizer.plan import Placement
from optimizer.problem import DemandKind, Sex
from optimizer.state.spans import starts

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from optimizer.cpsat.effort import Effort
    from optimizer.incumbent import Incumbent
    from optimizer.problem import Demand, Place, Surgery
    from optimizer.state.hospital import Hospital

_ROUNDING: Final = 1e-6


class _Share(NamedTuple):
    """Some part of a demand in a kind of places from a night on."""

    demand: Demand
    kind: Hashable
    start: int
    part: linear.Variable


class Relaxation:
    """The linear programme around the facts in ``hospital``; its levels are minimised in turn."""

    def __init__(self, hospital: Hospital, demands: Sequence[Demand]) -> None:
        self._hospital = hospital
        self._index = hospital.index
        self._model = linear.Model()  # type: ignore[no-untyped-call]  # OR-Tools left it without annotations
        self._shares: list[_Share] = []
        self._terms: list[list[tuple[linear.Variable, int]]] = [[] for _ in range(LEVELS)]
        self._slots: dict[Hashable, list[tuple[linear.Variable, int]]] = defaultdict(list)
        self._left: dict[Hashable, int] = {}
        self._kinds: dict[Hashable, list[Place]] = defaultdict(list)
        for place in self._index.problem.places:
            self._kinds[self._kind(place)].append(place)
        for demand in demands:
            self._add(demand)
        self._limit_beds()
        self._limit_reserves()
        for key, slots in self._slots.items():
            self._model.add_linear_constraint(_weighted(slots), ub=self._left[key])

    def bound(self, incumbent: Incumbent, effort: Effort) -> tuple[int, ...]:
        """Per level, what no plan as good as the incumbent on the levels above can go below."""
        bound = self._pinned()
        for level, terms in enumerate(self._terms):
            if not terms:
                continue
            cost = _weighted(terms)
            self._model.minimize(cost)
            solver = linear.Solver("GLOP")
            if (seconds := effort.by_clock()) is not None:
                solver.set_time_limit_in_seconds(seconds)
            if solver.solve(self._model) != linear.SolveStatus.OPTIMAL:
                break
            self._model.add_linear_constraint(cost, ub=incumbent.cost.levels[level] - bound[level])
            bound[level] += max(math.ceil(solver.objective_value * (1 - _ROUNDING) - _ROUNDING), 0)
        return tuple(bound)

    def _kind(self, place: Place) -> Hashable:
        """Places that differ only by who is there."""
        room, reserves = self._index.rooms[place.room], self._index.problem.reserves
        kept = frozenset(reserve.id for reserve in reserves if place.id in reserve.places)
        bands = (room.ward, room.sex, room.youngest, room.oldest, kept)
        return (*bands, place.features, place.emergency_only, self._index.beds[room.id])

    def _add(self, demand: Demand) -> None:
        out = self._model.new_num_var(0, 1, f"out {demand.id}")
        self._charge(out, self._cost(demand, None, by_start=None))
        nights: dict[int, list[linear.Variable]] = defaultdict(list)
        kinds: dict[Hashable, list[Place]] = defaultdict(list)
        for place in self._hospital.suitable(demand):
            kinds[self._kind(place)].append(place)
        for kind, places in kinds.items():
            by_place = [self._cost(demand, _at(demand, place, 0), by_start=False) for place in places]
            least = [min(levels) for levels in zip(*by_place, strict=True)]
            for night in sorted({night for place in places for night in self._nights(demand, place)}):
                part = self._model.new_num_var(0, 1, f"{demand.id} from {night}")
                by_start = self._cost(demand, _at(demand, places[0], night), by_start=True)
                self._charge(part, [one + other for one, other in zip(least, by_start, strict=True)])
                self._shares.append(_Share(demand, kind, night, part))
                nights[night].append(part)
        everything = [out, *(part for parts in nights.values() for part in parts)]
        self._model.add(linear.LinearExpr.sum(everything) == 1)
        if demand.surgery is not None:
            self._operate(demand, nights)

    def _nights(self, demand: Demand, place: Place) -> Iterator[int]:
        """The nights from which there is room for the whole stay beside the facts."""
        last = min(demand.due, self._index.problem.horizon.length - 1)
        blocked = self._hospital.beds.blocked(demand, place)
        for low, high in starts(demand.release, last, demand.length, blocked):
            yield from range(low, high + 1)

    def _operate(self, demand: Demand, nights: Mapping[int, list[linear.Variable]]) -> None:
        """Every share of the stay is operated in sessions of its day."""
        surgery, theatres = demand.surgery, self._hospital.theatres
        if surgery is None:
            return
        operated: dict[int, list[linear.Variable]] = {night: [] for night in nights}
        for opening in theatres.openings(demand):
            for night in range(opening.low, opening.high + 1):
                if night in operated and opening.session is not None:
                    slot = self._model.new_num_var(0, 1, f"{demand.id} operated in {opening.session}")
                    operated[night].append(slot)
                    day = (night + surgery.offset) // self._index.problem.horizon.day
                    self._use(opening.session, slot, surgery, theatres.left(self._index.sessions[opening.session]))
                    self._use((surgery.surgeon, day), slot, surgery, theatres.surgeon_left(surgery.surgeon, day))
        for night, parts in nights.items():
            self._model.add(linear.LinearExpr.sum(parts) - linear.LinearExpr.sum(operated[night]) == 0)

    def _use(self, key: Hashable, slot: linear.Variable, surgery: Surgery, left: int) -> None:
        self._slots[key].append((slot, surgery.minutes))
        self._left[key] = left

    def _limit_beds(self) -> None:
        """Each night a kind has so many beds, and so many that one sex can have beside the facts."""
        for sexes in ({Sex.FEMALE, Sex.MALE}, {Sex.FEMALE}, {Sex.MALE}):
            there: dict[tuple[Hashable, int], list[linear.Variable]] = defaultdict(list)
            for share in self._shares:
                if share.demand.sex in sexes:
                    for night in self._presence(share):
                        there[share.kind, night].append(share.part)
            open_beds = {kind: self._open_beds(places, sexes) for kind, places in self._kinds.items()}
            for (kind, night), parts in there.items():
                self._model.add(linear.LinearExpr.sum(parts) <= open_beds[kind][night])

    def _limit_reserves(self) -> None:
        for reserve in self._index.problem.reserves:
            others: dict[int, list[linear.Variable]] = defaultdict(list)
            kinds = {self._kind(self._index.places[place]) for place in reserve.places}
            for share in self._shares:
                if share.kind in kinds and share.demand.kind is not DemandKind.EMERGENCY:
                    for night in self._presence(share):
                        others[night].append(share.part)
            for start, end, spare in self._hospital.beds.spare(reserve):
                for night in range(start, end):
                    if night in others:
                        self._model.add(linear.LinearExpr.sum(others[night]) <= max(spare, 0))

    def _open_beds(self, places: Iterable[Place], sexes: set[Sex]) -> list[int]:
        """Free beds each night, without those in rooms where facts of another sex are."""
        beds = [0] * self._index.problem.horizon.length
        for place in places:
            company = self._hospital.beds.company(place, sexes) if len(sexes) == 1 else []
            for start, end, free in self._hospital.beds.free(place):
                for night in range(start, end):
                    if not any(begin <= night < until for begin, until in company):
                        beds[night] += max(free, 0)
        return beds

    def _presence(self, share: _Share) -> range:
        return range(share.start, min(share.start + share.demand.length, self._index.problem.horizon.length))

    def _cost(self, demand: Demand, placement: Placement | None, *, by_start: bool | None) -> list[int]:
        """What the demand costs on each level: for its start, for its place, or (None) for being left out."""
        levels = [0] * LEVELS
        for rule, price in self._index.problem.prices.items():
            if rule in PER_DEMAND and (by_start is None or (rule in BY_START) is by_start):
                units = PER_DEMAND[rule](self._index, demand, placement)
                levels[level_of(rule, demand, price) - 1] += units * price.amount
        return levels

    def _charge(self, variable: linear.Variable, levels: Iterable[int]) -> None:
        for terms, amount in zip(self._terms, levels, strict=True):
            if amount:
                terms.append((variable, amount))

    def _pinned(self) -> list[int]:
        """What the pinned demands cost."""
        placed = self._hospital.placed
        pinned = (demand for demand in self._index.problem.demands if demand.pinned)
        costs = [levels_of(self._index, demand, placed[demand.id]) for demand in pinned]
        return [sum(levels) for levels in zip((0,) * LEVELS, *costs, strict=True)]


def _at(demand: Demand, place: Place, start: int) -> Placement:
    return Placement(demand=demand.id, place=place.id, start=start)


def _weighted(terms: Sequence[tuple[linear.Variable, int]]) -> linear.LinearExprT:
    return linear.LinearExpr.weighted_sum([part for part, _ in terms], [amount for _, amount in terms])
