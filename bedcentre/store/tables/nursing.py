"""Nurses, whose a room is in a shift, absences, levels of nursing, and the shift that began last."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from bedcentre.domain.nursing import Absence, Nurse, RoomNurse, SaidLevel
from bedcentre.domain.vocabulary import NursingLevel
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import encounter
from bedcentre.store.tables.places import room, ward
from bedcentre.store.types import Coded, Instant

nurse = Table(
    "nurse",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("ward_id", ForeignKey(ward.c.id), nullable=False),
    Column("level", Integer, nullable=False),
    Column("rota", String, nullable=False),
)

room_nurse = Table(
    "room_nurse",
    metadata,
    Column("shift", Instant, primary_key=True, autoincrement=False),
    Column("room_id", ForeignKey(room.c.id), primary_key=True, autoincrement=False),
    Column("ward_id", ForeignKey(ward.c.id), nullable=False),
    Column("nurse_id", ForeignKey(nurse.c.id), nullable=False),
    Column("proposed", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("given_by", BigInteger, nullable=False),
    Column("policy_version", Integer, nullable=False),
    Index("ix_room_nurse_room_id", "room_id"),
)

nurse_absence = Table(
    "nurse_absence",
    metadata,
    Column("nurse_id", ForeignKey(nurse.c.id), primary_key=True, autoincrement=False),
    Column("shift", Instant, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("said_by", BigInteger, nullable=False),
)

nursing_level = Table(
    "nursing_level",
    metadata,
    Column("encounter_id", ForeignKey(encounter.c.id), primary_key=True, autoincrement=False),
    Column("level", Coded(NursingLevel), nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("said_by", BigInteger, nullable=False),
)

shift_begun = Table(
    "shift_begun",
    metadata,
    Column("shift", Instant, primary_key=True, autoincrement=False),
)

NURSES = Rows(Nurse, nurse)
ROOM_NURSES = Rows(RoomNurse, room_nurse)
ABSENCES = Rows(Absence, nurse_absence)
LEVELS = Rows(SaidLevel, nursing_level)

PLANTED = (nurse,)
"""Reference data, in the order in which rows can be put in."""
