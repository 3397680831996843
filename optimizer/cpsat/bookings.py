"""The tests of some patients around what others have: one Boolean per test and slot, solved together."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ortools.sat.python import cp_model

from optimizer.bookings.problem import PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from optimizer.bookings.desks import Desks
    from optimizer.bookings.problem import Exam, Patient
    from optimizer.cpsat.effort import Effort


class Found(NamedTuple):
    """The slot of every booked test; ``proven`` if nothing better exists."""

    slots: Mapping[str, int]
    proven: bool


def together(
    desks: Desks,
    patients: Sequence[Patient],
    hint: Mapping[str, int],
    effort: Effort,
    seconds: float,
    day: int | None = None,
) -> Found:
    """The best slots for the patients' tests on what the desks have free, beginning from those in ``hint``.

    With a ``day``, tests go to that day or stay where they are.
    """
    draft = _Draft(desks, patients, hint, day)
    _one_at_a_time(draft)
    _room(draft)
    _order(draft)
    _cost(draft)
    solver, status = effort.solve(draft.cp, seconds)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Found(hint, proven=False)
    chosen = {test: slot for (test, slot), variable in draft.at.items() if solver.boolean_value(variable)}
    return Found(chosen, proven=status == cp_model.OPTIMAL)


class _Draft:
    """The model: ``at`` says for each test and slot whether it is there, ``choices`` which slots a test has."""

    def __init__(self, desks: Desks, patients: Sequence[Patient], hint: Mapping[str, int], day: int | None) -> None:
        self.cp = cp_model.CpModel()
        self.hint = hint
        self.desks = desks
        self.patients = patients
        self.at: dict[tuple[str, int], cp_model.IntVar] = {}
        self.choices: dict[str, list[int]] = {}
        for patient in patients:
            for test in patient.tests:
                free = desks.slots(test.kind, test.first, test.last)
                near = (slot for slot in free if day is None or slot // PER_DAY == day or slot == hint.get(test.id))
                self.choices[test.id] = [slot for slot in near if slot not in patient.taken]
                for slot in self.choices[test.id]:
                    self.at[test.id, slot] = self.cp.new_bool_var("")
                    self.cp.add_hint(self.at[test.id, slot], hint.get(test.id) == slot)

    def options(self, test: Exam) -> Iterator[tuple[int, cp_model.IntVar]]:
        """A test's slots and their Booleans."""
        return ((slot, self.at[test.id, slot]) for slot in self.choices[test.id])

    def booked(self, test: Exam) -> cp_model.LinearExprT:
        """1 if the test has a slot."""
        return cp_model.LinearExpr.sum([variable for _, variable in self.options(test)])

    def slot(self, test: Exam) -> cp_model.LinearExprT:
        """The test's slot; 0 without one."""
        options = list(self.options(test))
        return cp_model.LinearExpr.weighted_sum([variable for _, variable in options], [slot for slot, _ in options])


def _one_at_a_time(draft: _Draft) -> None:
    """A test is in one slot at most, and a patient in one place."""
    for patient in draft.patients:
        for test in patient.tests:
            draft.cp.add_at_most_one(variable for _, variable in draft.options(test))
        for slot in {slot for test in patient.tests for slot in draft.choices[test.id]}:
            draft.cp.add_at_most_one(draft.at[test.id, slot] for test in patient.tests if (test.id, slot) in draft.at)


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
                late = max(draft.choices[name], default=0) + slots
                before, own = list(draft.options(tests[name])), list(draft.options(test))
                variables = [variable for _, variable in (*own, *before)]
                draft.cp.add(draft.booked(test) <= draft.booked(tests[name]))
                gap = cp_model.LinearExpr.weighted_sum(
                    variables, [*(slot - late for slot, _ in own), *(-slot for slot, _ in before)]
                )
                draft.cp.add(gap >= slots - late)


def _cost(draft: _Draft) -> None:
    """Tests left out weigh more than all visits, a visit more than everybody's waiting."""
    ends = [_end(draft, patient) for patient in draft.patients]
    visits = [comes for patient in draft.patients for comes in _visits(draft, patient)]
    visit = 1 + sum(latest for _, latest in ends)
    left_out = visit * (len(visits) + 1)
    draft.cp.minimize(
        cp_model.LinearExpr.sum([end for end, _ in ends])
        + visit * cp_model.LinearExpr.sum(visits)
        - left_out * cp_model.LinearExpr.sum(list(draft.at.values()))
    )


def _end(draft: _Draft, patient: Patient) -> tuple[cp_model.IntVar, int]:
    """The slot of the patient's last test, and the latest it can be."""
    latest = max((slot for test in patient.tests for slot in draft.choices[test.id]), default=0)
    end = draft.cp.new_int_var(0, latest, "")
    draft.cp.add_hint(end, max((draft.hint.get(test.id, 0) for test in patient.tests), default=0))
    for test in patient.tests:
        draft.cp.add(end >= draft.slot(test))
    return end, latest


def _visits(draft: _Draft, patient: Patient) -> Iterable[cp_model.IntVar]:
    """A Boolean for each day on which the patient would come only for tests."""
    days: dict[int, cp_model.IntVar] = {}
    hinted = {draft.hint[test.id] // PER_DAY for test in patient.tests if test.id in draft.hint}
    for test in patient.tests:
        for day, slots in groupby(draft.choices[test.id], lambda slot: slot // PER_DAY):
            if day not in patient.coming:
                if day not in days:
                    days[day] = draft.cp.new_bool_var("")
                    draft.cp.add_hint(days[day], day in hinted)
                draft.cp.add(cp_model.LinearExpr.sum([draft.at[test.id, slot] for slot in slots]) <= days[day])
    return days.values()
