"""Announced ambulances, and what is known of emergency patients besides the bed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text

from bedcentre.domain.emergency import Ambulance, EmergencyCare
from bedcentre.domain.vocabulary import AmbulanceState, Centre, Deposit, Feature, Route, Sex, Triage
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.places import bed, specialty
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Codes, Instant

ambulance = Table(
    "ambulance",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("told_at", Instant, nullable=False),
    Column("told_by", BigInteger, nullable=False),
    Column("eta", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("sex", Coded(Sex), nullable=False),
    Column("age", Integer, nullable=False),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
    Column("triage", Coded(Triage), nullable=False),
    Column("stay_minutes", Integer, nullable=False),
    Column("severe", Boolean, nullable=False),
    Column("needs", Codes(Feature), nullable=False),
    Column("centre", Coded(Centre)),
    Column("route", Coded(Route), nullable=False),
    Column("report", Text, nullable=False),
    Column("state", Coded(AmbulanceState), nullable=False, index=True),
    Column("changed_at", Instant, nullable=False),
    Column("hold_id", BigInteger),
    Column("bed_id", ForeignKey(bed.c.id)),
    Column("demand_id", ForeignKey(demand.c.id)),
    Column("reason", Text, nullable=False),
)

emergency_care = Table(
    "emergency_care",
    metadata,
    Column("demand_id", ForeignKey(demand.c.id), primary_key=True, autoincrement=False),
    Column("centre", Coded(Centre)),
    Column("route", Coded(Route), nullable=False),
    Column("deposit", Coded(Deposit), nullable=False),
    Column("recovering_since", Instant),
)

AMBULANCES = Rows(Ambulance, ambulance)
CARES = Rows(EmergencyCare, emergency_care)
