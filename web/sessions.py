"""Signed session cookies and passwords: who is asking."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from pwdlib import PasswordHash
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response

from bedcentre.bootstrap import Application
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import User

COOKIE = "session"

SESSION_SECONDS = 12 * 3600
"""One long shift."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in."""

    actor: Actor

    @property
    def role(self) -> Role:
        """What they are."""
        return self.actor.role


class Sessions:
    """Issues and reads the session cookie: the user's id and a stamp that changes with their password, signed."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._signer = URLSafeTimedSerializer(app.secret, salt="session")

    def issue(self, response: Response, user: User) -> None:
        """Sign somebody in on the browser that gets the response."""
        response.set_cookie(
            COOKIE,
            self._signer.dumps([user.id, _stamp(user)]),
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="lax",
            secure=self._app.settings.secure_cookies,
        )

    def end(self, response: Response) -> None:
        """Sign the browser out."""
        response.delete_cookie(COOKIE)

    def visitor(self, connection: HTTPConnection) -> Visitor | None:
        """Who sends the cookie, if it is genuine, fresh, and its user still may sign in with that password."""
        try:
            user_id, stamp = self._signer.loads(connection.cookies.get(COOKIE, ""), max_age=SESSION_SECONDS)
        except BadSignature:
            return None
        user = self._app.users.get(user_id)
        if user is None or not user.active or not secrets.compare_digest(stamp, _stamp(user)):
            return None
        return Visitor(user.actor)


HASHING_AT_ONCE = 2
"""Passwords checked at a time: each takes a processor and tens of megabytes, and the wards go on meanwhile."""


class Passwords:
    """Argon2 hashes; an unknown name takes as long as a known one."""

    def __init__(self) -> None:
        self._hasher = PasswordHash.recommended()
        self._nobody = self._hasher.hash(secrets.token_urlsafe())
        self._turns = asyncio.Semaphore(HASHING_AT_ONCE)

    async def check(self, user: User | None, password: str) -> bool:
        """Whether the password is the active user's; waits for a turn."""
        async with self._turns:
            return await run_in_threadpool(self._check, user, password)

    def _check(self, user: User | None, password: str) -> bool:
        matches = self._hasher.verify(password, user.password_hash if user else self._nobody)
        return matches and user is not None and user.active


def _stamp(user: User) -> str:
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]
