"""What is wrong with bookings, and what they cost, from the problem alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from optimizer.bookings.problem import PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from optimizer.bookings.problem import Booking, Exam, Patient, Problem


class Cost(NamedTuple):
    """The first difference decides.

    ``unbooked`` tests without a slot; ``visits`` days on which patients come that would not come otherwise;
    ``finish`` the slots of everybody's last test, added up: the sooner all is known, the longer the clock still runs.
    """

    unbooked: int
    visits: int
    finish: int


def cost(patients: Iterable[Patient], bookings: Iterable[Booking]) -> Cost:
    """What the patients' bookings cost."""
    at = {booking.test: booking.slot for booking in bookings}
    return Cost(*map(sum, zip((0, 0, 0), *(_cost(patient, at) for patient in patients), strict=True)))


def _cost(patient: Patient, at: Mapping[str, int]) -> Cost:
    slots = [at[test.id] for test in patient.tests if test.id in at]
    days = {slot // PER_DAY for slot in slots} - patient.coming
    return Cost(unbooked=len(patient.tests) - len(slots), visits=len(days), finish=max(slots, default=0))


def violations(problem: Problem, bookings: Sequence[Booking]) -> list[str]:
    """Every rule that the bookings break, one sentence each; empty = they can be made."""
    known = {device.id for device in problem.devices}
    strange = [each for each in bookings if each.test not in problem.tests or each.device not in known]
    if strange:
        return [f"{each.test} on {each.device}: no such test or device" for each in strange]
    by_test = {booking.test: booking for booking in bookings}
    return [
        *(f"{name} is booked {times} times" for name, times in _twice(booking.test for booking in bookings)),
        *(f"{what} has {times} tests" for what, times in _twice((each.device, each.slot) for each in bookings)),
        *_devices(problem, bookings),
        *(
            finding
            for patient in problem.patients
            for finding in _patient(patient, [(test, by_test[test.id]) for test in patient.tests if test.id in by_test])
        ),
        *(finding for booking in bookings for finding in _order(problem.tests[booking.test][1], by_test)),
    ]


def _devices(problem: Problem, bookings: Sequence[Booking]) -> Iterator[str]:
    devices = {device.id: device for device in problem.devices}
    for booking in bookings:
        device, test = devices[booking.device], problem.tests[booking.test][1]
        if device.kind != test.kind:
            yield f"{test.id} needs {test.kind}, {device.id} is {device.kind}"
        if booking.slot not in device.free:
            yield f"{device.id} is not free in slot {booking.slot}"


def _patient(patient: Patient, booked: Sequence[tuple[Exam, Booking]]) -> Iterator[str]:
    for slot, times in _twice(booking.slot for _, booking in booked):
        yield f"{patient.id} has {times} tests in slot {slot}"
    for test, booking in booked:
        if booking.slot in patient.taken:
            yield f"{patient.id} is elsewhere in slot {booking.slot}"
        if not test.first <= booking.slot <= test.last:
            yield f"{test.id} is in slot {booking.slot}, outside {test.first}–{test.last}"


def _order(test: Exam, by_test: Mapping[str, Booking]) -> Iterator[str]:
    for other, slots in test.after:
        if other not in by_test:
            yield f"{test.id} is booked without {other}"
        elif by_test[test.id].slot < by_test[other].slot + slots:
            yield f"{test.id} begins less than {slots} slots after {other}"


def _twice(things: Iterator[object]) -> Iterator[tuple[object, int]]:
    return ((thing, times) for thing, times in Counter(things).items() if times > 1)
