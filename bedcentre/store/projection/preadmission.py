"""Pre-admissions with their clock, and the slots of their tests."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from bedcentre.domain.events import (
    ExamReleased,
    ExamsBooked,
    PreAdmissionChanged,
    PreAdmissionOpened,
)
from bedcentre.domain.preadmission import PreAdmission, PreAdmissionState
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.preadmission import EXAM_BOOKINGS, PRE_ADMISSIONS, exam_booking, pre_admission
from bedcentre.store.tables.requests import demand


@show.register
def pre_admission_opened(event: PreAdmissionOpened, connection: Connection) -> None:
    """The clock of its demand runs."""
    connection.execute(insert(pre_admission), PRE_ADMISSIONS.values(event.pre_admission))
    _set_clock(connection, event.pre_admission)


@show.register
def pre_admission_changed(event: PreAdmissionChanged, connection: Connection) -> None:
    """It has longer, or is over."""
    changed = update(pre_admission).where(pre_admission.c.id == event.pre_admission.id)
    connection.execute(changed.values(PRE_ADMISSIONS.values(event.pre_admission)))
    _set_clock(connection, event.pre_admission)


@show.register
def exams_booked(event: ExamsBooked, connection: Connection) -> None:
    """The devices are taken then."""
    connection.execute(insert(exam_booking), [EXAM_BOOKINGS.values(each) for each in event.bookings])


@show.register
def exam_released(event: ExamReleased, connection: Connection) -> None:
    """The device is free then."""
    connection.execute(delete(exam_booking).where(exam_booking.c.id == event.booking_id))


def _set_clock(connection: Connection, it: PreAdmission) -> None:
    """Plans see the clock while it runs."""
    expires = it.expires_at if it.state is PreAdmissionState.OPEN else None
    connection.execute(update(demand).where(demand.c.id == it.demand_id).values(expires_at=expires))
