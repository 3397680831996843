"""Who signed out: a copy of their cookie, wherever it was kept, opens nothing any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, exists, insert, select

from bedcentre.store.engine import reading, writing
from bedcentre.store.tables.sessions import ended_session


def end(engine: Engine, session_id: str, longest: timedelta) -> None:
    """Remember that a session is over, as long as its cookie could still be shown; ending it twice is no matter."""
    now = datetime.now(UTC)
    with writing(engine) as connection:
        known = delete(ended_session).where(ended_session.c.id == session_id)
        past = delete(ended_session).where(ended_session.c.ended_at < now - longest)
        for statement in (known, past):
            connection.execute(statement)
        connection.execute(insert(ended_session).values(id=session_id, ended_at=now))


def has_ended(engine: Engine, session_id: str) -> bool:
    """Whether somebody signed out of the session."""
    with reading(engine) as connection:
        return bool(connection.scalar(select(exists().where(ended_session.c.id == session_id))))
