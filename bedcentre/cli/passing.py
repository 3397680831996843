"""A hospital in a database of its own that is thrown away afterwards, for measuring and rehearsing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bedcentre.bootstrap import Application
from bedcentre.cli.data import sow
from bedcentre.cli.terminal import read_settings
from bedcentre.clock import Clock
from bedcentre.policy_file import read_policy
from bedcentre.store.engine import open_engine


@contextmanager
def passing_hospital(beds: int, seed: int, start: datetime, clock: Clock) -> Iterator[Application]:
    """A seed hospital at ``start`` that lives by ``clock``; the settings' own database is not touched."""
    with TemporaryDirectory() as folder:
        settings = read_settings().model_copy(update={"database_url": f"sqlite:///{Path(folder) / 'passing.sqlite'}"})
        engine = open_engine(settings.database_url)
        sow(engine, beds, seed, start)
        app = Application(settings, engine, clock, read_policy(settings.policy_file))
        try:
            yield app
        finally:
            app.close()
