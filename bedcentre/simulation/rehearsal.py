"""Days without a server: the clock is moved by hand, the day happens, and everything is counted and audited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.house import PLANNER, House
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import operational
from bedcentre.simulation.audit.auditor import Audit, Auditor
from bedcentre.simulation.audit.fabric import Fabric
from bedcentre.simulation.day import PAGE, Demo
from bedcentre.simulation.door import Door
from bedcentre.simulation.plans import Plans
from bedcentre.usecases.board.picture import Changes


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
class Report:
    """What the rehearsed days came to; ``seconds`` is real time, planning included.

    ``done``: commands carried out by name; ``refused``: refusals by command and first reason.
    """

    days: float
    audit: Audit
    done: Counter[str]
    refused: Mapping[str, Counter[str]]
    seconds: float
    planning_seconds: float


class Rehearsal:
    """Runs a demo on a stepped clock, planning at intervals."""

    def __init__(self, app: Door, clock: SteppedClock, demo: Demo) -> None:
        self._app = app
        self._clock = clock
        self._demo = demo

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
                plans.plan()
                planning += perf_counter() - before
                next_plan += plan_every
            self._demo.step()
            self._clock.move(step)
        plans.close()
        return Report(
            days=lasting / timedelta(days=1),
            audit=audited(self._app),
            done=self._demo.tally.done,
            refused=self._demo.tally.refusals(),
            seconds=perf_counter() - began,
            planning_seconds=planning,
        )


def audited(app: Door) -> Audit:
    """What the hospital's whole journal comes to."""
    with app.reader() as reader:
        auditor = Auditor(Fabric.of(reader))
        sequence = 0
        while rows := app.journal_since(sequence, PAGE):
            auditor.follow(rows)
            sequence = rows[-1].sequence
        return auditor.report(reader)
