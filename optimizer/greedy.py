"""The instant plan: every demand in order of right, each in the best place that is left.

It is what stands when the solver fails or is late, the solver's first hint, and the first proposal for a new demand.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, TypeAlias

from optimizer.checker.pricing import demand_items, level_of
from optimizer.cost import LEVELS, Cost
from optimizer.index import Index
from optimizer.own_cost import OwnCost
from optimizer.plan import Placement
from optimizer.problem import SoftRule
from optimizer.state.hospital import Hospital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from optimizer.plan import Plan
    from optimizer.problem import Demand, Place, Problem
    from optimizer.state.theatres import Opening

Levels: TypeAlias = tuple[int, ...]


def greedy(problem: Problem, hint: Plan | None = None) -> Plan:
    """A plan in one pass: first what ``hint`` says and still goes, then the others, the most entitled first."""
    return start(Index.of(problem), hint).plan()


def start(index: Index, hint: Plan | None = None) -> Hospital:
    """The same, as a state to go on from."""
    hospital = Hospital(index)
    if hint is not None:
        keep(hospital, hint.placements)
    fill(hospital)
    return hospital


def place_one(problem: Problem, plan: Plan, demand: str) -> Placement | None:
    """The first proposal for one new demand, everything in ``plan`` staying as it is; None if nothing is left."""
    index = Index.of(problem)
    others = (placement for placement in plan.placements if placement.demand != demand)
    return best(Hospital(index, others), index.demands[demand], {})


def keep(hospital: Hospital, placements: Iterable[Placement]) -> None:
    """Take over the placements that still keep every hard rule, in their order."""
    for placement in placements:
        demand = hospital.index.demands.get(placement.demand)
        if demand is not None and demand.id not in hospital.placed and hospital.allows(placement):
            hospital.put(placement)


def fill(hospital: Hospital, demands: Iterable[Demand] | None = None) -> None:
    """Place those of the demands (None = all) that have no place yet, if there is one for them."""
    index = hospital.index
    everybody = [demand for demand in index.problem.demands if demand.id not in hospital.placed]
    told = _Told(index, everybody)
    waiting = everybody if demands is None else [demand for demand in demands if demand.id not in hospital.placed]
    for demand in sorted(waiting, key=lambda demand: _right(index, demand)):
        told.forget(demand)
        placement = best(hospital, demand, told.broken)
        if placement is not None:
            hospital.put(placement)


def best(
    hospital: Hospital, demand: Demand, broken: Mapping[str, Levels], besides: str | None = None
) -> Placement | None:
    """The cheapest placement that is left, of equally cheap ones the earliest; None if being left out is cheaper.

    ``broken[place]`` is what others lose who were promised the place; ``besides`` is a place not to be looked at.
    """
    cost, openings = OwnCost(hospital.index, demand), hospital.openings(demand)
    chosen: Placement | None = None
    least: tuple[Levels, int] = (cost.left_out, 0)
    for places in sorted(hospital.alike(demand), key=lambda places: cost.of_place(places[0].id)):
        floor = cost.least(places[0].id, demand.release, demand.due)
        if chosen is not None and (floor, demand.release) >= least:
            break
        for option in _firsts(hospital, demand, (place for place in places if place.id != besides), openings, broken):
            price = _price(cost, option, broken), option.start
            if chosen is None or price < least:
                chosen, least = option, price
    if chosen is None or demand.mandatory:
        return chosen
    return chosen if _price(cost, chosen, {}) <= cost.left_out else None


def _firsts(
    hospital: Hospital,
    demand: Demand,
    places: Iterable[Place],
    openings: Sequence[Opening],
    broken: Mapping[str, Levels],
) -> Iterator[Placement]:
    """In places that cost the same one placement for every start, and all of those that somebody else was promised."""
    seen: set[int] = set()
    for place in places:
        for start, session in hospital.starts(demand, place, openings):
            if start not in seen or place.id in broken:
                yield Placement(demand=demand.id, place=place.id, start=start, session=session)
            if place.id not in broken:
                seen.add(start)


def _price(cost: OwnCost, placement: Placement, broken: Mapping[str, Levels]) -> Levels:
    own = _sum(cost.of_place(placement.place), cost.of_start(placement.start))
    return _sum(own, broken[placement.place]) if placement.place in broken else own


def levels_of(index: Index, demand: Demand, placement: Placement | None) -> Levels:
    """The demand's own cost on the five levels."""
    return Cost(items=tuple(demand_items(index, demand, placement))).levels


def _right(index: Index, demand: Demand) -> tuple[object, ...]:
    """Who chooses first: what must be, then the more important level, urgency, promises, the shorter deadline."""
    price = index.problem.prices.get(SoftRule.UNPLACED)
    level = LEVELS if price is None else level_of(SoftRule.UNPLACED, demand, price)
    deadline = demand.due if demand.expires is None else min(demand.due, demand.expires)
    return (not demand.mandatory, level, demand.promise is None, -demand.urgency, deadline, demand.id)


class _Told:
    """``broken[place]``: what is lost on each level where a place is given to others than those who were told of it."""

    def __init__(self, index: Index, demands: Iterable[Demand]) -> None:
        self._prices = index.problem.prices
        self.broken: dict[str, Levels] = {}
        for demand in demands:
            self._count(demand, 1)

    def forget(self, demand: Demand) -> None:
        """The demand's own turn has come."""
        self._count(demand, -1)

    def _count(self, demand: Demand, sign: int) -> None:
        promised = None if demand.promise is None else demand.promise.place
        for rule, place in ((SoftRule.PROMISE_PLACE, promised), (SoftRule.STABILITY, demand.previous)):
            price = self._prices.get(rule)
            if price is not None and place is not None:
                lost = tuple(sign * price.amount * (level == price.level) for level in range(1, LEVELS + 1))
                self.broken[place] = _sum(self.broken[place], lost) if place in self.broken else lost


def _sum(one: Levels, other: Levels) -> Levels:
    return tuple(map(add, one, other))
