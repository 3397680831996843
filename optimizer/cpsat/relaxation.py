"""A lower bound for large night plans: beds of one kind taken together, people and nights as fractions.

The linear relaxation gives every demand shares of kinds of places and nights. It knows windows, suitability, facts,
capacities by kind and sex, reserves, sessions and surgeons; it forgets who shares a room. So no plan is cheaper.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ortools.linear_solver.python import model_builder as linear

from optimizer.cost import LEVELS
from optimizer.cpsat.options import fixed_cost
from optimizer.problem import DemandKind, Sex

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.options import Options
    from optimizer.greedy import Levels
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

    def __init__(self, hospital: Hospital, asked: Sequence[Options]) -> None:
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
        for options in asked:
            self._add(options)
        self._limit_beds()
        self._limit_reserves()
        for key, slots in self._slots.items():
            self._model.add_linear_constraint(_weighted(slots), ub=self._left[key])

    def bound(self, incumbent: Incumbent, effort: Effort) -> tuple[int, ...]:
        """Per level, what no plan as good as the incumbent on the levels above can go below."""
        bound = list(fixed_cost(self._hospital))
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

    def _add(self, asked: Options) -> None:
        demand = asked.demand
        out = self._model.new_num_var(0, 1, f"out {demand.id}")
        self._charge(out, asked.cost.left_out)
        cheapest: dict[tuple[Hashable, int], Levels] = {}
        for option in asked.choices:
            key = (self._kind(option.place), option.low)
            cheapest[key] = tuple(map(min, cheapest.get(key, option.least), option.least))
        nights: dict[int, list[linear.Variable]] = defaultdict(list)
        for (kind, night), least in cheapest.items():
            part = self._model.new_num_var(0, 1, f"{demand.id} from {night}")
            self._charge(part, least)
            self._shares.append(_Share(demand, kind, night, part))
            nights[night].append(part)
        everything = [out, *(part for parts in nights.values() for part in parts)]
        self._model.add(linear.LinearExpr.sum(everything) == 1)
        if demand.surgery is not None:
            self._operate(asked, demand.surgery, nights)

    def _operate(self, asked: Options, surgery: Surgery, nights: Mapping[int, list[linear.Variable]]) -> None:
        """Every share of the stay is operated in sessions of its day."""
        theatres = self._hospital.theatres
        operated: dict[int, list[linear.Variable]] = {night: [] for night in nights}
        for opening in asked.openings:
            for night in range(opening.low, opening.high + 1):
                if night in operated and opening.session is not None:
                    slot = self._model.new_num_var(0, 1, f"{asked.demand.id} operated in {opening.session}")
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

    def _charge(self, variable: linear.Variable, levels: Iterable[int]) -> None:
        for terms, amount in zip(self._terms, levels, strict=True):
            if amount:
                terms.append((variable, amount))


def _weighted(terms: Sequence[tuple[linear.Variable, int]]) -> linear.LinearExprT:
    return linear.LinearExpr.weighted_sum([part for part, _ in terms], [amount for _, amount in terms])
