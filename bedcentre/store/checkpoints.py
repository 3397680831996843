"""SQLite's log brought into the database file beside the writers, who would else do it with the writer's lock held."""

from __future__ import annotations

import logging
from threading import Lock, Thread

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

THREAD = "bedcentre-checkpoint"

EVERY = 200
"""Commits of this process after which the log is brought in: about a thousand pages, as SQLite does by itself."""

LONG = 20_000
"""Pages (80 MB) of log from which on the writers wait until it is empty and can begin anew."""

log = logging.getLogger(__name__)


class Checkpoints:
    """Counts a process's commits, and brings the log in after every so many of them, in a thread of its own."""

    def __init__(self, engine: Engine, turn: Lock) -> None:
        self._engine = engine
        self._turn = turn
        self._commits = 0
        self._counting = Lock()
        self._working = Lock()

    def count(self) -> None:
        """Something was committed. Returns at once."""
        with self._counting:
            self._commits += 1
            due = self._commits % EVERY == 0
        if due:
            Thread(target=self.bring_in, name=THREAD, daemon=True).start()

    def bring_in(self) -> None:
        """Bring the log in, unless that is being done already; a failure is logged and changes nothing."""
        if not self._working.acquire(blocking=False):
            return
        try:
            with self._engine.connect() as connection:
                if _checkpoint(connection) > LONG:
                    with self._turn:
                        _checkpoint(connection)
        except OperationalError as error:
            log.warning("The database's log was not brought in, it will be tried again: %s", error)
        finally:
            self._working.release()


def _checkpoint(connection: Connection) -> int:
    """Bring in what nobody reads any more; how many pages the log has."""
    _busy, pages, _brought_in = connection.exec_driver_sql("pragma wal_checkpoint(passive)").one()
    return int(pages)
