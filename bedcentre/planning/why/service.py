"""Answers why, in a process of its own, and remembers the answer until the plan or the demand changes."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass
from threading import Lock, Thread

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.proposals import PlanRecord
from bedcentre.domain.requests import Demand
from bedcentre.planning.house import House
from bedcentre.planning.instant import carry_on
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import Snapshot, operational
from bedcentre.planning.why.answer import Why
from bedcentre.planning.why.telling import told, undecided
from bedcentre.usecases.ports import Reader
from optimizer.explain import explain
from optimizer.explain.answers import Explanation
from optimizer.plan import Plan
from optimizer.problem import Problem

log = logging.getLogger(__name__)

PATIENCE = 45.0
"""Seconds after which an answer is given up; the first one may have to wait until the process has started."""

REMEMBERED = 200
"""Answers kept at most."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What an answer depends on: the newest plan, and the demand with what is promised to it."""

    plan: PlanRecord | None
    demand: Demand
    claims: Sequence[object]


class Explainer:
    """Says of a demand why it gets its bed or none, and what would help. Safe to ask from any thread."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._known: dict[int, tuple[Moment, Why]] = {}

    def start(self) -> None:
        """Start the process, so that it is warm when the first question comes; returns at once."""
        self._running().submit(os.getpid)

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    def why(self, demand_id: int) -> Why:
        """The answer; at most ``PATIENCE`` seconds.

        Raises:
            NotFoundError: there is no such demand.
            RefusedError: there is no answer just now.
        """
        with self._house.reader() as reader:
            moment = _moment(reader, demand_id)
            known = self._known.get(demand_id)
            if known is not None and known[0] == moment:
                return known[1]
            snapshot = operational(reader, whole=True)
        answer = undecided(snapshot, demand_id) or told(snapshot, demand_id, self._explained(snapshot, demand_id))
        self._remember(demand_id, moment, answer)
        return answer

    def _explained(self, snapshot: Snapshot, demand_id: int) -> Explanation:
        try:
            asked = self._running().submit(explained, snapshot.problem, shown(snapshot), str(demand_id))
            return asked.result(PATIENCE)
        except BrokenExecutor as error:
            log.warning("The process that says why died; the next question starts a new one: %s", error)
            self.stop()
            raise RefusedError(Message("why.no_answer")) from error
        except TookTooLongError as error:
            log.warning("No reasons were found for demand %d in %g s", demand_id, PATIENCE)
            raise RefusedError(Message("why.no_answer")) from error

    def _remember(self, demand_id: int, moment: Moment, answer: Why) -> None:
        with self._lock:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[demand_id] = (moment, answer)

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_begin)
            return self._pool


def explained(problem: Problem, plan: Plan, demand: str) -> Explanation:
    """The demand explained within what people were shown, brought up to date."""
    return explain(problem, carry_on(problem, plan), demand)


def _moment(reader: Reader, demand_id: int) -> Moment:
    return Moment(reader.latest_plan(), reader.demand(demand_id), tuple(reader.claims_of(demand_id)))


def _begin() -> None:
    """Leave Ctrl-C to the server, and end with it when it is gone without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
