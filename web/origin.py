"""Requests that change something, and sockets, must come from our own pages (cross-site request forgery)."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_own(connection: HTTPConnection, allowed: tuple[str, ...]) -> bool:
    """Whether a browser says that the request was made by a page of this very host (or an allowed origin).

    Browsers send ``Origin`` with every POST and every socket, and no page can forge it. One that is missing is
    another program's; it must say where it comes from as well.
    """
    origin = connection.headers.get("origin", "")
    return origin in allowed or (bool(origin) and origin.partition("://")[2] == connection.headers.get("host"))


class OwnOriginOnly:
    """Refuse every unsafe HTTP request from elsewhere, before anything else looks at it."""

    def __init__(self, app: ASGIApp, allowed: tuple[str, ...]) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403."""
        unsafe = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if unsafe and not is_own(HTTPConnection(scope), self.allowed):
            refusal = PlainTextResponse("This request did not come from a page of this server.", status_code=403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)
