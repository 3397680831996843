"""The planner in a process of its own is started again when it dies, and ends with the server, whatever happened."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from bedcentre.bootstrap import Application, PlannerApart, build
from bedcentre.config import Settings
from bedcentre.store import meta
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from tests.store.seed import hospital
from tests.store.small import START

PATIENCE = 150
"""Seconds after which something hangs."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    """The small hospital, with a clock that runs."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'hospital.sqlite'}")
    engine = open_engine(settings.database_url)
    migrate(engine)
    plant(engine, hospital(), seed=1)
    meta.set_demo_clock(engine, START, datetime.now(UTC), 1.0)
    engine.dispose()
    app = build(settings)
    yield app
    app.close()


@pytest.fixture
def planner(app: Application) -> PlannerApart:
    """A planner that has planned once and waits for news."""
    planned = Event()
    app.subscribe(lambda _: planned.set())
    planner = PlannerApart(app.settings)
    planner.start()
    assert planned.wait(PATIENCE)
    return planner


def ends(planner: PlannerApart) -> bool:
    """Whether stopping comes to an end, and nothing runs any more."""
    stopping = Thread(target=planner.stop, daemon=True)
    stopping.start()
    stopping.join(PATIENCE)
    return not stopping.is_alive() and not [
        each for each in multiprocessing.active_children() if each.name == "planner"
    ]


def test_it_ends_when_told(planner: PlannerApart) -> None:
    assert ends(planner)


def kill() -> None:
    """Kill the planner's process, as the machine does when its memory is full."""
    (process,) = (each for each in multiprocessing.active_children() if each.name == "planner")
    process.kill()
    process.join(PATIENCE)


def test_stopping_does_not_wait_for_a_process_that_was_killed(planner: PlannerApart) -> None:
    kill()
    assert ends(planner)


def test_a_planner_that_was_killed_is_replaced_by_one_that_plans(
    app: Application, planner: PlannerApart, caplog: pytest.LogCaptureFixture
) -> None:
    kill()
    with app.reader() as reader:
        before = reader.sequence()
    planned = Event()
    app.subscribe(lambda sequence: planned.set() if sequence > before else None)
    assert planned.wait(PATIENCE)
    assert "The planner died; it is started again in 1 s" in caplog.text
    assert ends(planner)
