"""The search for a better plan; the only module of the hospital that brings the solver into its process."""

from __future__ import annotations

import time
from collections.abc import Callable

from bedcentre.domain.proposals import GREEDY, SOLVER
from bedcentre.planning.answers import Answer, finish
from bedcentre.planning.instant import Instant, instant
from bedcentre.planning.jobs import Job
from optimizer.outcome import Feasible, Optimal
from optimizer.solve import solve

FINISHING = 2
"""The instant plan and the last touches to the solver's take at most this many times as long as the former alone."""


class NoPlanError(Exception):
    """The solver found no plan at all."""


def searched(job: Job, stopped: Callable[[], bool]) -> Answer:
    """The best plan that the solver finds in time.

    Raises:
        NoPlanError: it finds none.
    """
    begun = time.perf_counter()
    start = instant(job.problem, job.shown)
    left = job.seconds - FINISHING * (time.perf_counter() - begun)
    outcome = solve(job.problem, seconds=max(left, job.seconds / 2), workers=job.workers, hint=start.plan, stop=stopped)
    if not isinstance(outcome, Optimal | Feasible):
        raise NoPlanError(str(outcome))
    bound = outcome.cost.levels if isinstance(outcome, Optimal) else outcome.bound
    method = _method(outcome, start)
    return finish(job.problem, outcome.plan, start, method=method, bound=bound, begun=begun)


def _method(outcome: Optimal | Feasible, start: Instant) -> str:
    """Who made the plan: an earlier plan of the solver's that it searched for a better one, and found none, is its."""
    if isinstance(outcome, Optimal) or outcome.method != GREEDY:
        return SOLVER
    return SOLVER if start.carried_on and outcome.bound is not None else GREEDY
