"""State of demands, what beds and theatres are meant for, and what the plan proposes."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from bedcentre.domain.intervals import PlannedInterval, TheatreBooking
from bedcentre.domain.messages import Message
from bedcentre.domain.proposals import PlanRecord, Proposal, Replaced
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, DemandState, Feature, PlannedKind, ProposalState, Triage
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import encounter, patient
from bedcentre.store.tables.places import bed, specialty, theatre, theatre_session
from bedcentre.store.types import Coded, Codes, Document, Instant

demand = Table(
    "demand",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Coded(DemandKind), nullable=False),
    Column("patient_id", ForeignKey(patient.c.id), nullable=False, index=True),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
    Column("state", Coded(DemandState), nullable=False, index=True),
    Column("raised_at", Instant, nullable=False),
    Column("wanted_from", Instant, nullable=False),
    Column("latest", Instant, nullable=False),
    Column("stay_minutes", Integer, nullable=False),
    Column("triage", Coded(Triage)),
    Column("severe", Boolean, nullable=False),
    Column("needs", Codes(Feature), nullable=False),
    Column("prefers", Codes(Feature), nullable=False),
    Column("organism", String),
    Column("encounter_id", ForeignKey(encounter.c.id)),
    Column("procedure", String),
    Column("surgeon", String, index=True),
    Column("expires_at", Instant),
    Column("pinned_bed_id", ForeignKey(bed.c.id)),
    Column("note", Text, nullable=False),
    Column("green_channel", Boolean, nullable=False, server_default=false()),
)

planned_interval = Table(
    "planned_interval",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("bed_id", ForeignKey(bed.c.id), nullable=False),
    Column("kind", Coded(PlannedKind), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("demand_id", ForeignKey(demand.c.id), index=True),
    Column("made_by", BigInteger, nullable=False),
    Column("expires_at", Instant),
    Column("reason", Text),
    CheckConstraint('"start" <= "end"', name="half_open"),
    Index("ix_planned_interval_bed_id_start", "bed_id", "start"),
)

theatre_booking = Table(
    "theatre_booking",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("demand_id", ForeignKey(demand.c.id), nullable=False, unique=True),
    Column("session_id", ForeignKey(theatre_session.c.id), nullable=False),
    Column("theatre_id", ForeignKey(theatre.c.id), nullable=False),
    Column("surgeon", String, nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    CheckConstraint('"start" <= "end"', name="half_open"),
    Index("ix_theatre_booking_theatre_id_start", "theatre_id", "start"),
)

plan = Table(
    "plan",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("made_at", Instant, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("method", String, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("placed", Integer, nullable=False),
    Column("unplaced", Integer, nullable=False),
    Column("levels", Document(tuple[int, ...]), nullable=False),
    Column("bound", Document(tuple[int, ...])),
    Column("greedy_levels", Document(tuple[int, ...])),
    Column("items", Document(dict[str, int]), nullable=False),
)

proposal = Table(
    "proposal",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("plan_id", ForeignKey(plan.c.id), nullable=False),
    Column("demand_id", ForeignKey(demand.c.id), nullable=False, index=True),
    Column("bed_id", ForeignKey(bed.c.id), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    Column("state", Coded(ProposalState), nullable=False, index=True),
    Column("reasons", Document(tuple[Message, ...]), nullable=False),
    Column("session_id", ForeignKey(theatre_session.c.id)),
    Column("operation_start", Instant),
    Column("replaces", Document(Replaced)),
)

DEMANDS = Rows(Demand, demand)
PLANNED = Rows(PlannedInterval, planned_interval)
BOOKINGS = Rows(TheatreBooking, theatre_booking, theatre=theatre.c.code)
PLANS = Rows(PlanRecord, plan)
PROPOSALS = Rows(Proposal, proposal)

OPEN = (DemandState.WAITING, DemandState.PROMISED)
"""The states of a demand that still needs somebody's attention, as ``Demand.is_open`` has it."""
