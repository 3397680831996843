"""The plan there is at once: the greedy one, or the last one carried on where that is no worse."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.planning.checking import priced
from optimizer.checker.suitability import suits
from optimizer.cost import Cost
from optimizer.greedy import fill, greedy, levels_of
from optimizer.index import Index
from optimizer.plan import Plan
from optimizer.problem import Problem
from optimizer.state.hospital import Hospital


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """The better of the two, what the greedy plan costs, and whether the better one is the last plan ``carried_on``."""

    plan: Plan
    greedy_cost: Cost
    carried_on: bool


def instant(problem: Problem) -> Instant:
    """The best plan that takes no search.

    The greedy plan knows nothing of what people were shown before but as a last resort; beginning from the last plan
    instead keeps proposals where they are unless something better is found.

    Raises:
        BrokenPlanError: a plan breaks a hard rule.
    """
    fresh = greedy(problem)
    fresh_cost = priced(problem, fresh)
    if any(demand.previous is not None for demand in problem.demands):
        steady = carry_on(problem)
        if priced(problem, steady).levels <= fresh_cost.levels:
            return Instant(plan=steady, greedy_cost=fresh_cost, carried_on=True)
    return Instant(plan=fresh, greedy_cost=fresh_cost, carried_on=False)


def carry_on(problem: Problem) -> Plan:
    """Everybody where the last plan had them, as far as that still goes; the others in the best places left."""
    index = Index.of(problem)
    hospital = Hospital(index)
    for demand in problem.demands:
        place = index.places.get(demand.previous or "")
        if place is None or demand.id in hospital.placed or not suits(index, demand, place):
            continue
        options = list(hospital.options(demand, [place]))
        if options:
            hospital.put(min(options, key=lambda each: (levels_of(index, demand, each), each.start)))
    fill(hospital)
    return hospital.plan()
