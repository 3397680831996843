"""IHTC-2024 files: read, written, and refused with a word on what to mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from optimizer.checker import HardRule, check
from optimizer.formats.findings import ProblemError
from optimizer.formats.ihtc import is_ihtc, read_ihtc, read_solution, write_solution
from optimizer.plan import Nursing, Placement, Plan
from optimizer.problem import Duty, Price, SoftRule
from tests.optimizer.ihtc_files import tiny

SOLUTION: dict[str, Any] = {
    "patients": [
        {"id": "p0", "admission_day": 0, "room": "r0", "operating_theater": "t0"},
        {"id": "p1", "admission_day": "none"},
    ],
    "nurses": [
        {"id": "n0", "assignments": [{"day": 0, "shift": "night", "rooms": ["r0"]}]},
        {
            "id": "n1",
            "assignments": [
                {"day": 0, "shift": "early", "rooms": ["r0"]},
                {"day": 0, "shift": "late", "rooms": ["r0"]},
            ],
        },
    ],
}


def test_an_instance_becomes_a_problem() -> None:
    problem = read_ihtc(tiny())
    first, second = problem.demands
    assert (first.release, first.due, first.mandatory, first.refuses) == (0, 1, True, frozenset({"r1"}))
    assert (second.due, second.mandatory) == (1, False)
    assert [(one.theatre, one.start, one.minutes) for one in problem.sessions] == [("t0", 0, 100), ("t1", 1, 300)]
    assert problem.nurses[1].duties[4] == Duty(shift=4, max_load=2)
    assert (problem.occupants[0].age_group, first.age_group) == (1, 0)
    assert problem.prices[SoftRule.WAITING] == Price(level=4, amount=17)


def test_a_solution_is_checked_and_priced() -> None:
    problem = read_ihtc(tiny())
    report = check(problem, read_solution(problem, SOLUTION))
    assert report.violations == ()
    assert {rule.value: amount for rule, amount in report.cost.by_rule().items()} == {
        "mixed_age": 2,
        "continuity": (2 + 2) * 5,
        "nurse_workload": 3 * 7,
        "open_theatre": 11,
        "unplaced": 190,
    }


def test_a_closed_theatre_is_a_violation_not_an_error() -> None:
    problem, closed = read_ihtc(tiny()), json.loads(json.dumps(SOLUTION))
    closed["patients"][0]["operating_theater"] = "t1"
    rules = {found.rule for found in check(problem, read_solution(problem, closed)).violations}
    assert HardRule.IDENTITY in rules


def test_a_solution_comes_back_as_it_was_written() -> None:
    problem = read_ihtc(tiny())
    assert write_solution(problem, read_solution(problem, SOLUTION)) == SOLUTION


def test_an_empty_plan_is_written_too() -> None:
    written = write_solution(read_ihtc(tiny()), Plan(placements=()))
    assert [one["admission_day"] for one in written["patients"]] == ["none", "none"]
    assert [one["assignments"] for one in written["nurses"]] == [[], []]


def test_a_plan_survives_its_file() -> None:
    problem = read_ihtc(tiny())
    plan = Plan(
        placements=(Placement(demand="p1", place="r1", start=1, session="t1@1"),),
        nursing=(Nursing(nurse="n1", shift=3, rooms=("r1",)), Nursing(nurse="n1", shift=5, rooms=("r0", "r1"))),
    )
    written = json.loads(json.dumps(write_solution(problem, plan)))
    assert read_solution(problem, written) == plan


@pytest.mark.parametrize("data", [None, [], {}, {"days": 3}, "days"])
def test_other_files_are_not_taken_for_an_instance(data: object) -> None:
    assert not is_ihtc(data)
    assert is_ihtc(tiny())


Spoil = Callable[[dict[str, Any]], object]

BAD: dict[str, tuple[Spoil, str]] = {
    "no rooms": (lambda data: data.pop("rooms"), "rooms: Field required"),
    "negative release": (lambda data: data["patients"][0].update(surgery_release_day=-1), "patients.0.surgery_release"),
    "text for a number": (lambda data: data.update(days="two"), "days: "),
    "no length of stay": (lambda data: data["occupants"][0].update(length_of_stay=0), "occupants.0.length_of_stay"),
    "unknown surgeon": (lambda data: data["patients"][1].update(surgeon_id="s9"), "'s9'"),
    "unknown room": (lambda data: data["occupants"][0].update(room_id="r9"), "'r9'"),
    "unknown incompatible room": (lambda data: data["patients"][0].update(incompatible_room_ids=["r8"]), "'r8'"),
    "unknown age group": (lambda data: data["patients"][0].update(age_group="old"), "patients 'p0': age_group 'old'"),
    "mandatory without due day": (lambda data: data["patients"][0].pop("surgery_due_day"), "'p0': a mandatory"),
    "due before release": (lambda data: data["patients"][0].update(surgery_release_day=5), "p0"),
    "twice the same id": (lambda data: data["patients"][1].update(id="p0"), "'p0' is there 2 times"),
    "short workload": (lambda data: data["patients"][0]["workload_produced"].pop(), "workload_produced has 2 values"),
    "long skill": (lambda data: data["occupants"][0]["skill_level_required"].append(1), "has 4 values"),
    "short surgeon": (lambda data: data["surgeons"][0]["max_surgery_time"].pop(), "surgeons 's0'.max_surgery_time"),
    "long theatre": (lambda data: data["operating_theaters"][0]["availability"].append(1), "'t0'.availability"),
    "duty after the end": (lambda data: data["nurses"][0]["working_shifts"][0].update(day=2), "nurses 'n0': day 2"),
    "twice the same duty": (lambda data: data["nurses"][0]["working_shifts"][1].update(shift="early"), "duties"),
    "other shifts": (lambda data: data["shift_types"].reverse(), "shift_types"),
    "no bed in a room": (lambda data: data["rooms"][0].update(capacity=0), "rooms.0.capacity"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_instance_is_refused_with_its_place(what: str) -> None:
    spoil, named = BAD[what]
    data = tiny()
    spoil(data)
    with pytest.raises(ProblemError) as refused:
        read_ihtc(data)
    assert named in str(refused.value)


@pytest.mark.parametrize(
    ("patient", "named"),
    [
        ({"id": "p0"}, "admission_day"),
        ({"id": "p0", "admission_day": "soon"}, "admission_day"),
        ({"id": "p0", "admission_day": 0, "room": "r0"}, "'p0': an admitted patient needs"),
        ({"id": "p0", "admission_day": 0, "operating_theater": "t0"}, "'p0': an admitted patient needs"),
        ({"id": "p0", "admission_day": 0, "room": "r0", "operating_theater": "t9"}, "['t0', 't1']"),
    ],
)
def test_a_bad_solution_is_refused_with_its_place(patient: dict[str, Any], named: str) -> None:
    with pytest.raises(ProblemError) as refused:
        read_solution(read_ihtc(tiny()), {"patients": [patient], "nurses": []})
    assert named in str(refused.value)
