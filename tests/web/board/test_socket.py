"""The socket: refused by close codes a browser understands, resumed by sequence, and no hostage of a frozen page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx
import pytest
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from tests.web.board.test_channel import tile
from tests.web.doors import enter
from tests.web.ward_site import WardSite
from web.app import create_app
from web.live import client as client_module
from web.live import socket as socket_module

Message = MutableMapping[str, Any]
Told = TypeVar("Told")
WAIT = 20


def dial(site: WardSite, client: httpx.Client, path: str, origin: str | None = None) -> ClientConnection:
    """Open a socket with the client's session."""
    session = client.cookies.get("session") or ""
    return connect(
        site.address.replace("http", "ws") + path,
        origin=Origin(origin or site.address),
        additional_headers={"cookie": f"session={session}"},
        max_size=None,
    )


def close_code(socket: ClientConnection) -> int:
    """The code the server closes with."""
    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=WAIT)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


def test_nobody_looks_on_without_signing_in(site: WardSite, client: httpx.Client) -> None:
    with dial(site, client, "/live/board") as socket:
        assert close_code(socket) == 4401


@pytest.mark.parametrize(
    ("user", "path"),
    [("nurse", "/live/board"), ("surgeon", "/live/wall"), ("nurse", "/live/ward?ward=2"), ("zhou", "/live/nothing")],
)
def test_who_may_not_look_is_told_so(site: WardSite, client: httpx.Client, user: str, path: str) -> None:
    enter(client, site, user)
    with dial(site, client, path) as socket:
        assert close_code(socket) == 4403


@pytest.mark.parametrize("wrong", ["since=abc", "since=-1", "since=", "since=%00", "channel=%00", "ward=%00"])
def test_nonsense_in_the_address_is_told_so_to_whoever_is_signed_in(
    site: WardSite, client: httpx.Client, wrong: str
) -> None:
    with dial(site, client, f"/live/board?{wrong}") as socket:
        assert close_code(socket) == 4401
    enter(client, site, "zhou")
    with dial(site, client, f"/live/board?{wrong}") as socket:
        assert close_code(socket) == 4400


def test_who_may_look_no_more_is_sent_away(
    site: WardSite, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client, site, "admin")
    monkeypatch.setattr(socket_module, "LOOK_AGAIN_SECONDS", 0.01)
    user = site.app.users.find("admin")
    assert user is not None

    async def story() -> Page:
        app, page = create_app(site.app), Page(frozen=False)
        async with living(app):
            task = asyncio.ensure_future(door(app, client.cookies["session"], page))
            await page.until(texts(1))
            site.app.users.set_password("admin", user.password_hash + "x")
            await page.until(lambda said: said[-1]["type"] == "websocket.close")
            await task
        return page

    page = alone(story())
    site.app.users.set_password("admin", user.password_hash)
    assert page.said[-1]["code"] == 4401


def test_another_site_gets_no_line(site: WardSite, client: httpx.Client) -> None:
    enter(client, site, "zhou")
    with dial(site, client, "/live/board", origin="https://evil.example") as socket:
        assert close_code(socket) == 4403


def test_a_page_that_was_away_gets_what_it_missed_then_every_change(site: WardSite, client: httpx.Client) -> None:
    enter(client, site, "zhou")
    bed = site.take("dirty")
    with dial(site, client, "/live/board") as socket:
        whole = json.loads(socket.recv(timeout=WAIT))
    assert whole["content"].count('class="tile"') == len(site.beds)
    site.do(StartCleaning(bed_id=bed.id))
    with dial(site, client, f"/live/board?channel={whole['channel']}&since={whole['sequence']}") as socket:
        until(socket, tile(bed, "cleaning"))
        site.do(FinishCleaning(bed_id=bed.id))
        until(socket, tile(bed, "free"))


def until(socket: ClientConnection, html: str) -> None:
    """Read messages until one carries the HTML."""
    while html not in json.loads(socket.recv(timeout=WAIT)).get("content", ""):
        pass


class Page:
    """A socket at the server's door: a page that reads, or one that stopped after its first message."""

    def __init__(self, *, frozen: bool) -> None:
        self.said: list[Message] = []
        self.news = asyncio.Condition()
        self._frozen = frozen
        self._asked = False

    async def receive(self) -> Message:
        """Connect, then say nothing for ever."""
        if self._asked:
            await asyncio.Event().wait()
        self._asked = True
        return {"type": "websocket.connect"}

    async def send(self, message: Message) -> None:
        """Take a message; a frozen page takes only the first text and then neither answers nor fails."""
        texts = [each for each in self.said if each["type"] == "websocket.send"]
        if self._frozen and texts and message["type"] == "websocket.send":
            await asyncio.Event().wait()
        async with self.news:
            self.said.append(message)
            self.news.notify_all()

    async def until(self, true: Callable[[list[Message]], bool]) -> None:
        """Wait for what was said to become so."""
        async with asyncio.timeout(WAIT), self.news:
            await self.news.wait_for(lambda: true(self.said))


@asynccontextmanager
async def living(app: FastAPI) -> AsyncIterator[None]:
    """The site between its start and its stop."""
    async with app.router.lifespan_context(app):
        yield


def alone(story: Coroutine[None, None, Told]) -> Told:
    """Run a story in a thread of its own: the browser's tests keep this one's event loop busy."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


def door(app: FastAPI, session: str, page: Page) -> Awaitable[None]:
    """One socket of the site, as its server would hand it over."""
    headers = [(b"host", b"here"), (b"origin", b"http://here"), (b"cookie", f"session={session}".encode())]
    scope = {
        "type": "websocket",
        "path": "/live/board",
        "raw_path": b"/live/board",
        "query_string": b"",
        "headers": headers,
        "scheme": "ws",
        "subprotocols": [],
        "root_path": "",
    }
    return app(scope, page.receive, page.send)


def test_a_frozen_page_is_sent_away_and_delays_nobody(
    site: WardSite, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client, site, "zhou")
    monkeypatch.setattr(client_module, "QUEUE", 2)
    beds = [site.take("occupied") for _ in range(4)]

    async def story() -> tuple[Page, Page]:
        app = create_app(site.app)
        frozen, lively = Page(frozen=True), Page(frozen=False)
        async with living(app):
            tasks = [asyncio.ensure_future(door(app, client.cookies["session"], page)) for page in (frozen, lively)]
            await lively.until(texts(1))
            await frozen.until(texts(1))
            for number, bed in enumerate(beds, 2):
                await asyncio.to_thread(client.post, f"/beds/{bed.id}/confirm")
                await lively.until(texts(number))
            await frozen.until(lambda said: said[-1]["type"] == "websocket.close")
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return frozen, lively

    frozen, lively = alone(story())
    assert frozen.said[-1]["code"] == 1013
    assert all(message["type"] != "websocket.close" for message in lively.said)


def texts(count: int) -> Callable[[list[Message]], bool]:
    """Whether so many texts were said."""
    return lambda said: sum(message["type"] == "websocket.send" for message in said) >= count
