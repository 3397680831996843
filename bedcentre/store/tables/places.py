"""Reference data: what a seed plants and no command changes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Time

from bedcentre.domain.places import Bed, Room, Sister, Specialty, Ward
from bedcentre.domain.theatres import Procedure, Surgeon, TheatreSession
from bedcentre.domain.vocabulary import BedKind, Feature, SexPolicy, WardKind
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.types import Coded, Codes, Instant

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

specialty = Table(
    "specialty",
    metadata,
    Column("code", String, primary_key=True),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("surgical", Boolean, nullable=False),
)

ward = Table(
    "ward",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False, unique=True),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("campus", String, nullable=False),
    Column("building", String, nullable=False),
    Column("floor", Integer, nullable=False),
    Column("kind", Coded(WardKind), nullable=False),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
    Column("in_pool", Boolean, nullable=False),
    Column("reserve_beds", Integer, nullable=False),
    Column("order", Integer, nullable=False),
)

room = Table(
    "room",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("ward_id", ForeignKey(ward.c.id), nullable=False),
    Column("number", String, nullable=False),
    Column("sex_policy", Coded(SexPolicy), nullable=False),
    Column("negative_pressure", Boolean, nullable=False),
)

bed = Table(
    "bed",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("label", String, nullable=False, unique=True),
    Column("room_id", ForeignKey(room.c.id), nullable=False),
    Column("ward_id", ForeignKey(ward.c.id), nullable=False),
    Column("kind", Coded(BedKind), nullable=False),
    Column("features", Codes(Feature), nullable=False),
    Column("floating", Boolean, nullable=False),
    Column("opens", Time),
    Column("closes", Time),
)

sister = Table(
    "sister",
    metadata,
    Column("specialty", ForeignKey(specialty.c.code), primary_key=True),
    Column("ward_id", ForeignKey(ward.c.id), primary_key=True),
    Column("tier", Integer, nullable=False),
)

procedure = Table(
    "procedure",
    metadata,
    Column("code", String, primary_key=True),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
    Column("preparation_minutes", Integer, nullable=False),
    Column("theatre_minutes", Integer, nullable=False),
    Column("recovery_minutes", Integer, nullable=False),
)

surgeon = Table(
    "surgeon",
    metadata,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
)

theatre = Table(
    "theatre",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False, unique=True),
)

theatre_session = Table(
    "theatre_session",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("theatre", ForeignKey(theatre.c.code), nullable=False),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
    Column("surgeon", ForeignKey(surgeon.c.code)),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
)

past_stay = Table(
    "past_stay",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("mrn", String, nullable=False),
    Column("sex", String, nullable=False),
    Column("age", Integer, nullable=False),
    Column("specialty", String, nullable=False),
    Column("ward", String, nullable=False),
    Column("level", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("diagnosis", String, nullable=False),
    Column("procedure", String, nullable=False),
    Column("admitted_at", Instant, nullable=False),
    Column("discharged_at", Instant, nullable=False),
    Column("expected_minutes", Integer, nullable=False),
)

SPECIALTIES = Rows(Specialty, specialty)
WARDS = Rows(Ward, ward)
ROOMS = Rows(Room, room)
BEDS = Rows(Bed, bed)
SISTERS = Rows(Sister, sister)
PROCEDURES = Rows(Procedure, procedure)
SURGEONS = Rows(Surgeon, surgeon)
SESSIONS = Rows(TheatreSession, theatre_session)

REFERENCE = (specialty, ward, room, bed, sister, procedure, surgeon, theatre, theatre_session, meta)
"""What a planted hospital and a replay of its journal share, in the order in which rows can be put in."""
