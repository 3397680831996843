"""Booking tests: rules, costs, first come first served, and CP-SAT against every way there is."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import product

import pytest
from typer.testing import CliRunner

from optimizer.bookings.checker import Cost, cost, violations
from optimizer.bookings.generate import generate
from optimizer.bookings.greedy import first_come, in_whole_days
from optimizer.bookings.problem import PER_DAY, After, Booking, Device, Exam, Patient, Problem
from optimizer.bookings.solve import TOGETHER, solve
from optimizer.cli import app

LAST = 2 * PER_DAY - 1


def device(name: str, *free: int, kind: str = "") -> Device:
    """A device of the kind its name begins with."""
    return Device(id=name, kind=kind or name[0], free=frozenset(free))


def wish(name: str, *after: tuple[str, int], first: int = 0, last: int = LAST) -> Exam:
    """A test of the kind its name begins with."""
    return Exam(id=name, kind=name[0], first=first, last=last, after=tuple(After(*each) for each in after))


BLOOD_THEN_SCAN = Problem(
    devices=(device("b1", 1, 2), device("s1", 2, 4, 50)),
    patients=(Patient(id="p", tests=(wish("b"), wish("s", ("b", 3)))),),
)


@pytest.mark.parametrize(
    ("bookings", "found"),
    [
        ([], None),
        ([Booking(test="b", device="b1", slot=1), Booking(test="s", device="s1", slot=4)], None),
        ([Booking(test="b", device="b1", slot=2), Booking(test="s", device="s1", slot=4)], "less than 3 slots after b"),
        ([Booking(test="s", device="s1", slot=4)], "without b"),
        ([Booking(test="b", device="b1", slot=3)], "b1 is not free in slot 3"),
        ([Booking(test="b", device="s1", slot=2)], "b needs b, s1 is s"),
        ([Booking(test="b", device="b1", slot=1), Booking(test="b", device="b1", slot=2)], "booked 2 times"),
        ([Booking(test="x", device="b1", slot=1)], "no such test or device"),
    ],
)
def test_checker_names_what_is_wrong(bookings: list[Booking], found: str | None) -> None:
    findings = violations(BLOOD_THEN_SCAN, bookings)
    assert (findings == []) if found is None else (len(findings) >= 1 and found in findings[0])


def test_a_patient_is_in_one_place_and_within_the_window() -> None:
    patient = Patient(id="p", tests=(wish("b", last=2), wish("s")), taken=frozenset({4}))
    problem = Problem(devices=(device("b1", 2, 3), device("s1", 2, 4)), patients=(patient,))
    at = {name: Booking(test=name[0], device=f"{name[0]}1", slot=int(name[1])) for name in ("b2", "b3", "s2", "s4")}
    assert violations(problem, [at["b2"], at["s2"]]) == ["p has 2 tests in slot 2"]
    assert violations(problem, [at["s4"]]) == ["p is elsewhere in slot 4"]
    assert violations(problem, [at["b3"]]) == ["b is in slot 3, outside 0–2"]


def test_two_patients_do_not_share_a_slot() -> None:
    problem = Problem(
        devices=(device("b1", 1),),
        patients=tuple(Patient(id=name, tests=(replace(wish("b"), id=name),)) for name in ("x", "y")),
    )
    both = [Booking(test=name, device="b1", slot=1) for name in ("x", "y")]
    assert violations(problem, both) == ["('b1', 1) has 2 tests"]
    assert solve(problem, seconds=5, deterministic=True).cost.unbooked == 1


def test_days_on_which_the_patient_comes_anyway_are_no_visit() -> None:
    patient = Patient(id="p", tests=(wish("b"),), coming=frozenset({1}))
    problem = Problem(devices=(device("b1", 3, PER_DAY + 3),), patients=(patient,))
    answer = solve(problem, seconds=5, deterministic=True)
    assert [booking.slot for booking in answer.bookings] == [PER_DAY + 3]
    assert answer.cost == Cost(unbooked=0, visits=0, finish=PER_DAY + 3)


def test_one_visit_is_worth_waiting_for() -> None:
    """The earliest slots are on two days; the second day has both."""
    problem = Problem(
        devices=(device("b1", 1, PER_DAY), device("s1", PER_DAY + 4)),
        patients=(Patient(id="p", tests=(wish("b"), wish("s", ("b", 3)))),),
    )
    assert cost(problem.patients, first_come(problem)).visits == 2
    assert cost(problem.patients, in_whole_days(problem)).visits == 1
    answer = solve(problem, seconds=5, deterministic=True)
    assert (answer.cost.visits, answer.proven) == (1, True)


@pytest.mark.parametrize("after", [(("x", 1),), (("b", 1),), (("s", 1),)])
def test_impossible_orders_are_refused(after: tuple[tuple[str, int], ...]) -> None:
    tests = (wish("b", *after), wish("s", ("b", 1)))
    with pytest.raises(ValueError, match="cannot come before"):
        Problem(devices=(), patients=(Patient(id="p", tests=tests),))


def test_ids_stand_once() -> None:
    with pytest.raises(ValueError, match="device 'b1' stands 2 times"):
        Problem(devices=(device("b1"), device("b1")), patients=())


def test_nothing_asked_and_nothing_free() -> None:
    assert solve(Problem(devices=(), patients=()), seconds=1).cost == Cost(0, 0, 0)
    nothing = replace(BLOOD_THEN_SCAN, devices=())
    assert solve(nothing, seconds=1, deterministic=True).cost == Cost(2, 0, 0)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_better_than_what_is_proven(seed: int) -> None:
    problem = small(random.Random(seed))  # noqa: S311  nothing secret
    answer = solve(problem, seconds=20, deterministic=True)
    assert violations(problem, answer.bookings) == []
    assert answer.proven
    assert answer.cost == best(problem)
    assert answer.cost <= cost(problem.patients, first_come(problem))


@pytest.mark.parametrize("seed", range(2))
def test_many_patients_are_booked_at_least_as_well_as_by_whole_days(seed: int) -> None:
    problem = generate(patients=4 * TOGETHER, devices=12, days=2, seed=seed)
    answer = solve(problem, seconds=0.5, deterministic=True)
    assert violations(problem, answer.bookings) == []
    for simple in (first_come(problem), in_whole_days(problem)):
        assert violations(problem, simple) == []
        assert answer.cost <= cost(problem.patients, simple)
    again = solve(problem, seconds=0.5, deterministic=True)
    assert again.bookings == answer.bookings


def test_the_command_says_how_many_visits_it_takes() -> None:
    options = ["bookings", "--patients", "20", "--devices", "9", "--days", "3", "--seconds", "0.2", "--json"]
    result = CliRunner().invoke(app, [*options, "--deterministic"])
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert figures["broken"] == 0
    assert figures["visits_per_patient"] <= figures["first_come_visits_per_patient"]


def small(chance: random.Random) -> Problem:
    """Two patients, two kinds of device, few slots on two days."""
    slots = [2, 3, 4, PER_DAY + 2, PER_DAY + 3]
    devices = tuple(device(name, *chance.sample(slots, free)) for name, free in (("b1", 3), ("s1", 3), ("s2", 1)))
    return Problem(devices=devices, patients=tuple(_somebody(name, chance) for name in ("x", "y")))


def _somebody(name: str, chance: random.Random) -> Patient:
    blood = replace(wish("b", last=chance.choice([3, LAST])), id=f"{name}b")
    scan = replace(wish("s", (f"{name}b", chance.choice([1, 2]))), id=f"{name}s")
    other = replace(wish("s"), id=f"{name}o")
    coming = frozenset({1}) if chance.random() < 0.3 else frozenset[int]()
    return Patient(id=name, tests=(blood, scan, other), taken=frozenset(chance.sample([2, 3, 4], 1)), coming=coming)


def best(problem: Problem) -> Cost:
    """The lowest cost of all ways in which every test is left out or put into a free slot of a device."""
    places = [(each.id, each.kind, slot) for each in problem.devices for slot in sorted(each.free)]
    choices = [
        [None, *(Booking(test=name, device=place, slot=slot) for place, kind, slot in places if kind == test.kind)]
        for name, (_, test) in problem.tests.items()
    ]
    ways = ([each for each in way if each is not None] for way in product(*choices))
    return min(cost(problem.patients, way) for way in ways if violations(problem, way) == [])
