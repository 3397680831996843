"""The solver's side of the pipe; the only module of the hospital that brings the solver into its process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from bedcentre.domain.proposals import GREEDY, SOLVER
from bedcentre.planning.answers import Answer, finish
from bedcentre.planning.instant import Instant, instant
from bedcentre.planning.jobs import JOB, REPLY, Job, Reply
from optimizer.outcome import Feasible, Optimal
from optimizer.solve import solve

NICENESS = 5
"""The board goes first: the solver takes what processor time is left."""


FINISHING = 2
"""The instant plan and the last touches to the solver's take at most this many times as long as the former alone."""


class NoPlanError(Exception):
    """The solver found no plan at all."""


def serve(pipe: Connection, stop: Event) -> None:
    """Say when ready, then answer one question after the other until the pipe's other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    pipe.send_bytes(REPLY.dump_json(Reply()))
    while True:
        try:
            job = JOB.validate_json(pipe.recv_bytes())
        except EOFError:
            return
        pipe.send_bytes(REPLY.dump_json(reply_to(job, stop.is_set)))


def reply_to(job: Job, stopped: Callable[[], bool]) -> Reply:
    """Solve; whatever goes wrong is told, so that the greedy plan can stand."""
    try:
        return Reply(answer=solved(job, stopped))
    except Exception as error:  # noqa: BLE001 - whatever breaks in the solver, the hospital goes on without it
        return Reply(failure=f"{type(error).__name__}: {error}")


def solved(job: Job, stopped: Callable[[], bool]) -> Answer:
    """The best plan that the solver finds in time.

    Raises:
        NoPlanError: it finds none.
    """
    begun = time.perf_counter()
    start = instant(job.problem)
    left = job.seconds - FINISHING * (time.perf_counter() - begun)
    outcome = solve(job.problem, seconds=max(left, job.seconds / 2), workers=job.workers, hint=start.plan, stop=stopped)
    if not isinstance(outcome, Optimal | Feasible):
        raise NoPlanError(str(outcome))
    bound = outcome.cost.levels if isinstance(outcome, Optimal) else outcome.bound
    return finish(job.problem, outcome.plan, start, method=_method(outcome, start), bound=bound, begun=begun)


def _method(outcome: Optimal | Feasible, start: Instant) -> str:
    """Who made the plan: an earlier plan of the solver's that it searched for a better one, and found none, is its."""
    if isinstance(outcome, Optimal) or outcome.method != GREEDY:
        return SOLVER
    return SOLVER if start.carried_on and outcome.bound is not None else GREEDY
