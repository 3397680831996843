"""A small seed hospital on a clock that the test moves; planted once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bedcentre.bootstrap import Application
from bedcentre.config import Settings
from bedcentre.domain.policy import Policy
from bedcentre.seeding import generate
from bedcentre.seeding.records import Hospital
from bedcentre.simulation.day import Demo
from bedcentre.simulation.ledger import Ledger
from bedcentre.simulation.rehearsal import SteppedClock
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.usecases.board.picture import Picture, take

START = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
"""07:30 on a Monday in Shanghai."""

STEP = timedelta(minutes=10)


@dataclass(slots=True)
class Stage:
    """A hospital on the stage of a test: the application, its clock, the demo, and the auditor's books."""

    app: Application
    clock: SteppedClock
    hospital: Hospital
    demo: Demo

    def look(self) -> Picture:
        """The hospital as it is now."""
        with self.app.reader() as reader:
            return take(reader)

    def findings(self) -> list[str]:
        """What the auditor finds wrong."""
        ledger = Ledger()
        ledger.follow(self.app.journal_since(0, 1_000_000))
        return ledger.compare(self.look())

    def run(self, lasting: timedelta, *before_each: Callable[[], object]) -> None:
        """Let time pass, step by step; ``before_each`` happens before each step."""
        end = self.clock.at + lasting
        while self.clock.at < end:
            for act in before_each:
                act()
            self.demo.step()
            self.clock.move(STEP)


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return generate(beds=100, seed=7, start=START)


@pytest.fixture(scope="session")
def planted(hospital: Hospital, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sow(hospital, tmp_path_factory.mktemp("planted") / "hospital.sqlite")


@pytest.fixture
def open_stage(tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Opens a copy of a planted hospital; closes it after the test."""
    with ExitStack() as stack:

        def open_copy(planted: Path, hospital: Hospital, patience: timedelta | None = timedelta(0)) -> Stage:
            path = tmp_path / f"{planted.stem}-{len(list(tmp_path.iterdir()))}.sqlite"
            shutil.copy(planted, path)
            clock = SteppedClock(hospital.start)
            url = f"sqlite:///{path}"
            app = Application(Settings(database_url=url), open_engine(url), clock, Policy())
            stack.callback(app.close)
            return Stage(app, clock, hospital, Demo(app, hospital, patience=patience))

        yield open_copy


@pytest.fixture
def stage(open_stage: Callable[..., Stage], planted: Path, hospital: Hospital) -> Stage:
    return open_stage(planted, hospital)


def sow(hospital: Hospital, path: Path) -> Path:
    """Plant a hospital into a new database file."""
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    plant(engine, hospital)
    engine.dispose()
    return path
