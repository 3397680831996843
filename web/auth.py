"""What every route demands of whoever asks: the roles it names, and patience after wrong passwords."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from bedcentre.domain.errors import NotPermittedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import User
from web.limits import TooOftenError, address_of
from web.sessions import Visitor
from web.site import site_of

log = logging.getLogger(__name__)


class NotSignedInError(Exception):
    """Nobody is signed in, or no longer: the browser is sent to the sign-in page."""


async def sign_in(request: Request, username: str, password: str) -> User | None:
    """The user whose name and password these are.

    Wrong pairs are limited by address, and by name from that address: a right one from elsewhere still gets in.

    Raises:
        TooOftenError: too many wrong ones; this one was not looked at.
    """
    site = site_of(request)
    address = address_of(request)
    limits = site.limits
    limits.names.spend((address, username))
    try:
        limits.addresses.spend(address)
    except TooOftenError:
        limits.names.give_back((address, username))
        raise
    user = await run_in_threadpool(site.app.users.find, username)
    if await site.passwords.check(user, password):
        limits.names.give_back((address, username))
        limits.addresses.give_back(address)
        return user
    log.warning("A sign-in from %s failed: wrong name or password", address)
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
