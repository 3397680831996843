"""What if: one question at a time about a changed hospital, answered in a process of its own that can be ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection, wait
from threading import Event, Lock, Thread

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.places import Specialty
from bedcentre.domain.requests import Demand
from bedcentre.planning.house import House
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import Snapshot, operational
from bedcentre.planning.why.answer import Place
from bedcentre.planning.why.asked import place_of
from optimizer.explain.changes import AddSession, CloseWard, MoreEmergencies
from optimizer.formats.findings import ProblemError
from optimizer.plan import Placement, Plan
from optimizer.problem import Problem

Question = CloseWard | MoreEmergencies | AddSession

POLL = 0.1
"""Seconds between two looks at whether the answer is still wanted."""

GRACE = 60.0
"""Seconds beyond the two searches after which there is no answer."""

NICENESS = 15
"""It takes what processor time the board and the plans leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A demand that would be placed otherwise; ``demand`` is None for an emergency that was made up."""

    demand: Demand | None
    specialty: Specialty | None
    before: Place | None
    after: Place | None

    @property
    def name(self) -> str:
        """What becomes of it, as a word to look up."""
        if self.demand is None:
            return "more_placed" if self.after else "more_unplaced"
        if self.before is None or self.after is None:
            return "placed" if self.after else "unplaced"
        if self.before.bed_id != self.after.bed_id:
            return "moved"
        return "later" if self.before.start < self.after.start else "earlier"


@dataclass(slots=True, kw_only=True)
class Trial:
    """One question, in words ``what``, and what became of it: ``shifts`` or a ``failure`` once it is ``done``."""

    question: Question
    what: Message
    asked_at: datetime
    unwanted: Event = field(default_factory=Event)
    done: Event = field(default_factory=Event)
    shifts: tuple[Shift, ...] | None = None
    failure: Message | None = None

    @property
    def running(self) -> bool:
        """Whether the answer is still being looked for."""
        return not self.done.is_set()


class WhatIfs:
    """Answers one what-if at a time, and keeps the last answer. Safe to ask from any thread."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._thread: Thread | None = None
        self.trial: Trial | None = None

    def start(self) -> None:
        """Nothing runs until somebody asks."""

    def stop(self) -> None:
        """End what runs."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    def ask(self, question: Question, what: Message) -> Trial:
        """Begin to look for the answer; ``what`` says the question in words.

        Raises:
            RefusedError: another question is being answered, or this one is about nothing in the coming hours.
        """
        with self._lock:
            if self.trial is not None and self.trial.running:
                raise RefusedError(Message("what_if.busy"))
            with self._house.reader() as reader:
                snapshot = operational(reader)
            try:
                question.apply(snapshot.problem)
            except ProblemError as error:
                raise RefusedError(Message("what_if.nothing_there")) from error
            trial = Trial(question=question, what=what, asked_at=snapshot.picture.now)
            self.trial = trial
            self._thread = Thread(target=self._run, args=(trial, snapshot), name="what-if", daemon=True)
            self._thread.start()
            return trial

    def cancel(self) -> None:
        """The answer is no longer wanted."""
        if self.trial is not None:
            self.trial.unwanted.set()

    def _run(self, trial: Trial, snapshot: Snapshot) -> None:
        try:
            moved = _moved(trial, snapshot, self._house.settings.plan_seconds)
            if moved is None:
                trial.failure = Message("what_if.cancelled" if trial.unwanted.is_set() else "what_if.failed")
            else:
                trial.shifts = tuple(_shift(snapshot, each) for each in moved)
        finally:
            trial.done.set()


Moved = tuple[str, Placement | None, Placement | None]
"""A demand's id with its placement before and after."""


def _moved(trial: Trial, snapshot: Snapshot, seconds: float) -> Sequence[Moved] | None:
    """Who is placed otherwise; None if nobody wants to know any more, or there is no answer."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    job = (theirs, snapshot.problem, shown(snapshot), trial.question, seconds)
    process = context.Process(target=_answer, args=job, name="what-if", daemon=True)
    process.start()
    theirs.close()
    try:
        return _received(ours, trial.unwanted, 2 * seconds + GRACE)
    finally:
        process.kill()
        process.join()
        ours.close()


def _received(pipe: Connection, unwanted: Event, seconds: float) -> Sequence[Moved] | None:
    left = seconds
    while not unwanted.is_set() and left > 0:
        if wait([pipe], timeout=POLL):
            try:
                moved: Sequence[Moved] = pipe.recv()
            except (EOFError, OSError):
                return None
            return moved
        left -= POLL
    return None


def _shift(snapshot: Snapshot, moved: Moved) -> Shift:
    name, before, after = moved
    demand = snapshot.asked.get(int(name)) if name.isdecimal() else None
    return Shift(
        demand=demand,
        specialty=snapshot.picture.specialties.get(demand.specialty) if demand is not None else None,
        before=None if before is None else place_of(snapshot, before),
        after=None if after is None else place_of(snapshot, after),
    )


def _answer(pipe: Connection, problem: Problem, plan: Plan, question: Question, seconds: float) -> None:
    from bedcentre.planning.trying import tried  # noqa: PLC0415 - OR-Tools is loaded in this process alone

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    pipe.send(tried(problem, plan, question, seconds))
