"""Ctrl-C ends a search, not the program: what was found by then is kept."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Whether somebody asked to stop, known at once even while the main thread is inside a solver.

    Python runs its signal handlers between two steps of the main thread, which a solver may not leave for a minute; the
    byte that arrives with the signal is read by a thread of its own. A second signal acts as it always would.
    """
    stop = threading.Event()
    receiver, sender = socket.socketpair()
    sender.settimeout(0)
    before = {each: signal.getsignal(each) for each in SIGNALS}

    def noted(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])

    def watch() -> None:
        if receiver.recv(1):
            stop.set()

    watcher = threading.Thread(target=watch, daemon=True)
    woken = signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)
    for each in SIGNALS:
        signal.signal(each, noted)
    watcher.start()
    try:
        yield stop.is_set
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        signal.set_wakeup_fd(woken)
        sender.close()
        watcher.join()
        receiver.close()
