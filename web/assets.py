"""Static files, addressed by content so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

STATIC = Path(__file__).parent / "static"

FOR_EVER = "public, max-age=31536000, immutable"


@cache
def asset_url(name: str) -> str:
    """The address of a static file, with a hash of its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


class LastingFiles(StaticFiles):
    """Static files; those asked for by content hash never change."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one file, with a far-future cache header when its address carries its hash."""

        async def send_with_age(message: Message) -> None:
            if message["type"] == "http.response.start" and b"v=" in scope["query_string"]:
                MutableHeaders(scope=message)["cache-control"] = FOR_EVER
            await send(message)

        await super().__call__(scope, receive, send_with_age)
