"""The one door: a problem in, a checked plan out."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from optimizer.cpsat.effort import Effort
from optimizer.greedy import start
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.nursing.unattended import closed_without_nurses, left_alone
from optimizer.outcome import Feasible, Infeasible, NoPlanInTime, Optimal
from optimizer.search.budget import TimeOverError
from optimizer.strategy import Finding, search
from optimizer.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.cost import Cost
    from optimizer.outcome import Outcome
    from optimizer.plan import Plan
    from optimizer.problem import Problem

log = logging.getLogger(__name__)

MICROSECONDS = 6
"""Decimals of the solver's seconds: the same parts added in another order differ only beyond."""


def solve(  # noqa: PLR0913 - each is one thing a caller decides
    problem: Problem,
    *,
    seconds: float,
    workers: int = 2,
    hint: Plan | None = None,
    stop: Callable[[], bool] | None = None,
    on_plan: Callable[[Plan, Cost], None] | None = None,
    deterministic: bool = False,
) -> Outcome:
    """Find the best plan there is time for.

    Args:
        problem: what is asked; it must have passed ``check_references``.
        seconds: how long, in all.
        workers: how many cores.
        hint: a plan to begin from, as far as it still goes.
        stop: asked now and then; once it says yes, the best plan so far is returned.
        on_plan: is given every better plan with its cost, each checked.
        deterministic: count the solver's steps instead of seconds, so that a run repeats exactly.
    """
    if alone := left_alone(problem):
        return Infeasible(conflicts=alone)
    problem = closed_without_nurses(problem)
    effort = Effort(seconds, workers=workers, deterministic=deterministic, stop=stop)
    hospital = start(Index.of(problem), hint)
    incumbent = Incumbent(problem, hospital.plan(), on_plan)
    found = Finding(method="greedy")
    try:
        found = search(hospital, incumbent, effort)
    except TimeOverError:
        log.info("no time was left to search, the plan there is stands")
    except Exception:  # whatever fails in the solver, the greedy plan stands
        log.exception("the solver failed, the greedy plan stands")
    if incumbent.missing:
        return Infeasible(conflicts=found.conflicts) if found.conflicts else NoPlanInTime(seconds=seconds)
    work = Work(
        moves_tried=found.moves, cpsat_seconds=round(effort.solved, MICROSECONDS), plans_checked=incumbent.checked
    )
    if found.proven or found.bound == incumbent.cost.levels:
        return Optimal(plan=incumbent.plan, cost=incumbent.cost, work=work)
    method = found.method if incumbent.improved else "greedy"
    return Feasible(plan=incumbent.plan, cost=incumbent.cost, bound=found.bound, method=method, work=work)
