"""Days without a server: the clock is moved by hand, the day happens, and everything is counted and audited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter

from bedcentre.domain.events import PlanProposed
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.house import PLANNER, House
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import operational
from bedcentre.simulation.day import PAGE, Demo
from bedcentre.simulation.door import Door
from bedcentre.simulation.ledger import Ledger
from bedcentre.simulation.plans import Plans
from bedcentre.simulation.promises import Kept, Promises
from bedcentre.usecases.board.picture import Changes, take


def instant_plan(house: House) -> None:
    """Make the instant plan of the hospital as it is, and offer it."""
    with house.reader() as reader:
        snapshot = operational(reader)
    answer = greedy_answer(snapshot.problem, shown(snapshot))
    house.execute(full_plan(snapshot, answer, snapshot.picture, Changes()), PLANNER)


@dataclass(slots=True)
class SteppedClock:
    """A clock that stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        """The present instant."""
        return self.at

    def move(self, step: timedelta) -> None:
        """Let time pass."""
        self.at += step


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long the patients of one kind waited from when they wanted a bed until they lay in it, minutes."""

    raised: int
    placed: int
    median: float | None
    longest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the rehearsed days came to. ``violations`` must be empty; ``seconds`` is real time, planning included.

    ``events`` are all that happened but the plans themselves.
    """

    waits: dict[str, Waits]
    left: int
    waiting: int
    occupied: int
    done: Counter[str]
    refused: Counter[tuple[str, str]]
    promises: Kept
    events: int
    violations: tuple[str, ...]
    seconds: float
    planning_seconds: float


class Rehearsal:
    """Runs a demo on a stepped clock, planning at intervals."""

    def __init__(self, app: Door, clock: SteppedClock, demo: Demo) -> None:
        self._app = app
        self._clock = clock
        self._demo = demo
        self._ledger = Ledger()
        self._promises = Promises()
        self._sequence = 0
        self._events = 0

    def run(
        self,
        lasting: timedelta,
        *,
        step: timedelta = timedelta(minutes=5),
        plan_every: timedelta = timedelta(minutes=30),
        search: float = 0,
    ) -> Report:
        """Let time pass in steps; every ``plan_every`` a new plan, with ``search`` seconds for the solver."""
        began, planning = perf_counter(), 0.0
        plans = Plans(self._app, search)
        end, next_plan = self._clock.now() + lasting, self._clock.now()
        while self._clock.now() < end:
            if self._clock.now() >= next_plan:
                before = perf_counter()
                self._promises.warn(told.id for told in plans.plan().values())
                planning += perf_counter() - before
                next_plan += plan_every
            self._demo.step()
            self._clock.move(step)
        plans.close()
        return self._report(perf_counter() - began, planning)

    def _report(self, seconds: float, planning: float) -> Report:
        while rows := self._app.journal_since(self._sequence, PAGE):
            self._ledger.follow(rows)
            self._promises.follow(rows)
            self._events += sum(not isinstance(row.event, PlanProposed) for row in rows)
            self._sequence = rows[-1].sequence
        with self._app.reader() as reader:
            picture = take(reader)
        return Report(
            waits={kind: self._waits(kind) for kind in sorted(self._ledger.raised)},
            left=self._ledger.left,
            waiting=len(picture.demands),
            occupied=sum(each.patient is not None for each in picture.beds.values()),
            done=self._demo.tally.done,
            refused=self._demo.tally.refused,
            promises=self._promises.counted(),
            events=self._events,
            violations=tuple(self._ledger.compare(picture)),
            seconds=seconds,
            planning_seconds=planning,
        )

    def _waits(self, kind: str) -> Waits:
        minutes = [wait / timedelta(minutes=1) for wait in self._ledger.waits[kind]]
        return Waits(
            raised=self._ledger.raised[kind],
            placed=len(minutes),
            median=median(minutes) if minutes else None,
            longest=max(minutes, default=None),
        )
