"""Small hospitals on a clock that stands still until a test moves it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bedcentre.bootstrap import Application
from bedcentre.config import Settings
from bedcentre.domain.policy import Policy
from bedcentre.seeding import records
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from tests.planning.house import Clock, House


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and nothing in them."""
    path = tmp_path_factory.mktemp("planning") / "empty.sqlite"
    engine = open_engine(f"sqlite:///{path}", to_disk=False)
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def open_house(migrated: Path, tmp_path: Path) -> Iterator[Callable[[records.Hospital], House]]:
    """Plants a hospital and opens it."""
    with ExitStack() as stack:

        def opened(hospital: records.Hospital) -> House:
            path = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite"
            shutil.copy(migrated, path)
            url = f"sqlite:///{path}"
            engine = open_engine(url, to_disk=False)
            plant(engine, hospital)
            clock = Clock(hospital.start)
            settings = Settings(database_url=url, plan_seconds=1.0, plan_workers=1)
            app = Application(settings, engine, clock, Policy())
            stack.callback(app.close)
            return House(app, clock)

        yield opened
