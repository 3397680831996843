"""The tests of some patients around what others have: one Boolean per test and slot, solved together."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ortools.sat.python import cp_model

from optimizer.bookings.problem import PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from optimizer.bookings.desks import Desks
    from optimizer.bookings.problem import Patient, Test
    from optimizer.cpsat.effort import Effort


class Found(NamedTuple):
    """The slot of every booked test; ``proven`` if nothing better exists."""

    slots: Mapping[str, int]
    proven: bool


def together(
    desks: Desks, patients: Sequence[Patient], hint: Mapping[str, int], effort: Effort, seconds: float
) -> Found:
    """The best slots for the patients' tests on what the desks have free; ``hint`` where nothing better is found."""
    draft = _Draft(desks, patients)
    _one_at_a_time(draft)
    _room(draft)
    _order(draft)
    _cost(draft)
    for (test, slot), variable in draft.at.items():
        draft.cp.add_hint(variable, hint.get(test) == slot)
    solver, status = effort.solve(draft.cp, seconds)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Found(hint, proven=False)
    chosen = {test: slot for (test, slot), variable in draft.at.items() if solver.boolean_value(variable)}
    return Found(chosen, proven=status == cp_model.OPTIMAL)


class _Draft:
    """The model: ``at`` says for each test and slot whether it is there, ``choices`` which slots a test has."""

    def __init__(self, desks: Desks, patients: Sequence[Patient]) -> None:
        self.cp = cp_model.CpModel()
        self.desks = desks
        self.patients = patients
        self.at: dict[tuple[str, int], cp_model.IntVar] = {}
        self.choices: dict[str, list[int]] = {}
        for patient in patients:
            for test in patient.tests:
                free = desks.slots(test.kind, test.first, test.last)
                self.choices[test.id] = [slot for slot in free if slot not in patient.taken]
                for slot in self.choices[test.id]:
                    self.at[test.id, slot] = self.cp.new_bool_var("")

    def options(self, test: Test) -> Iterator[tuple[int, cp_model.IntVar]]:
        """A test's slots and their Booleans."""
        return ((slot, self.at[test.id, slot]) for slot in self.choices[test.id])

    def booked(self, test: Test) -> cp_model.LinearExprT:
        """1 if the test has a slot."""
        return cp_model.LinearExpr.sum([variable for _, variable in self.options(test)])

    def slot(self, test: Test) -> cp_model.LinearExprT:
        """The test's slot; 0 without one."""
        options = list(self.options(test))
        return cp_model.LinearExpr.weighted_sum([variable for _, variable in options], [slot for slot, _ in options])


def _one_at_a_time(draft: _Draft) -> None:
    """A test is in one slot at most, and a patient in one place."""
    for patient in draft.patients:
        for test in patient.tests:
            draft.cp.add_at_most_one(variable for _, variable in draft.options(test))
        for slot in {slot for test in patient.tests for slot in draft.choices[test.id]}:
            draft.cp.add_at_most_one(
                draft.at[test.id, slot] for test in patient.tests if (test.id, slot) in draft.at
            )


def _room(draft: _Draft) -> None:
    """Devices of a kind do for each other: no more tests in a slot than there are devices free."""
    wishes: dict[tuple[str, int], list[cp_model.IntVar]] = {}
    for patient in draft.patients:
        for test in patient.tests:
            for slot, variable in draft.options(test):
                wishes.setdefault((test.kind, slot), []).append(variable)
    for (kind, slot), variables in wishes.items():
        room = draft.desks.room(kind, slot)
        if len(variables) > room:
            draft.cp.add(cp_model.LinearExpr.sum(variables) <= room)


def _order(draft: _Draft) -> None:
    """A test waits for the results of those before it, and is not booked without them."""
    for patient in draft.patients:
        tests = {test.id: test for test in patient.tests}
        for test in patient.tests:
            for name, slots in test.after:
                booked = draft.booked(test)
                late = max(draft.choices[name], default=0) + slots
                draft.cp.add(booked <= draft.booked(tests[name]))
                draft.cp.add(draft.slot(test) >= draft.slot(tests[name]) + slots - late * (1 - booked))


def _cost(draft: _Draft) -> None:
    """Tests left out weigh more than all visits, a visit more than everybody's waiting."""
    visits, finish = [], []
    for patient in draft.patients:
        end = draft.cp.new_int_var(0, max((slot for test in patient.tests for slot in draft.choices[test.id]), default=0), "")
        finish.append(end)
        waited_for = {each.test for test in patient.tests for each in test.after}
        days: dict[int, cp_model.IntVar] = {}
        for test in patient.tests:
            if test.id not in waited_for:
                draft.cp.add(end >= draft.slot(test))
            for day, slots in groupby(draft.choices[test.id], lambda slot: slot // PER_DAY):
                if day not in patient.coming:
                    comes = days.setdefault(day, draft.cp.new_bool_var(""))
                    draft.cp.add(cp_model.LinearExpr.sum([draft.at[test.id, slot] for slot in slots]) <= comes)
        visits += days.values()
    visit = 1 + sum(PER_DAY * (1 + max(draft.choices[test.id], default=0) // PER_DAY) for patient in draft.patients for test in patient.tests[:1])
    left_out = visit * (len(visits) + 1)
    draft.cp.minimize(
        cp_model.LinearExpr.sum(finish)
        + visit * cp_model.LinearExpr.sum(visits)
        - left_out * cp_model.LinearExpr.sum(list(draft.at.values()))
    )
