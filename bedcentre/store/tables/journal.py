"""The journal, what carries its numbers, and which commands were carried out."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from bedcentre.store.tables.base import metadata
from bedcentre.store.tables.places import bed
from bedcentre.store.types import Instant

counter = Table(
    "counter",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("next_id", BigInteger, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("seal", String, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

journal = Table(
    "journal",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("command_id", String, nullable=False),
    Column("type", String, nullable=False),
    Column("payload", Text, nullable=False),
    Column("seal", String, nullable=False),
)

bed_event = Table(
    "bed_event",
    metadata,
    Column("bed_id", ForeignKey(bed.c.id), primary_key=True, autoincrement=False),
    Column("sequence", ForeignKey(journal.c.sequence), primary_key=True, autoincrement=False),
)

command = Table(
    "command",
    metadata,
    Column("id", String, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("made", BigInteger),
    Column("policy", Integer, nullable=False, server_default="0"),
)
