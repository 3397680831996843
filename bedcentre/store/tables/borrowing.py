"""Who treats during each stay, and what departments agreed and said about borrowed beds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, Table, Text

from bedcentre.domain.borrowing import Correction, GiveBackAgreement, GiveBackRefusal, MarkedNight
from bedcentre.domain.vocabulary import NightMark
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import actual_interval, encounter
from bedcentre.store.tables.places import specialty, ward
from bedcentre.store.types import Coded, Instant

treatment = Table(
    "treatment",
    metadata,
    Column("stay_id", ForeignKey(actual_interval.c.id), primary_key=True, autoincrement=False),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
)

give_back_agreement = Table(
    "give_back_agreement",
    metadata,
    Column("encounter_id", ForeignKey(encounter.c.id), primary_key=True, autoincrement=False),
    Column("ward_id", ForeignKey(ward.c.id), primary_key=True, autoincrement=False),
    Column("due_at", Instant, nullable=False),
    Column("note", Text, nullable=False),
    Column("agreed_at", Instant, nullable=False),
    Column("agreed_by", BigInteger, nullable=False),
)

give_back_refusal = Table(
    "give_back_refusal",
    metadata,
    Column("encounter_id", ForeignKey(encounter.c.id), primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("refused_at", Instant, nullable=False),
    Column("refused_by", BigInteger, nullable=False),
)

marked_night = Table(
    "marked_night",
    metadata,
    Column("encounter_id", ForeignKey(encounter.c.id), primary_key=True, autoincrement=False),
    Column("night", Date, primary_key=True),
    Column("mark", Coded(NightMark), nullable=False),
    Column("reason", Text, nullable=False),
    Column("marked_at", Instant, nullable=False),
    Column("marked_by", BigInteger, nullable=False),
    Index("ix_marked_night_night", "night"),
)

statement_correction = Table(
    "statement_correction",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("lender", ForeignKey(specialty.c.code), nullable=False),
    Column("borrower", ForeignKey(specialty.c.code), nullable=False),
    Column("month", Date, nullable=False, index=True),
    Column("credit", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("signed_at", Instant, nullable=False),
    Column("signed_by", BigInteger, nullable=False),
)

AGREEMENTS = Rows(GiveBackAgreement, give_back_agreement)
REFUSALS = Rows(GiveBackRefusal, give_back_refusal)
MARKS = Rows(MarkedNight, marked_night)
CORRECTIONS = Rows(Correction, statement_correction)
