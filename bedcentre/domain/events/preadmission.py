"""Tests before the admission: opened, booked, taken, lapsed."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.exams import ExamBooking
from bedcentre.domain.preadmission import PreAdmission


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionOpened:
    """The tests before an operation begin, on the insurance's clock."""

    pre_admission: PreAdmission


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionChanged:
    """A pre-admission was lengthened, or is over; ``pre_admission`` is as it is from now on."""

    pre_admission: PreAdmission


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamsBooked:
    """Tests of one demand got slots on devices."""

    bookings: tuple[ExamBooking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamReleased:
    """A test lost its slot: ``cause`` is cancelled, moved, missed or needless."""

    booking_id: int
    milestone_id: int
    demand_id: int
    cause: str
