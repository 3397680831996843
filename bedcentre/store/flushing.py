"""SQLite's commits brought to the disk: after the next writer has his turn, and many with one flush.

A commit that waits for the disk with the writer's lock held lets one nurse's tap wait for another's. SQLite leaves the
log unflushed here (``synchronous = normal``: it keeps the file sound by itself), and whoever wrote waits afterwards.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock


class Flushing:
    """Flushes a database's write-ahead log; who comes during a flush shares the next one with all who wait."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._newest = 0
        self._flushed = 0
        self._counting = Lock()
        self._flushes = Lock()

    def wait(self) -> None:
        """Return when what is in the log now cannot be lost any more, even if the power fails.

        Raises:
            OSError: the disk does not take it.
        """
        with self._counting:
            self._newest += 1
            mine = self._newest
        with self._flushes:
            if self._flushed >= mine:
                return
            with self._counting:
                newest = self._newest
            self._flush()
            self._flushed = newest

    def _flush(self) -> None:
        try:
            log = os.open(self._log, os.O_RDWR)
        except FileNotFoundError:
            return  # its last connection was closed, and SQLite has flushed the database itself
        try:
            os.fsync(log)
        finally:
            os.close(log)
