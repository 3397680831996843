"""The engine in a process of its own: kept warm, stopped when a newer question comes, restarted when it dies."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from typing import NoReturn

from bedcentre.planning.answers import NOTHING, Answer
from bedcentre.planning.jobs import JOB, REPLY, Job, Reply
from bedcentre.planning.solving import repaired, serve
from optimizer.plan import Plan
from optimizer.problem import Problem

GRACE = 20.0
"""Seconds beyond the ones allowed after which a silent solver counts as dead."""

WARM_UP = 60.0
"""Seconds that a new process may take until it is ready for its first question."""

NICENESS = 19
"""The board goes first: a search takes what processor time is left."""

POLL = 0.004
"""Seconds between two looks at whether the question is still wanted."""


class SolverFailedError(Exception):
    """The solver's process died, was silent too long, or found no plan."""


class SupersededError(Exception):
    """A newer question came before the answer to this one."""


class SolverProcess:
    """One solver. It answers every question in turn, also those that nobody wants any more. For one thread.

    One that is not ``searching`` never loads OR-Tools and is never busy for long: it only repairs the last plan.
    """

    def __init__(self, *, searching: bool = True) -> None:
        self._target = _search if searching else _repair
        self._context = multiprocessing.get_context("spawn")
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._stop: Event | None = None
        self._owed = False

    @property
    def pid(self) -> int | None:
        """The process's id while it runs."""
        return self._process.pid if self._process is not None and self._process.is_alive() else None

    def start(self) -> None:
        """Start the process if it does not run, so that it is warm when the first question comes."""
        if self.pid is not None:
            return
        self.close()
        self._stop = self._context.Event()
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=self._target, args=(theirs, self._stop), name="solver", daemon=True
        )
        self._process.start()
        theirs.close()
        self._owed = True  # it says when it is ready

    def solve(
        self,
        problem: Problem,
        *,
        shown: Plan = NOTHING,
        seconds: float,
        workers: int,
        unwanted: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """Ask and wait for the answer, or until ``unwanted()`` says that there is a newer question.

        ``shown`` is the plan that people have been shown so far.

        Raises:
            SupersededError: the answer is no longer wanted.
            SolverFailedError: there is no answer; the next question finds a fresh process.
        """
        self.start()
        pipe, stop = self._running()
        if self._owed:
            self._reply(WARM_UP, unwanted)
        stop.clear()
        self._owed = True
        try:
            pipe.send_bytes(JOB.dump_json(Job(problem=problem, shown=shown, seconds=seconds, workers=workers)))
        except OSError:
            self._fail("the solver's process died")
        reply = self._reply(seconds + GRACE, unwanted)
        if reply.answer is None:
            raise SolverFailedError(reply.failure)
        return reply.answer

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        self._owed = False

    def _running(self) -> tuple[Connection, Event]:
        if self._pipe is None or self._stop is None:
            self._fail("the solver's process does not run")
        return self._pipe, self._stop

    def _reply(self, seconds: float, unwanted: Callable[[], bool]) -> Reply:
        pipe, stop = self._running()
        until = time.monotonic() + seconds
        while not wait([pipe], timeout=POLL):
            if unwanted():
                stop.set()
                raise SupersededError
            if time.monotonic() > until:
                self._fail(f"the solver was silent for {seconds:g} s")
        try:
            reply = REPLY.validate_json(pipe.recv_bytes())
        except (EOFError, OSError):
            self._fail("the solver's process died")
        self._owed = False
        return reply

    def _fail(self, why: str) -> NoReturn:
        self.close()
        raise SolverFailedError(why)


def _search(pipe: Connection, stop: Event) -> None:
    from bedcentre.planning.searching import searched  # noqa: PLC0415 - OR-Tools is loaded in the solver's process alone

    serve(pipe, stop, searched, NICENESS)


def _repair(pipe: Connection, stop: Event) -> None:
    serve(pipe, stop, repaired, 0)
