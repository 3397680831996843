"""What has to be done for demands and encounters."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, String, Table, Text

from bedcentre.domain.milestones import Milestone
from bedcentre.domain.vocabulary import Checklist, MilestoneState, Role
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import encounter
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Instant

milestone = Table(
    "milestone",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("checklist", Coded(Checklist), nullable=False),
    Column("step", String, nullable=False),
    Column("owner", Coded(Role), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", BigInteger, nullable=False),
    Column("state", Coded(MilestoneState), nullable=False, index=True),
    Column("demand_id", ForeignKey(demand.c.id), index=True),
    Column("encounter_id", ForeignKey(encounter.c.id), index=True),
    Column("due_at", Instant),
    Column("note", Text, nullable=False),
    CheckConstraint("(demand_id is null) <> (encounter_id is null)", name="of_one"),
)

MILESTONES = Rows(Milestone, milestone)
