"""Sessions that were ended before their time."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from bedcentre.store.tables.base import metadata
from bedcentre.store.types import Instant

ended_session = Table(
    "ended_session",
    metadata,
    Column("id", String, primary_key=True),
    Column("ended_at", Instant, nullable=False),
)
