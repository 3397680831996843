"""How people are reached, what they are asked (the outbox), who did not come, and blocks that were lifted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from bedcentre.domain.appointments import BlockLift, Channel, Contact, Delivery, NoShow, Notice, Reply, Subject
from bedcentre.domain.vocabulary import AppointmentKind
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import patient
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Instant

contact = Table(
    "contact",
    metadata,
    Column("patient_id", ForeignKey(patient.c.id), primary_key=True, autoincrement=False),
    Column("email", String, nullable=False),
    Column("phone", String, nullable=False),
)

notice = Table(
    "notice",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False, unique=True),
    Column("subject", Coded(Subject), nullable=False),
    Column("kind", Coded(AppointmentKind), nullable=False),
    Column("demand_id", ForeignKey(demand.c.id), nullable=False, index=True),
    Column("patient_id", ForeignKey(patient.c.id), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("answer_by", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("next_try", Instant, nullable=False),
    Column("channel", Coded(Channel), nullable=False),
    Column("policy_version", Integer, nullable=False),
    Column("offer_id", BigInteger),
    Column("delivery", Coded(Delivery), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("reply", Coded(Reply), nullable=False),
    Column("replied_at", Instant),
    Column("replied_by", BigInteger),
)

notice_link = Table(
    "notice_link",
    metadata,
    Column("link_hash", String, primary_key=True),
    Column("notice_id", ForeignKey(notice.c.id), nullable=False),
)

no_show = Table(
    "no_show",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("patient_id", ForeignKey(patient.c.id), nullable=False, index=True),
    Column("demand_id", ForeignKey(demand.c.id), nullable=False),
    Column("kind", Coded(AppointmentKind), nullable=False),
    Column("at", Instant, nullable=False),
    Column("noted_at", Instant, nullable=False, index=True),
    Column("noted_by", BigInteger, nullable=False),
    Column("policy_version", Integer, nullable=False),
    Column("struck", Text, nullable=False),
)

block_lift = Table(
    "block_lift",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("patient_id", ForeignKey(patient.c.id), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
)

CONTACTS = Rows(Contact, contact)
NOTICES = Rows(Notice, notice)
NO_SHOWS = Rows(NoShow, no_show)
LIFTS = Rows(BlockLift, block_lift)
