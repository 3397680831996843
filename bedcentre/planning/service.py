"""The planner at work: hears what happens, offers new emergencies a bed at once, and plans anew soon after.

A plan is made twice: the last one brought up to date, offered within a moment, and what the solver then makes of it.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from threading import Event, Thread

from bedcentre.domain.proposals import GREEDY
from bedcentre.domain.vocabulary import DemandKind
from bedcentre.planning.answers import Answer, repaired_answer
from bedcentre.planning.first import first_proposal
from bedcentre.planning.house import PLANNER, House
from bedcentre.planning.news import News
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import Snapshot
from bedcentre.planning.worker import SolverFailedError, SolverProcess, SupersededError
from bedcentre.usecases.board.picture import Changes
from bedcentre.usecases.chores import due
from bedcentre.usecases.planning import PublishPlan

log = logging.getLogger(__name__)

PERIOD = 60.0
"""Seconds after which the hospital is planned anew although nothing happened: time itself changes what is best."""

STARVING = 20.0
"""Seconds without a plan of the solver's after which news no longer interrupt the one being made."""

FIRST_HOURS = 12
"""Hours that a first proposal looks ahead at first: fewer beds to look at are a faster answer."""

TICK = 2.0
"""Seconds between two looks at what the clock alone brings about."""


class Planner:
    """Plans the house while it runs, in a thread, with two processes of its own: to repair plans, and to search.

    Whatever goes wrong here, the hospital goes on: it is logged and tried again.
    """

    def __init__(self, house: House) -> None:
        self.repairer = SolverProcess(searching=False)
        self.solver = SolverProcess()
        self._house = house
        self._news = News(house)
        self._wake = Event()
        self._stopping = Event()
        self._planned_at = self._tended_at = float("-inf")
        self._thread = Thread(target=self._run, name="planner", daemon=True)
        self._unsubscribe = house.subscribe(lambda _sequence: self._wake.set())

    def start(self) -> None:
        """Begin to plan; returns at once.

        What is in memory by then lives long: looking through it for garbage would hold up everybody time and again.
        """
        gc.collect()
        gc.freeze()
        self._thread.start()

    def stop(self) -> None:
        """Stop planning; returns when nothing runs any more."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._unsubscribe()
        self.repairer.close()
        self.solver.close()

    def step(self) -> None:
        """Offer new emergencies a bed, do what the clock alone brings about, and plan anew when it is time."""
        self.offer_first()
        if time.monotonic() >= self._tended_at + TICK:
            self.tend()
        if time.monotonic() >= self._due_at():
            self.replan()

    def offer_first(self) -> None:
        """Take in the news, and offer every new emergency the best bed there is."""
        self._news.hear()
        while self._news.emergencies:
            demand_id = self._news.emergencies.pop(0)
            command = self._first(demand_id)
            if command is not None:
                self._house.execute(command, PLANNER)

    def _first(self, demand_id: int) -> PublishPlan | None:
        """A bed within few hours, if there is none then within as many as the policy looks ahead."""
        for hours in (FIRST_HOURS, None):
            snapshot = self._news.snapshot({DemandKind.EMERGENCY}, hours)
            command = first_proposal(snapshot, demand_id) if demand_id in snapshot.asked else None
            if command is not None:
                return command
        return None

    def tend(self) -> None:
        """Do what the clock alone brings about; a new emergency does not wait for it."""
        with self._house.reader() as reader:
            commands = list(due(reader))
        for command in commands:
            self._house.execute(command, PLANNER)
            self.offer_first()
        self._tended_at = time.monotonic()

    def replan(self) -> None:
        """Plan the whole hospital anew; dropped as soon as there are news that the next plan looks after."""
        snapshot = self._news.snapshot()
        touched = Changes.of(self._news.rows).demands
        self._news.forget()
        try:
            repaired = self._repaired(snapshot, touched)
            self._publish(snapshot, repaired)
            self._publish(snapshot, self._searched(snapshot, repaired))
        except SupersededError:
            return
        self._planned_at = time.monotonic()

    def _publish(self, snapshot: Snapshot, answer: Answer) -> None:
        now = self._news.hear()
        self._house.execute(full_plan(snapshot, answer, now, Changes.of(self._news.rows)), PLANNER)

    def _repaired(self, snapshot: Snapshot, touched: Collection[int]) -> Answer:
        """The last plan brought up to date: those with ``touched`` demands get the best bed left, the others stay."""
        before = shown(snapshot, besides=touched)
        try:
            return self.repairer.solve(
                snapshot.problem, shown=before, seconds=0, workers=1, unwanted=self._superseded_by_emergency
            )
        except SolverFailedError as error:
            log.warning("The repair of the plan failed, it is done here: %s", error)
            return repaired_answer(snapshot.problem, before)

    def _searched(self, snapshot: Snapshot, repaired: Answer) -> Answer:
        """The best plan that the solver finds from the repaired one on, which stands if there is none."""
        settings = self._house.settings
        try:
            return self.solver.solve(
                snapshot.problem,
                shown=repaired.plan,
                seconds=settings.plan_seconds,
                workers=settings.plan_workers,
                unwanted=self._superseded,
            )
        except SolverFailedError as error:
            log.warning("The solver failed, the instant plan stands: %s", error)
            return replace(repaired, method=GREEDY)

    def _superseded_by_emergency(self) -> bool:
        """Whether a new emergency came, which is offered a bed before anything else."""
        if self._wake.is_set():
            self._wake.clear()
            self._news.hear()
        return bool(self._news.emergencies) or self._stopping.is_set()

    def _superseded(self) -> bool:
        """Whether there are news to plan for while the solver is at work: the newest question wins.

        Where news come faster than plans, a plan is finished now and then all the same.
        """
        starving = time.monotonic() - self._planned_at > STARVING
        if self._superseded_by_emergency() and starving:
            self.offer_first()
        ripe = not starving and time.monotonic() >= self._news.ripe_at()
        return bool(self._news.emergencies) or ripe or self._stopping.is_set()

    def _due_at(self) -> float:
        return min(self._news.ripe_at(), self._planned_at + PERIOD)

    def _run(self) -> None:
        self._attempt(self.repairer.start)
        self._attempt(self.solver.start)
        while not self._stopping.is_set():
            self._attempt(self.step)
            self._wake.wait(min(TICK, max(self._due_at() - time.monotonic(), 0.0)))
            self._wake.clear()

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("Planning failed; it is tried again in %g s", TICK)
            self._planned_at = float("-inf")
            self._stopping.wait(TICK)
