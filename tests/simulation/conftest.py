"""A small seed hospital on a clock that the test moves; planted once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from bedcentre.bootstrap import Application
from bedcentre.config import Settings
from bedcentre.domain.events import Recorded
from bedcentre.domain.messages import Message
from bedcentre.domain.policy import Policy
from bedcentre.seeding import generate
from bedcentre.seeding.records import Hospital
from bedcentre.simulation.day import Demo
from bedcentre.simulation.rehearsal import SteppedClock, audited, instant_plan
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.usecases.board.picture import Picture, take

START = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
"""07:30 on a Monday in Shanghai."""

STEP = timedelta(minutes=15)


class OpenStage(Protocol):
    """Opens a copy of a planted hospital."""

    def __call__(self, planted: Path, hospital: Hospital, patience: timedelta | None = timedelta(0)) -> Stage:
        """A stage of its own."""


@dataclass(slots=True)
class Stage:
    """A hospital on the stage of a test: the application, its clock, and the demo."""

    app: Application
    clock: SteppedClock
    hospital: Hospital
    demo: Demo

    def look(self) -> Picture:
        """The hospital as it is now."""
        with self.app.reader() as reader:
            return take(reader)

    def findings(self) -> tuple[Message, ...]:
        """What the auditors find wrong."""
        return audited(self.app).violations

    def run(self, lasting: timedelta, *before_each: Callable[[], object], plan: bool = True) -> None:
        """Let time pass in steps, planning at every other one; ``before_each`` happens before each step."""
        end, planning = self.clock.at + lasting, plan
        while self.clock.at < end:
            for act in before_each:
                act()
            if planning:
                instant_plan(self.app)
            self.demo.step()
            self.clock.move(STEP)
            planning = plan and not planning

    def rows(self) -> list[Recorded]:
        """The whole journal."""
        return self.app.journal_since(0, 1_000_000)


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return generate(beds=100, seed=7, start=START)


@pytest.fixture(scope="session")
def planted(hospital: Hospital, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sow(hospital, tmp_path_factory.mktemp("planted") / "hospital.sqlite")


@pytest.fixture
def open_stage(tmp_path: Path) -> Iterator[OpenStage]:
    """Opens copies of planted hospitals; closes them after the test."""
    with ExitStack() as stack:
        yield partial(copied, stack, tmp_path)


@pytest.fixture
def stage(open_stage: OpenStage, planted: Path, hospital: Hospital) -> Stage:
    """The small hospital at its start; what is proposed is accepted at once."""
    return open_stage(planted, hospital)


@pytest.fixture(scope="package")
def lived(planted: Path, hospital: Hospital, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The small hospital after a day and a half, to be looked at only."""
    with ExitStack() as stack:
        stage = copied(stack, tmp_path_factory.mktemp("lived"), planted, hospital)
        stage.run(timedelta(days=1.5))
        yield stage


def copied(
    stack: ExitStack, folder: Path, planted: Path, hospital: Hospital, patience: timedelta | None = timedelta(0)
) -> Stage:
    """A copy of a planted hospital in ``folder``, closed with ``stack``."""
    path = folder / f"copy-{len(list(folder.iterdir()))}.sqlite"
    shutil.copy(planted, path)
    clock = SteppedClock(hospital.start)
    url = f"sqlite:///{path}"
    app = Application(Settings(database_url=url), open_engine(url, to_disk=False), clock, Policy())
    stack.callback(app.close)
    return Stage(app, clock, hospital, Demo(app, hospital, patience=patience))


def sow(hospital: Hospital, path: Path) -> Path:
    """Plant a hospital into a new database file."""
    engine = open_engine(f"sqlite:///{path}", to_disk=False)
    migrate(engine)
    plant(engine, hospital)
    engine.dispose()
    return path
