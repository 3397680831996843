"""The one door: which slot every test gets."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from optimizer.bookings.bound import least
from optimizer.bookings.checker import Cost, cost
from optimizer.bookings.desks import Desks
from optimizer.bookings.greedy import first_come, in_whole_days
from optimizer.bookings.problem import PER_DAY
from optimizer.cpsat.bookings import together
from optimizer.cpsat.effort import Effort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.bookings.problem import Booking, Patient, Problem

TOGETHER: Final = 6
"""So many patients are one model, which proves."""

OTHERS: Final = 4
"""How many others may make room on a day for one patient, where there are more."""

SHARE: Final = 0.3
"""Seconds for one such look at a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The bookings and their cost; ``proven`` if nothing better exists."""

    bookings: tuple[Booking, ...]
    cost: Cost
    proven: bool


def solve(problem: Problem, *, seconds: float, workers: int = 2, deterministic: bool = False) -> Answer:
    """Book every test there is room for, in as few visits as possible, early.

    Never worse than first come, first served: everybody is booked so, or day by day, first. Few patients are then one
    model. Of many, those who could fare better are looked at in turn: CP-SAT tries to bring one to a day, together with
    some who are there and may make room.
    ``deterministic`` counts the solver's steps instead of seconds, so that a run repeats exactly.
    """
    start = min(first_come(problem), in_whole_days(problem), key=lambda each: cost(problem.patients, each))
    book = _Book(problem, start)
    proven = book.improve(Effort(seconds, workers=workers, deterministic=deterministic))
    bookings = book.bookings()
    return Answer(bookings=bookings, cost=cost(problem.patients, bookings), proven=proven)


class _Book:
    """Who has which slots so far, and what they could have at best."""

    def __init__(self, problem: Problem, start: Sequence[Booking]) -> None:
        self._patients = problem.patients
        self._desks = Desks(problem.devices)
        self._least = {patient.id: least(self._desks, patient) for patient in self._patients}
        self._of: dict[str, list[Booking]] = {patient.id: [] for patient in self._patients}
        for booking in start:
            self._desks.take(booking)
            self._of[problem.tests[booking.test][0].id].append(booking)

    def bookings(self) -> tuple[Booking, ...]:
        """All bookings."""
        return tuple(booking for each in self._of.values() for booking in each)

    def improve(self, effort: Effort) -> bool:
        """Place patients again until time is up or nobody could fare better; whether nothing better exists."""
        if len(self._patients) <= TOGETHER:
            return self._done() or self._place(self._patients, effort, effort.left())
        chance = random.Random(1)  # noqa: S311 - nothing secret
        while effort.left() and (worse := self._could_be_better()):
            for patient in worse:
                day = chance.choice(sorted({booking.slot // PER_DAY for booking in self.bookings()}))
                there = [each for each in self._patients if each is not patient and self._comes(each, day)]
                others = chance.sample(there, min(len(there), OTHERS))
                if effort.left():
                    self._place([patient, *others], effort, SHARE, day)
        return self._done()

    def _comes(self, patient: Patient, day: int) -> bool:
        return any(booking.slot // PER_DAY == day for booking in self._of[patient.id])

    def _done(self) -> bool:
        return not self._could_be_better()

    def _could_be_better(self) -> list[Patient]:
        """Those who do not have what is best for them alone, who are farthest from it first."""
        worse = [each for each in self._patients if any(self._gap(each))]
        return sorted(worse, key=self._gap, reverse=True)

    def _gap(self, patient: Patient) -> tuple[int, ...]:
        now = cost([patient], self._of[patient.id])
        return tuple(have - least for have, least in zip(now, self._least[patient.id], strict=True))

    def _place(self, patients: Sequence[Patient], effort: Effort, seconds: float, day: int | None = None) -> bool:
        """Give patients the best of their own slots and those that are free (on a ``day``); whether that is proven."""
        now = [booking for patient in patients for booking in self._of[patient.id]]
        for booking in now:
            self._desks.give_back(booking)
        found = together(self._desks, patients, {each.test: each.slot for each in now}, effort, seconds, day)
        for patient in patients:
            booked = [test for test in patient.tests if test.id in found.slots]
            self._of[patient.id] = [self._desks.book(test.id, test.kind, found.slots[test.id]) for test in booked]
        return found.proven
