"""Signed session cookies and passwords: who is asking."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer
from pwdlib import PasswordHash
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response

from bedcentre.bootstrap import Application
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.store.sessions import end, has_ended
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


@dataclass(frozen=True, slots=True)
class _Claims:
    """What a session cookie says."""

    user_id: int
    stamp: str
    session_id: str


class Sessions:
    """Issues and reads the session cookie: user, a stamp that changes with their password, and its own id."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._signer = URLSafeTimedSerializer(app.secret, salt="session")

    def issue(self, response: Response, user: User) -> None:
        """Sign somebody in on the browser that gets the response."""
        response.set_cookie(
            COOKIE,
            self._signer.dumps([user.id, _stamp(user), secrets.token_urlsafe(12)]),
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="lax",
            secure=self._app.settings.secure_cookies,
        )

    def end(self, connection: HTTPConnection, response: Response) -> None:
        """Sign the browser out; a copy of its cookie is worth nothing either."""
        claims = self._claims(connection)
        if claims is not None:
            end(self._app.engine, claims.session_id, timedelta(seconds=SESSION_SECONDS))
        response.delete_cookie(COOKIE)

    def visitor(self, connection: HTTPConnection) -> Visitor | None:
        """Who sends the cookie, if it is genuine, fresh, not signed out of, and its user may sign in as they did."""
        claims = self._claims(connection)
        user = self._app.users.get(claims.user_id) if claims is not None else None
        if claims is None or user is None or not user.active:
            return None
        genuine = secrets.compare_digest(claims.stamp, _stamp(user))
        return Visitor(user.actor) if genuine and not has_ended(self._app.engine, claims.session_id) else None

    def _claims(self, connection: HTTPConnection) -> _Claims | None:
        """What a genuine and fresh cookie says."""
        try:
            claims = self._signer.loads(connection.cookies.get(COOKIE, ""), max_age=SESSION_SECONDS)
            return _Claims(*claims)
        except (BadSignature, TypeError):  # signed by us, but by an older version
            return None


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
