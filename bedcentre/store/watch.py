"""Hearing of commits, other processes' too."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread
from typing import Any

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from bedcentre.store import journal
from bedcentre.store.engine import reading
from bedcentre.store.notice import CHANNEL

POLL_SECONDS = 0.005
"""Seconds between two looks at whether SQLite has another commit: some microseconds each."""

LISTEN_SECONDS = 0.1
"""Seconds between two looks at whether to stop listening to PostgreSQL."""

RETRY_SECONDS = 1.0

log = logging.getLogger(__name__)


def watch(engine: Engine, on_sequence: Callable[[int], None]) -> Callable[[], None]:
    """Call ``on_sequence`` from a thread with the newest sequence after every commit to come; returns how to stop.

    Commits close together may be told as one. A lost connection is opened again and what was missed is told then.
    """
    watcher = Watcher(engine, on_sequence)
    thread = Thread(target=watcher.run, name="bedcentre-watch", daemon=True)
    thread.start()

    def stop() -> None:
        watcher.stopped.set()
        thread.join()

    return stop


class Watcher:
    """The thread's state: up to which journal row it has told."""

    def __init__(self, engine: Engine, on_sequence: Callable[[int], None]) -> None:
        self.engine = engine
        self.on_sequence = on_sequence
        self.stopped = Event()
        self.told = _newest(engine)

    def run(self) -> None:
        """Wait for commits and tell of them until stopped."""
        wait = self._listen if self.engine.dialect.name == "postgresql" else self._poll
        while not self.stopped.is_set():
            try:
                wait()
            except (OperationalError, psycopg.OperationalError) as error:
                log.warning("The watch on the database was interrupted and goes on: %s", error)
                self.stopped.wait(RETRY_SECONDS)

    def _poll(self) -> None:
        with closing(self.engine.raw_connection()) as connection:  # a transaction's connection would see no commits
            version = None
            while not self.stopped.wait(POLL_SECONDS):
                seen = connection.cursor().execute("pragma data_version").fetchone()
                if seen != version:
                    version = seen
                    self._tell(_newest(self.engine))

    def _listen(self) -> None:
        with _listener(self.engine) as listener:
            self._tell(_newest(self.engine))
            while not self.stopped.is_set():
                for notice in listener.notifies(timeout=LISTEN_SECONDS):
                    self._tell(int(notice.payload))

    def _tell(self, sequence: int) -> None:
        if sequence > self.told:
            self.told = sequence
            self.on_sequence(sequence)


@contextmanager
def _listener(engine: Engine) -> Iterator[psycopg.Connection[Any]]:
    """A PostgreSQL connection of its own that hears the notices; closed, never given back to the pool."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"listen {CHANNEL}"))
        listener = connection.connection.driver_connection
        connection.detach()
        if not isinstance(listener, psycopg.Connection):
            message = f"expected psycopg, not {type(listener).__name__}"
            raise TypeError(message)
        yield listener


def _newest(engine: Engine) -> int:
    with reading(engine) as connection:
        return journal.head(connection).sequence
