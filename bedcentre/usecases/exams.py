"""Slots of tests on devices: booked together, moved, cancelled, missed, and given back when they are not needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import ExamReleased, ExamsBooked
from bedcentre.domain.exams import SLOT, Exam, ExamBooking
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.preadmission import PreAdmissionState
from bedcentre.domain.vocabulary import AppointmentKind, MilestoneState, Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.no_shows import record_no_show
from bedcentre.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamSlot:
    """A test of somebody's checklist in the half-hour from ``start`` on a device."""

    milestone_id: int
    device_id: int
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookExams:
    """Give tests of one demand their slots, all or none; a test that has a slot already is moved."""

    demand_id: int
    slots: tuple[ExamSlot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelExam:
    """The patient does not come to this slot; the test is still to be done."""

    booking_id: int
    milestone_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissExam:
    """The patient did not come; the test is still to be done."""

    booking_id: int
    milestone_id: int


@handles(BookExams, Role.COORDINATOR)
def book_exams(uow: UnitOfWork, command: BookExams) -> None:
    """Take the slots.

    Raises:
        RefusedError: no pre-admission runs, a slot does not suit its test, or the order makes no sense.
        TakenError: somebody else has one of the slots.
    """
    running = [each for each in uow.pre_admissions_of([command.demand_id]) if each.state is PreAdmissionState.OPEN]
    if not running:
        raise RefusedError(Message("refusal.no_pre_admission"))
    checklist = {each.id: each for each in uow.milestones_of_demand(command.demand_id)}
    booked = {each.milestone_id: each for each in uow.exam_bookings_of([command.demand_id])}
    wanted = {slot.milestone_id: slot.start for slot in command.slots}
    starts = {key: each.start for key, each in booked.items()} | wanted
    reasons = [
        reason for slot in command.slots for reason in _against(uow, slot, checklist, starts, running[0].expires_at)
    ]
    if reasons:
        raise RefusedError(*reasons)
    for milestone_id in booked.keys() & wanted.keys():
        _release(uow, booked[milestone_id], "moved")
    bookings = tuple(
        ExamBooking(
            id=uow.new_id(),
            demand_id=command.demand_id,
            milestone_id=slot.milestone_id,
            exam=checklist[slot.milestone_id].step,
            device_id=slot.device_id,
            start=slot.start,
            end=slot.start + SLOT,
        )
        for slot in command.slots
    )
    uow.record(ExamsBooked(bookings=bookings))


@handles(CancelExam, Role.COORDINATOR)
def cancel_exam(uow: UnitOfWork, command: CancelExam) -> None:
    """Give a slot to others.

    Raises:
        RefusedError: there is no such slot any more, or it is past.
    """
    booking = _booking(uow, command)
    if booking.start <= uow.now:
        raise RefusedError(Message("refusal.exam_past", {"start": booking.start}))
    _release(uow, booking, "cancelled")


@handles(MissExam, Role.COORDINATOR)
def miss_exam(uow: UnitOfWork, command: MissExam) -> None:
    """Note that nobody came, also on the patient's record.

    Raises:
        RefusedError: there is no such slot any more, it is not over yet, or the test was done.
    """
    booking = _booking(uow, command)
    if booking.end > uow.now:
        raise RefusedError(Message("refusal.exam_not_over", {"end": booking.end}))
    if uow.milestone(booking.milestone_id).state is not MilestoneState.OPEN:
        raise RefusedError(Message("refusal.exam_done"))
    record_no_show(uow, uow.demand(booking.demand_id), AppointmentKind.EXAM, booking.start)
    _release(uow, booking, "missed")


def free_exam(uow: UnitOfWork, milestone_id: int) -> None:
    """Give back the slot to come of a test that is no longer needed; a past slot stays as it was."""
    booking = uow.exam_booking_of(milestone_id)
    if booking is not None and booking.start > uow.now:
        _release(uow, booking, "needless")


def _booking(uow: UnitOfWork, command: CancelExam | MissExam) -> ExamBooking:
    booking = uow.exam_booking_of(command.milestone_id)
    if booking is None or booking.id != command.booking_id:
        raise RefusedError(Message("refusal.exam_released"))
    return booking


def _release(uow: UnitOfWork, booking: ExamBooking, cause: str) -> None:
    uow.record(
        ExamReleased(booking_id=booking.id, milestone_id=booking.milestone_id, demand_id=booking.demand_id, cause=cause)
    )


def _against(
    uow: UnitOfWork,
    slot: ExamSlot,
    checklist: Mapping[int, Milestone],
    starts: Mapping[int, datetime],
    expires_at: datetime,
) -> Iterator[Message]:
    """Every reason why a test cannot be in a slot."""
    exams = {exam.code: exam for exam in uow.exams()}
    milestone = checklist.get(slot.milestone_id)
    exam = exams.get(milestone.step) if milestone is not None else None
    device = next((each for each in uow.exam_devices() if each.id == slot.device_id), None)
    if milestone is None or exam is None or milestone.state is not MilestoneState.OPEN:
        yield Message("refusal.exam_not_wanted")
        return
    name = f"@step.{exam.code}"
    if device is None or device.kind != exam.device_kind:
        yield Message("refusal.exam_device", {"exam": name})
    elif not device.works_at(slot.start, uow.zone):
        yield Message("refusal.exam_closed", {"device": device.code, "start": slot.start})
    if slot.start < uow.now:
        yield Message("refusal.exam_past", {"start": slot.start})
    if slot.start + SLOT > expires_at:
        yield Message("refusal.exam_after_clock", {"exam": name, "expires": expires_at})
    if any(start == slot.start for other, start in starts.items() if other != milestone.id):
        yield Message("refusal.exam_two_at_once", {"start": slot.start})
    yield from _order(exam, slot, checklist, starts, exams)


def _order(
    exam: Exam,
    slot: ExamSlot,
    checklist: Mapping[int, Milestone],
    starts: Mapping[int, datetime],
    exams: Mapping[str, Exam],
) -> Iterator[Message]:
    """A test waits for the results of those before it, and those behind it wait for its own."""
    for other in checklist.values():
        if other.state is not MilestoneState.OPEN or other.step not in exams:
            continue
        start, words = starts.get(other.id), {"exam": f"@step.{exam.code}", "other": f"@step.{other.step}"}
        if other.step in exam.after and (start is None or slot.start < start + exams[other.step].until_result):
            yield Message("refusal.exam_before", words)
        if exam.code in exams[other.step].after and start is not None and start < slot.start + exam.until_result:
            yield Message("refusal.exam_behind", words)
