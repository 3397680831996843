"""Requests to a site inside the test's own process, from whatever address; no server, no lifespan."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
from fastapi import FastAPI

ADDRESS = "http://within"


class _Within(httpx.BaseTransport):
    """Hands each request over in a thread of its own: the browser's tests keep this one's event loop busy."""

    def __init__(self, app: FastAPI, host: str) -> None:
        self.transport = httpx.ASGITransport(app, client=(host, 50000))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Let the site answer."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._answer(request)).result()

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        request.headers["accept-encoding"] = "identity"
        request.read()
        answer = await self.transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


def browser_at(app: FastAPI, host: str) -> httpx.Client:
    """A browser at an address."""
    return httpx.Client(transport=_Within(app, host), base_url=ADDRESS, headers={"origin": ADDRESS})
