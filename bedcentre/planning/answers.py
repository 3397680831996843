"""What comes back from the engine: a plan that was checked, priced, and compared with the instant one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bedcentre.domain.proposals import GREEDY, REPAIRED
from bedcentre.planning.checking import priced
from bedcentre.planning.instant import Instant, carry_on, changed, instant
from optimizer.cost import Cost
from optimizer.greedy import best
from optimizer.index import Index
from optimizer.plan import Placement, Plan
from optimizer.problem import Demand, Problem
from optimizer.state.hospital import Hospital

NOTHING = Plan(placements=())
"""What people have been shown where no plan was made before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A plan that breaks no hard rule, what it costs by level and by rule, and how it came about.

    ``bound`` is the proven least cost per level, ``greedy_*`` what the instant plan costs. ``alternatives`` are the
    next best placements of those whose placement is new, everything else staying as it is.
    """

    plan: Plan
    method: str
    milliseconds: int
    levels: tuple[int, ...]
    items: dict[str, int]
    bound: tuple[int, ...] | None
    greedy_levels: tuple[int, ...]
    greedy_items: dict[str, int]
    alternatives: tuple[Placement, ...]


def greedy_answer(problem: Problem, shown: Plan = NOTHING) -> Answer:
    """The greedy plan, or what people were ``shown`` carried on if that is no worse."""
    begun = time.perf_counter()
    return finish(problem, None, instant(problem, shown), method=GREEDY, bound=None, begun=begun)


def repaired_answer(problem: Problem, shown: Plan) -> Answer:
    """What people were ``shown``, changed only where that no longer goes; the greedy plan if that was nothing."""
    begun = time.perf_counter()
    if shown.placements:
        plan = carry_on(problem, shown)
        start = Instant(shown=shown, plan=plan, greedy_cost=priced(problem, plan), carried_on=True)
    else:
        start = instant(problem, shown)
    return finish(problem, None, start, method=REPAIRED, bound=None, begun=begun)


def finish(
    problem: Problem,
    found: Plan | None,
    start: Instant,
    *,
    method: str,
    bound: tuple[int, ...] | None,
    begun: float,
) -> Answer:
    """Let people start as early as their bed allows, find the alternatives, and check the result.

    What people were ``shown`` stays as it is, with what they were told about it. ``found`` is what the solver made of
    ``start``; ``begun`` is when the work began, on the clock of ``time.perf_counter``.

    Raises:
        BrokenPlanError: the plan breaks a hard rule.
    """
    plan = start.plan if found is None else found
    hospital = Hospital(Index.of(problem), plan.placements)
    new = [hospital.index.demands[each.demand] for each in changed(plan, start.shown)]
    free = [demand for demand in new if not demand.pinned]
    _move_forward(hospital, free)
    cost = priced(problem, hospital.plan())
    return Answer(
        plan=hospital.plan(),
        method=method,
        milliseconds=round((time.perf_counter() - begun) * 1000),
        levels=cost.levels,
        items=by_rule(cost),
        bound=bound,
        greedy_levels=start.greedy_cost.levels,
        greedy_items=by_rule(start.greedy_cost),
        alternatives=tuple(_alternatives(hospital, free)),
    )


def by_rule(cost: Cost) -> dict[str, int]:
    """The amount each soft rule adds."""
    return {rule.value: amount for rule, amount in cost.by_rule().items()}


def _move_forward(hospital: Hospital, demands: Iterable[Demand]) -> None:
    """Within what costs nothing the solver starts stays at any time; people would rather come early."""
    places = hospital.index.places
    for demand in sorted(demands, key=lambda demand: hospital.placed[demand.id].start):
        now = hospital.placed[demand.id]
        hospital.take(demand)
        same = (each for each in hospital.options(demand, [places[now.place]]) if each.session == now.session)
        hospital.put(min(same, key=lambda each: each.start, default=now))


def _alternatives(hospital: Hospital, demands: Iterable[Demand]) -> Iterator[Placement]:
    for demand in demands:
        chosen = hospital.placed[demand.id]
        hospital.take(demand)
        second = best(hospital, demand, {}, besides=chosen.place)
        if second is not None:
            yield second
        hospital.put(chosen)
