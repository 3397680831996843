"""What the daily reviews decided."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, Table, Text

from bedcentre.domain.review import ReviewDecision
from bedcentre.domain.vocabulary import ReviewAction, WardGroup
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import encounter
from bedcentre.store.tables.places import bed
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Instant

review_decision = Table(
    "review_decision",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False, index=True),
    Column("action", Coded(ReviewAction), nullable=False),
    Column("group", Coded(WardGroup), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("bed_id", ForeignKey(bed.c.id)),
    Column("encounter_id", ForeignKey(encounter.c.id)),
    Column("demand_id", ForeignKey(demand.c.id)),
    Column("accepted", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", BigInteger, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

DECISIONS = Rows(ReviewDecision, review_decision)
