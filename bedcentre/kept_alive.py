"""A process beside the server that is started again when it dies, whatever killed it."""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from threading import Event, Thread

log = logging.getLogger(__name__)

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds before a dead process is started again: twice as long after every early death."""


class KeptAlive:
    """Runs ``work(*arguments, line)`` in a process of its own; ``line`` is closed when it should end.

    The line is closed also when the server is gone without a word.
    """

    def __init__(self, name: str, work: Callable[..., None], *arguments: object) -> None:
        self._name = name
        self._work = work
        self._arguments = arguments
        self._stopping = Event()
        self._told, self._tell = multiprocessing.Pipe(duplex=False)
        self._thread = Thread(target=self._keep, name=f"{name} keeper", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End; returns when nothing runs any more, also if somebody ended the process before."""
        self._stopping.set()
        self._tell.close()
        self._thread.join()
        self._told.close()

    def _keep(self) -> None:
        pause = SHORTEST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            self._run()
            if self._stopping.is_set():
                return
            if time.monotonic() - began > LONGEST_PAUSE:
                pause = SHORTEST_PAUSE
            log.error("The %s died; it is started again in %g s", self._name, pause)
            self._stopping.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _run(self) -> None:
        """Run the process until it dies or is told to end."""
        context = multiprocessing.get_context("spawn")
        server, line = context.Pipe(duplex=False)
        process = context.Process(target=self._work, args=(*self._arguments, server), name=self._name)
        process.start()
        server.close()
        wait([process.sentinel, self._told])
        line.close()
        process.join()
