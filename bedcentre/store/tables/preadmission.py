"""Tests, their devices and slots; the checklists of pre-admission, and the pre-admissions."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, Time

from bedcentre.domain.exams import Exam, ExamBooking, ExamDevice
from bedcentre.domain.preadmission import Charge, PreAdmission, PreAdmissionState, PreAdmissionStep
from bedcentre.domain.vocabulary import Role
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Codes, Document, Instant

exam = Table(
    "exam",
    metadata,
    Column("code", String, primary_key=True),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("device_kind", String, nullable=False),
    Column("result_minutes", Integer, nullable=False),
    Column("valid_days", Integer, nullable=False),
    Column("fee", Integer, nullable=False),
    Column("after", Codes(str), nullable=False),
)

exam_device = Table(
    "exam_device",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("place", String, nullable=False),
    Column("days", Codes(str), nullable=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
    Column("pause_from", Time, nullable=False),
    Column("pause_to", Time, nullable=False),
)

pre_admission_step = Table(
    "pre_admission_step",
    metadata,
    Column("specialty", String, primary_key=True),
    Column("procedure", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("owner", Coded(Role), nullable=False),
    Column("order", Integer, nullable=False),
)

exam_booking = Table(
    "exam_booking",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("demand_id", ForeignKey(demand.c.id), nullable=False, index=True),
    Column("milestone_id", BigInteger, nullable=False, unique=True),
    Column("exam", ForeignKey(exam.c.code), nullable=False),
    Column("device_id", ForeignKey(exam_device.c.id), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    CheckConstraint('"start" <= "end"', name="half_open"),
    Index("ix_exam_booking_device_id_start", "device_id", "start"),
)

pre_admission = Table(
    "pre_admission",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("demand_id", ForeignKey(demand.c.id), nullable=False, index=True),
    Column("opened_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("state", Coded(PreAdmissionState), nullable=False, index=True),
    Column("approval", Text, nullable=False),
    Column("closed_at", Instant),
    Column("charges", Document(tuple[Charge, ...]), nullable=False),
)

EXAMS = Rows(Exam, exam)
DEVICES = Rows(ExamDevice, exam_device)
STEPS = Rows(PreAdmissionStep, pre_admission_step)
EXAM_BOOKINGS = Rows(ExamBooking, exam_booking)
PRE_ADMISSIONS = Rows(PreAdmission, pre_admission)

PLANTED = (exam, exam_device, pre_admission_step)
"""Reference data, in the order in which rows can be put in."""
