"""Telling other processes of a commit: PostgreSQL sends a notice with it, SQLite's watchers look for themselves."""

from __future__ import annotations

from sqlalchemy import Connection, text

CHANNEL = "bedcentre_commits"


def announce(connection: Connection, sequence: int) -> None:
    """Send the newest sequence to all listeners, with the commit and only then."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("select pg_notify(:channel, :sequence)"), {"channel": CHANNEL, "sequence": str(sequence)}
        )
