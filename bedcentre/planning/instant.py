"""The plan there is at once: the greedy one, or the last one carried on where that is no worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bedcentre.planning.checking import priced
from optimizer.checker.pricing import level_of
from optimizer.checker.suitability import suits
from optimizer.cost import LEVELS, Cost
from optimizer.greedy import fill, greedy, keep, levels_of
from optimizer.index import Index
from optimizer.plan import Placement, Plan
from optimizer.problem import Demand, Problem, SoftRule
from optimizer.state.hospital import Hospital


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """The better of the two, what the greedy plan costs, and whether the better one is the last plan ``carried_on``.

    ``shown`` is what people have been offered so far.
    """

    shown: Plan
    plan: Plan
    greedy_cost: Cost
    carried_on: bool


def instant(problem: Problem, shown: Plan) -> Instant:
    """The best plan that takes no search; ``shown`` is what people have been offered.

    The greedy plan knows nothing of what people were shown before but as a last resort; beginning from the last plan
    instead keeps proposals where they are unless something better is found.

    Raises:
        BrokenPlanError: a plan breaks a hard rule.
    """
    fresh = greedy(problem)
    fresh_cost = priced(problem, fresh)
    if shown.placements:
        steady = carry_on(problem, shown)
        if priced(problem, steady).levels <= fresh_cost.levels:
            return Instant(shown=shown, plan=steady, greedy_cost=fresh_cost, carried_on=True)
    return Instant(shown=shown, plan=fresh, greedy_cost=fresh_cost, carried_on=False)


def carry_on(problem: Problem, shown: Plan) -> Plan:
    """Everybody where the last plan had them, as far as that still goes; the others in the best places left.

    Emergencies, whose waiting counts on a level above the others', choose first: they may take a bed that was offered
    to somebody else, who then gets another one.
    """
    hospital = Hospital(Index.of(problem))
    offered = {placement.demand: placement for placement in shown.placements}
    for demands in _layers(problem):
        told = [offered[demand.id] for demand in demands if demand.id in offered]
        keep(hospital, told)
        for placement in sorted(told, key=lambda placement: placement.start):
            _stay(hospital, placement)
        fill(hospital, demands)
    return hospital.plan()


def changed(plan: Plan, shown: Plan) -> Iterator[Placement]:
    """The placements that are not what people have been offered."""
    before = set(shown.placements)
    return (placement for placement in plan.placements if placement not in before)


def _layers(problem: Problem) -> Iterator[list[Demand]]:
    """The free demands by the level on which being left out counts, the most important first."""
    price = problem.prices.get(SoftRule.UNPLACED)

    def level(demand: Demand) -> int:
        return LEVELS if price is None else level_of(SoftRule.UNPLACED, demand, price)

    free = sorted((demand for demand in problem.demands if not demand.pinned), key=level)
    return (list(demands) for _, demands in groupby(free, level))


def _stay(hospital: Hospital, offered: Placement) -> None:
    """Leave a demand in the bed it was offered, at another time if that costs less or the offered one is gone."""
    demand, place = hospital.index.demands[offered.demand], hospital.index.places.get(offered.place)
    if place is None or not suits(hospital.index, demand, place):
        return
    kept = hospital.placed.get(demand.id)
    if kept is not None:
        hospital.take(demand)
    options = [*([] if kept is None else [kept]), *hospital.options(demand, [place])]
    if options:
        hospital.put(min(options, key=lambda each: levels_of(hospital.index, demand, each)))
