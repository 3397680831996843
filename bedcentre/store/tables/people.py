"""State of patients, their encounters and the beds they lie in; and the people who sign in."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.vocabulary import ActualKind, Certainty, Feature, Role, Sex
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.places import bed, specialty, ward
from bedcentre.store.types import Coded, Codes, Instant

patient = Table(
    "patient",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("mrn", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("pinyin", String, nullable=False),
    Column("sex", Coded(Sex), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("flags", Codes(str), nullable=False),
)

encounter = Table(
    "encounter",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("patient_id", ForeignKey(patient.c.id), nullable=False, index=True),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
    Column("admitted_at", Instant, nullable=False),
    Column("expected_discharge", Instant, nullable=False),
    Column("certainty", Coded(Certainty), nullable=False),
    Column("severe", Boolean, nullable=False),
    Column("needs", Codes(Feature), nullable=False),
    Column("organism", String),
    Column("left_at", Instant, index=True),
    Column("lounge_since", Instant),
)

actual_interval = Table(
    "actual_interval",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("bed_id", ForeignKey(bed.c.id), nullable=False),
    Column("kind", Coded(ActualKind), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant),
    Column("until", Instant),
    Column("encounter_id", ForeignKey(encounter.c.id), index=True),
    Column("reason", Text),
    CheckConstraint('"start" <= "end"', name="half_open"),
    Index("ix_actual_interval_bed_id_start", "bed_id", "start"),
)
Index(
    "ix_actual_interval_open",
    actual_interval.c.bed_id,
    sqlite_where=actual_interval.c.end.is_(None),
    postgresql_where=actual_interval.c.end.is_(None),
)

bed_seen = Table(
    "bed_seen",
    metadata,
    Column("bed_id", ForeignKey(bed.c.id), primary_key=True, autoincrement=False),
    Column("said_at", Instant, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", Coded(Role), nullable=False),
    Column("surgeon", String),
    Column("partner", String),
    Column("active", Boolean, nullable=False),
    Column("password_hash", String, nullable=False),
)

user_ward = Table(
    "user_ward",
    metadata,
    Column("user_id", ForeignKey(users.c.id), primary_key=True, autoincrement=False),
    Column("ward_id", ForeignKey(ward.c.id), primary_key=True, autoincrement=False),
)

PATIENTS = Rows(Patient, patient)
ENCOUNTERS = Rows(Encounter, encounter)
ACTUAL = Rows(ActualInterval, actual_interval)
