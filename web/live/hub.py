"""Turns commits into pushes: reads what changed, draws it once per view, hands it to every page's queue."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import islice
from typing import TypeVar, TypeVarTuple, Unpack

from bedcentre.bootstrap import Application
from bedcentre.usecases.board.picture import Changes, Picture, offered_anew, renew, take
from web.live.channel import Channel
from web.live.client import Client
from web.live.outlooks import Outlooks
from web.live.sight import Sight
from web.live.view import View
from web.rendering import Renderer

TICK = 5.0
"""Seconds after which everything is looked at again for what time alone changes (late, stale, leaving today)."""

CARDS = 10
"""Newly offered cards in one push: a plan that changes a hundred proposals must not hold up a nurse's tap."""

IDLE_TICKS = 24
"""Ticks (two minutes) that a view nobody looks at is kept, for pages that are just connecting."""

BATCH = 1000
"""Journal rows beyond which it is quicker to read the whole hospital again."""

log = logging.getLogger(__name__)

Given = TypeVarTuple("Given")
Result = TypeVar("Result")


class Hub:
    """All live views of this process. Its drawing thread alone touches the picture and what channels have drawn."""

    def __init__(self, app: Application, renderer: Renderer, outlooks: Outlooks) -> None:
        self._app = app
        self._outlooks = outlooks
        self._renderer = renderer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="drawing")
        self._changed = asyncio.Event()
        self._lock = asyncio.Lock()
        self._channels: dict[View, Channel] = {}
        self._idle: dict[View, int] = {}
        self._picture: Picture | None = None
        self._offered: set[int] = set()  # demands whose newest proposal is still to be drawn

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen to commits until the server stops."""
        self._loop = asyncio.get_running_loop()
        unsubscribe = self._app.subscribe(self._notice)
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            unsubscribe()
            task.cancel()
            self._thread.shutdown(wait=True, cancel_futures=True)

    def _notice(self, _sequence: int) -> None:
        """Called by whichever thread committed."""
        self._loop.call_soon_threadsafe(self._changed.set)

    def channel_id(self, view: View) -> str:
        """Make sure that the view is being drawn, and name its channel: a page asks before it reads and renders.

        Called from a worker thread, which waits.
        """
        return asyncio.run_coroutine_threadsafe(self._opened(view), self._loop).result()

    async def _opened(self, view: View) -> str:
        async with self._lock:
            return (await self._channel(view)).id

    @asynccontextmanager
    async def joined(self, view: View, client: Client, channel_id: str, since: int) -> AsyncIterator[None]:
        """Let a page look on: first what it missed, then every change."""
        async with self._lock:
            channel = await self._channel(view)
            client.offer(await self._draw(channel.missed, channel_id, since))
            channel.clients.add(client)
        try:
            yield
        finally:
            channel.clients.discard(client)

    async def _channel(self, view: View) -> Channel:
        self._idle[view] = 0
        if view not in self._channels:
            channel = Channel(view, self._renderer)
            await self._draw(self._open, channel)
            self._channels[view] = channel
        return self._channels[view]

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        next_tick = loop.time() + TICK
        while True:
            try:
                async with asyncio.timeout_at(next_tick):
                    await self._changed.wait()
            except TimeoutError:
                next_tick = loop.time() + TICK
                await self._push(tick=True)
            else:
                await self._push(tick=False)

    async def _push(self, *, tick: bool) -> None:
        self._changed.clear()
        async with self._lock:
            if tick:
                self._forget_idle()
            try:
                messages = await self._draw(self._advance, tick)
            except Exception:  # the hub must outlive one bad drawing; the whole board is read afresh next time
                log.exception("The live board could not be drawn")
                self._picture = None
                return
            for view, message in messages.items():
                for client in self._channels[view].clients:
                    client.offer(message)
        if self._offered:
            self._changed.set()

    def _forget_idle(self) -> None:
        for view, channel in tuple(self._channels.items()):
            self._idle[view] = 0 if channel.clients else self._idle[view] + 1
            if self._idle[view] > IDLE_TICKS:
                del self._channels[view], self._idle[view]
        if not self._channels:
            self._picture = None
            self._offered.clear()

    async def _draw(self, work: Callable[[Unpack[Given]], Result], *given: *Given) -> Result:
        """Do some work on the drawing thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def _open(self, channel: Channel) -> None:
        """On the drawing thread: draw a new channel in full."""
        if self._picture is None:
            with self._app.reader() as reader:
                self._picture = self._outlooks.added_to(take(reader))
        channel.draw(Sight(picture=self._picture, changes=None))

    def _advance(self, tick: bool) -> dict[View, str]:  # noqa: FBT001  # an executor passes by position
        """On the drawing thread: bring the picture up to date; the message for each view that needs one."""
        if not self._channels:
            return {}
        sight = self._look(tick=tick)
        self._picture = sight.picture
        messages = {view: channel.draw(sight) for view, channel in self._channels.items()}
        if tick:
            return {view: message or self._channels[view].heartbeat() for view, message in messages.items()}
        return {view: message for view, message in messages.items() if message}

    def _look(self, *, tick: bool) -> Sight:
        """The hospital as of now and what is to be drawn of it: everything on a tick, else what changed.

        Of newly offered demands so many as one push may carry; the others are due with the next.
        """
        before = self._picture
        rows = self._app.journal_since(before.sequence, BATCH) if before else []
        with self._app.reader() as reader:
            if before is None or len(rows) == BATCH:
                self._offered.clear()
                return Sight(picture=self._outlooks.added_to(take(reader)), changes=None)
            changes = Changes.of(rows)
            picture = self._outlooks.added_to(renew(before, reader, changes))
        if tick:
            self._offered.clear()
            return Sight(picture=picture, changes=None)
        self._offered |= offered_anew(before, picture)
        self._offered -= changes.demands
        now = frozenset(islice(self._offered, CARDS))
        self._offered -= now
        return Sight(picture=picture, changes=replace(changes, demands=changes.demands | now))
