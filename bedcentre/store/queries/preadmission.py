"""Pre-admissions, their checklists and the slots of their tests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from bedcentre.domain.exams import ExamBooking
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.preadmission import PreAdmission, PreAdmissionState
from bedcentre.domain.vocabulary import Checklist
from bedcentre.store.tables.milestones import MILESTONES, milestone
from bedcentre.store.tables.preadmission import EXAM_BOOKINGS, PRE_ADMISSIONS, exam_booking, pre_admission
from bedcentre.store.tables.requests import OPEN, demand

BOOKED = select(*EXAM_BOOKINGS.columns).order_by(exam_booking.c.start, exam_booking.c.id)
FOUND = select(*PRE_ADMISSIONS.columns).order_by(pre_admission.c.id)


def exam_bookings(connection: Connection, start: datetime) -> list[ExamBooking]:
    """All slots that end after ``start``, by start."""
    return EXAM_BOOKINGS.things(connection.execute(BOOKED.where(exam_booking.c.end > start)).all())


def exam_bookings_of(connection: Connection, demand_ids: Collection[int]) -> list[ExamBooking]:
    """The slots of some demands, past ones too, by start."""
    return EXAM_BOOKINGS.things(connection.execute(BOOKED.where(exam_booking.c.demand_id.in_(demand_ids))).all())


def exam_booking_of(connection: Connection, milestone_id: int) -> ExamBooking | None:
    """The slot of one test."""
    row = connection.execute(BOOKED.where(exam_booking.c.milestone_id == milestone_id)).one_or_none()
    return None if row is None else EXAM_BOOKINGS.thing(row)


def checklists(connection: Connection) -> list[Milestone]:
    """Everything on the pre-admission checklists of open demands, done or not, in order."""
    found = (
        select(*MILESTONES.columns)
        .join(demand, demand.c.id == milestone.c.demand_id)
        .where(milestone.c.checklist == Checklist.PRE_ADMISSION, demand.c.state.in_(OPEN))
    )
    return MILESTONES.things(connection.execute(found.order_by(milestone.c.id)).all())


def open_pre_admissions(connection: Connection) -> list[PreAdmission]:
    """Those whose clock runs."""
    found = FOUND.where(pre_admission.c.state == PreAdmissionState.OPEN)
    return PRE_ADMISSIONS.things(connection.execute(found).all())


def pre_admissions_of(connection: Connection, demand_ids: Collection[int]) -> list[PreAdmission]:
    """Those of some demands, over ones too, oldest first."""
    return PRE_ADMISSIONS.things(connection.execute(FOUND.where(pre_admission.c.demand_id.in_(demand_ids))).all())


def pre_admissions(connection: Connection, since: datetime) -> list[PreAdmission]:
    """Those opened at or after ``since``, oldest first."""
    return PRE_ADMISSIONS.things(connection.execute(FOUND.where(pre_admission.c.opened_at >= since)).all())
