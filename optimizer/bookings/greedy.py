"""Booking without a solver: as desks do one by one, and as one person does who looks at whole days."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from optimizer.bookings.desks import Desks
from optimizer.bookings.problem import PER_DAY, in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from optimizer.bookings.problem import Booking, Patient, Problem


def first_come(problem: Problem) -> list[Booking]:
    """First come, first served: each test of each patient in turn gets the earliest slot there is."""
    desks = Desks(problem.devices)
    return [booking for patient in problem.patients for booking in serve(desks, patient)]


def in_whole_days(problem: Problem) -> list[Booking]:
    """Each patient in turn gets the earliest day with room for all tests, else two days, else as early as they go."""
    desks = Desks(problem.devices)
    return [booking for patient in problem.patients for booking in _together(desks, patient)]


def _together(desks: Desks, patient: Patient) -> list[Booking]:
    days = _days(desks, patient)
    for choice in (*combinations(days, 1), *sorted(combinations(days, 2), key=max)):
        bookings = list(serve(desks, patient, {*choice, *patient.coming}))
        if len(bookings) == len(patient.tests):
            return bookings
        for booking in bookings:
            desks.give_back(booking)
    return list(serve(desks, patient))


def serve(desks: Desks, patient: Patient, days: Collection[int] | None = None) -> Iterator[Booking]:
    """Book one patient's tests, each as early as it goes on these days (None: any); what finds no slot is left out."""
    at: dict[str, int] = {}
    for test in in_order(patient):
        if any(each.test not in at for each in test.after):
            continue
        first = max([test.first, *(at[each.test] + each.slots for each in test.after)])
        busy = patient.taken | set(at.values())
        for slot in desks.slots(test.kind, first, test.last):
            if slot not in busy and (days is None or slot // PER_DAY in days):
                at[test.id] = slot
                yield desks.book(test.id, test.kind, slot)
                break


def _days(desks: Desks, patient: Patient) -> list[int]:
    """The days on which at least one of the tests could be."""
    slots = (slot for test in patient.tests for slot in desks.slots(test.kind, test.first, test.last))
    return sorted({slot // PER_DAY for slot in slots})
