"""A hospital in a database of its own that is thrown away afterwards, for measuring and rehearsing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bedcentre.bootstrap import Application
from bedcentre.cli.terminal import read_settings
from bedcentre.clock import Clock
from bedcentre.policy_file import read_policy
from bedcentre.seeding import Hospital
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant


@contextmanager
def passing_hospital(hospital: Hospital, clock: Clock, *, to_disk: bool = True) -> Iterator[Application]:
    """A seed hospital that lives by ``clock``; the settings' own database is not touched.

    ``to_disk``: every commit waits for the disk, as in a hospital that must outlive a power cut.
    """
    with TemporaryDirectory() as folder:
        settings = read_settings().model_copy(update={"database_url": f"sqlite:///{Path(folder) / 'passing.sqlite'}"})
        engine = open_engine(settings.database_url, to_disk=to_disk)
        migrate(engine)
        plant(engine, hospital)
        app = Application(settings, engine, clock, read_policy(settings.policy_file))
        try:
            yield app
        finally:
            app.close()
