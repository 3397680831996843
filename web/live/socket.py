"""The socket of live pages: who may look, resume by sequence, and one slow page never delays the others."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.concurrency import run_in_threadpool

from bedcentre.domain.errors import HospitalError
from web.fields import WRITTEN_ID, holds_null
from web.live.client import Client
from web.live.kinds import view_of
from web.looks import looks_of
from web.origin import is_own
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

NONSENSE = 4400
NOT_SIGNED_IN = 4401
NOT_PERMITTED = 4403
TRY_AGAIN_LATER = 1013

LOOK_AGAIN_SECONDS = 30.0
"""How often it is looked whether who looks on still may."""

GOODBYE_SECONDS = 1.0
"""How long a page that stopped reading is given to take its farewell."""


@router.websocket("/live/{kind}")
async def live(socket: WebSocket, kind: str, channel: str = "", since: str = "0") -> None:
    """Push a live page its changes. Accepted first, refused by close code: a browser retries any other refusal."""
    site = site_of(socket)
    await socket.accept()
    if not is_own(socket, site.app.settings.allowed_origins):
        await socket.close(NOT_PERMITTED)
        return
    visitor = await run_in_threadpool(site.sessions.visitor, socket)
    if visitor is None:
        await socket.close(NOT_SIGNED_IN)
        return
    if not WRITTEN_ID.fullmatch(since) or holds_null(socket.query_params):
        await socket.close(NONSENSE, "The address names no journal row, or holds a NUL.")
        return
    try:
        view = view_of(kind, visitor, looks_of(socket), socket.query_params)
    except HospitalError:
        await socket.close(NOT_PERMITTED)
        return
    client = Client()
    async with site.hub.joined(view, client, channel, int(since)):
        await _serve(socket, client, visitor)


async def _serve(socket: WebSocket, client: Client, visitor: Visitor) -> None:
    """Send until the page goes away, is too slow and is sent away to come back, or its visitor may look no more."""
    slow = asyncio.create_task(client.too_slow())
    ended = asyncio.create_task(_until_ended(socket, visitor))
    tasks = {slow, ended, asyncio.create_task(_send(socket, client)), asyncio.create_task(_until_gone(socket))}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if slow in done or ended in done:
        with suppress(TimeoutError, WebSocketDisconnect):
            async with asyncio.timeout(GOODBYE_SECONDS):
                await socket.close(TRY_AGAIN_LATER if slow in done else NOT_SIGNED_IN)


async def _send(socket: WebSocket, client: Client) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            await socket.send_text(await client.next())


async def _until_ended(socket: WebSocket, visitor: Visitor) -> None:
    """Return once the session is over, its user was deactivated, or their role or wards changed."""
    sessions = site_of(socket).sessions
    while await run_in_threadpool(sessions.visitor, socket) == visitor:  # noqa: ASYNC110  # no event tells of it
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


async def _until_gone(socket: WebSocket) -> None:
    """Pages only listen; whatever they say is ignored."""
    with suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
