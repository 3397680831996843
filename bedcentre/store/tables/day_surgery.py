"""How the day of each day-surgery patient went."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.vocabulary import CaseCause, CaseState
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import encounter
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Instant

day_case = Table(
    "day_case",
    metadata,
    Column("demand_id", ForeignKey(demand.c.id), primary_key=True, autoincrement=False),
    Column("state", Coded(CaseState), nullable=False),
    Column("planned_at", Instant, nullable=False, index=True),
    Column("theatre", String, nullable=False),
    Column("surgeon", String, nullable=False),
    Column("session_id", BigInteger),
    Column("policy_version", Integer, nullable=False),
    Column("encounter_id", ForeignKey(encounter.c.id), index=True),
    Column("arrived_at", Instant),
    Column("began_at", Instant, index=True),
    Column("ended_at", Instant),
    Column("closed_at", Instant),
    Column("cause", Coded(CaseCause)),
    Column("reason", Text, nullable=False),
    Column("became_id", ForeignKey(demand.c.id), index=True),
)

DAY_CASES = Rows(DayCase, day_case)
