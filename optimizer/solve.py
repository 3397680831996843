"""The one door: a problem in, a checked plan out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from optimizer import nights
from optimizer.cpsat.conflicts import conflicts, hopeless
from optimizer.cpsat.effort import Effort
from optimizer.cpsat.improve import improve
from optimizer.cpsat.levels import descend
from optimizer.cpsat.model import build
from optimizer.cpsat.relaxation import Relaxation
from optimizer.greedy import start
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.nursing.unattended import closed_without_nurses, left_alone
from optimizer.outcome import Feasible, Infeasible, NoPlanInTime, Optimal
from optimizer.problem import Grid, SoftRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.cost import Cost
    from optimizer.cpsat.levels import Descent
    from optimizer.outcome import Outcome
    from optimizer.plan import Plan
    from optimizer.problem import Problem
    from optimizer.state.hospital import Hospital

MODEL_CHOICES: Final = 20_000  # up to here the whole problem is one model,
NIGHT_CHOICES: Final = 2_000  # up to here on the night grid, unless mandatory demands are still without a place
BOUND_SHARE: Final = 0.2  # of the time, for a night plan's lower bound

log = logging.getLogger(__name__)


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
    found = _Search(method="greedy")
    try:
        found = _search(hospital, incumbent, effort)
    except Exception:  # whatever fails in the solver, the greedy plan stands
        log.exception("the solver failed, the greedy plan stands")
    if incumbent.missing:
        return Infeasible(conflicts=found.conflicts) if found.conflicts else NoPlanInTime(seconds=seconds)
    if found.proven:
        return Optimal(plan=incumbent.plan, cost=incumbent.cost)
    method = found.method if incumbent.improved else "greedy"
    return Feasible(plan=incumbent.plan, cost=incumbent.cost, bound=found.bound, method=method)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """What the search knows about the incumbent it leaves, or why there is none."""

    method: str
    proven: bool = False
    bound: tuple[int, ...] | None = None
    conflicts: tuple[str, ...] = ()


def _search(hospital: Hospital, incumbent: Incumbent, effort: Effort) -> _Search:
    problem = hospital.index.problem
    if incumbent.missing and (reasons := hopeless(hospital.index)):
        return _Search(method="greedy", conflicts=reasons)
    choices, timed = _choices(hospital), problem.horizon.grid is Grid.MINUTES
    anneal = problem.nurses and nights.improvable(problem)
    if anneal and (choices > MODEL_CHOICES or not incumbent.missing):
        nights.improve(problem, incumbent, effort.budget())
        return _Search(method="annealing")
    large = choices > (MODEL_CHOICES if timed or incumbent.missing else NIGHT_CHOICES)
    found = _pieces(hospital, incumbent, effort) if large else _whole(hospital, incumbent, effort)
    return found if _modelled(problem) else replace(found, proven=False, bound=None)


def _whole(hospital: Hospital, incumbent: Incumbent, effort: Effort) -> _Search:
    """The whole problem as one model."""
    freed = hospital.take_all(hospital.index.problem.demands)
    found = descend(build(hospital, freed, relaxed=incumbent.missing > 0), incumbent, effort, effort.left())
    return _known("cp-sat", found, hospital, effort)


def _pieces(hospital: Hospital, incumbent: Incumbent, effort: Effort) -> _Search:
    """A large problem piece by piece; on the night grid a relaxation of the whole says how good that is."""
    method = "neighbourhoods"
    nightly = hospital.index.problem.horizon.grid is Grid.NIGHTS
    found = improve(hospital, incumbent, effort, effort.left() * (1 - nightly * BOUND_SHARE))
    if found is not None:
        return _known(method, found, hospital, effort)
    if incumbent.missing or not nightly:
        return _Search(method=method)
    freed = hospital.take_all(hospital.index.problem.demands)
    return _Search(method=method, bound=Relaxation(hospital, freed).bound(incumbent, effort))


def _known(method: str, found: Descent, hospital: Hospital, effort: Effort) -> _Search:
    """What a descent of all demands says; if some must be left out, which ones clash."""
    freed = hospital.take_all(hospital.index.problem.demands)
    reasons = conflicts(hospital, freed, effort) if found.missing else ()
    return _Search(method=method, proven=found.proven, bound=found.bound, conflicts=reasons)


def _modelled(problem: Problem) -> bool:
    """Whether the model knows every rule that costs, so that what it proves holds for the plan's whole cost."""
    ages = SoftRule.MIXED_AGE in problem.prices and problem.horizon.grid is Grid.MINUTES
    return not problem.nurses and not ages


def _choices(hospital: Hospital) -> int:
    """How large the whole model would be."""
    timed = hospital.index.problem.horizon.grid is Grid.MINUTES
    return sum(
        len(hospital.suitable(demand)) * (1 if timed else demand.due - demand.release + 1)
        for demand in hospital.index.problem.demands
        if not demand.pinned
    )
