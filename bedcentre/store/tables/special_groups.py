"""Who was said to belong to a special group, and why."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Table, Text

from bedcentre.domain.special_groups import GroupChange, SpecialGroup
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import patient
from bedcentre.store.types import Coded, Instant

group_change = Table(
    "group_change",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("patient_id", ForeignKey(patient.c.id), nullable=False, index=True),
    Column("group", Coded(SpecialGroup), nullable=False),
    Column("belongs", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("said_by", BigInteger, nullable=False),
)

CHANGES = Rows(GroupChange, group_change)
