"""What every route demands of whoever asks: the roles it names, and a slow answer to a wrong password."""

from __future__ import annotations

from collections.abc import Callable

import anyio
from fastapi import Request
from starlette.concurrency import run_in_threadpool

from bedcentre.domain.errors import NotPermittedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import User
from web.sessions import Visitor
from web.site import site_of

FAILED_SIGN_IN_SECONDS = 1.0
"""How long a wrong password waits for its answer, so that guessing is slow."""


class NotSignedInError(Exception):
    """Nobody is signed in, or no longer: the browser is sent to the sign-in page."""


async def sign_in(request: Request, username: str, password: str) -> User | None:
    """The user whose name and password these are; a wrong pair is answered slowly."""
    site = site_of(request)
    user = await run_in_threadpool(site.app.users.find, username)
    if await site.passwords.check(user, password):
        return user
    await anyio.sleep(FAILED_SIGN_IN_SECONDS)
    return None


def require(*roles: Role) -> Callable[[Request], Visitor]:
    """The dependency by which a route names who may use it; none named: whoever is signed in."""

    def check(request: Request) -> Visitor:
        site = site_of(request)
        visitor = site.sessions.visitor(request)
        if visitor is None:
            raise NotSignedInError
        if roles and visitor.role not in roles:
            raise NotPermittedError(Message("refusal.role", {"role": f"@role.{visitor.role.value}"}))
        return visitor

    return check
