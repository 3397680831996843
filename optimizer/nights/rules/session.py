"""An operation happens in a session of its day that its surgeon may use and that has the minutes left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Theatres


@inlined
def session_takes(theatres: Theatres, session: int, surgeon: int, minutes: int) -> bool:
    """Whether the session can take one more operation."""
    return bool(theatres.left[session] >= minutes and theatres.open_to[session, surgeon])


@inlined
def book_minutes(theatres: Theatres, session: int, minutes: int) -> None:
    """The session takes an operation (a negative figure gives it back)."""
    theatres.left[session] -= minutes
