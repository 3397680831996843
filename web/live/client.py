"""One connected page, with a bounded queue: whoever does not keep up is let go and comes back by itself."""

from __future__ import annotations

import asyncio

QUEUE = 128
"""Messages a page may lag behind: some six seconds of a very busy hospital, beyond what the network buffers."""


class Client:
    """A page's queue of messages still to be sent."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str] = asyncio.Queue(QUEUE)
        self._overrun = asyncio.Event()

    def offer(self, message: str) -> None:
        """Queue a message; never waits. A full queue means the page is too slow."""
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            self._overrun.set()

    async def next(self) -> str:
        """The next message to send."""
        return await self._queue.get()

    async def too_slow(self) -> None:
        """Return once the page has fallen too far behind."""
        await self._overrun.wait()
