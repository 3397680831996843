"""The stand-by list, freed slots and beds, and their offers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, text

from bedcentre.domain.messages import Message
from bedcentre.domain.standby import Offer, OfferState, Opening, OpeningState, StandbyEntry
from bedcentre.domain.vocabulary import AppointmentKind
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.places import bed, theatre_session
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Document, Instant

standby = Table(
    "standby",
    metadata,
    Column("demand_id", ForeignKey(demand.c.id), primary_key=True, autoincrement=False),
    Column("since", Instant, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("ready_from", Instant, nullable=False),
)

opening = Table(
    "opening",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Coded(AppointmentKind), nullable=False),
    Column("bed_id", ForeignKey(bed.c.id), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("freed_at", Instant, nullable=False),
    Column("cause", Text, nullable=False),
    Column("former", ForeignKey(demand.c.id), nullable=False),
    Column("session_id", ForeignKey(theatre_session.c.id)),
    Column("theatre", String, nullable=False),
    Column("operation_start", Instant),
    Column("operation_end", Instant),
    Column("state", Coded(OpeningState), nullable=False, index=True),
    Column("closed_at", Instant),
)

offer = Table(
    "offer",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("opening_id", ForeignKey(opening.c.id), nullable=False, index=True),
    Column("demand_id", ForeignKey(demand.c.id), nullable=False, index=True),
    Column("bed_id", ForeignKey(bed.c.id), nullable=False),
    Column("start", Instant, nullable=False),
    Column("hold_id", BigInteger, nullable=False),
    Column("answer_by", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("policy_version", Integer, nullable=False),
    Column("why", Document(Message), nullable=False),
    Column("session_id", ForeignKey(theatre_session.c.id)),
    Column("theatre", String, nullable=False),
    Column("surgeon", String, nullable=False),
    Column("operation_start", Instant),
    Column("operation_end", Instant),
    Column("state", Coded(OfferState), nullable=False, index=True),
    Column("changed_at", Instant),
)
Index(
    "ix_offer_once",
    offer.c.opening_id,
    unique=True,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)
"""Nothing is offered to two people at once."""

ENTRIES = Rows(StandbyEntry, standby)
OPENINGS = Rows(Opening, opening)
OFFERS = Rows(Offer, offer)
