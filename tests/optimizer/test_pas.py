"""PAS: what the checker says of a plan is what the benchmarks' rules say, computed here once more from the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.checker import check
from optimizer.formats import load, read
from optimizer.formats.findings import ProblemError
from optimizer.formats.pas import read_pas, read_solution, write_solution
from optimizer.outcome import Feasible, Optimal
from optimizer.plan import Placement, Plan
from optimizer.problem import Problem
from optimizer.solve import solve
from tests.optimizer.pas_files import SMALL, Instance, Patient, Room, instances

PUBLISHED = Path(__file__).parents[3] / "shared" / "benchmarks" / "pas"


def stays(instance: Instance) -> list[tuple[Patient, int, range]]:
    """Patient, specialism and nights inside the horizon of every part that has some."""
    found = []
    for patient in instance.patients:
        night = patient.first
        for specialism, nights in patient.parts:
            inside = range(night, min(night + nights, instance.nights))
            night += nights
            if inside:
                found.append((patient, specialism, inside))
    return found


def nightly(instance: Instance, patient: Patient, specialism: int, room: Room) -> int:
    """The benchmarks' cost of one night."""
    cost = 8 if patient.beds and room.beds > patient.beds else 0
    for required, preferred, there in zip(patient.required, patient.preferred, room.properties, strict=True):
        cost += 20 * (preferred and not required and not there)
    cost += 10 * (specialism not in instance.departments[room.department][2])
    return cost + (10 * (room.priorities[specialism] - 1) if specialism in room.priorities else 20)


def broken(instance: Instance, given: list[tuple[Patient, range, Room]]) -> bool:
    """Whether a hard rule of the benchmarks is broken."""
    for patient, _, room in given:
        youngest, oldest, _ = instance.departments[room.department]
        if (youngest and patient.age < youngest) or (oldest and patient.age > oldest):
            return True
        if room.policy in "MF" and patient.sex != room.policy:
            return True
        if any(needed and not there for needed, there in zip(patient.required, room.properties, strict=True)):
            return True
    for room in instance.rooms:
        for night in range(instance.nights):
            there = [patient.sex for patient, nights, where in given if where == room and night in nights]
            if len(there) > room.beds or (room.policy == "D" and len(set(there)) > 1):
                return True
    return False


@settings(max_examples=150, deadline=None)
@given(instances(), st.data())
def test_the_checker_says_what_the_rules_say(instance: Instance, data: st.DataObject) -> None:
    problem, wanted = read_pas(instance.text()), stays(instance)
    assert len(problem.demands) == len(wanted)
    rooms = [data.draw(st.sampled_from([None, *instance.rooms])) for _ in wanted]
    both = list(zip(problem.demands, wanted, rooms, strict=True))
    plan = Plan(
        placements=tuple(
            Placement(demand=demand.id, place=str(room.id), start=nights.start)
            for demand, (_, _, nights), room in both
            if room is not None
        )
    )
    report = check(problem, plan)
    placed = [(patient, nights, room) for _, (patient, _, nights), room in both if room is not None]
    assert report.valid is not broken(instance, placed)
    out = sum(len(nights) for _, (_, _, nights), room in both if room is None)
    costs = [
        len(nights) * nightly(instance, patient, specialism, room)
        for _, (patient, specialism, nights), room in both
        if room is not None
    ]
    assert report.cost.levels == (0, 0, out, sum(costs), 0)
    assert read_solution(problem, write_solution(problem, plan)) == plan


def test_a_small_instance_is_read() -> None:
    problem = read_pas(SMALL)
    assert [(d.id, d.release, d.length) for d in problem.demands] == [
        ("1.0", 0, 2),
        ("2.0", 1, 1),
        ("2.1", 2, 2),
        ("4.0", 0, 4),
    ]
    assert [place.capacity for place in problem.places] == [2, 1, 1]
    ann, bob, later, dee = (dict(demand.place_cost) for demand in problem.demands)
    assert ann == {"1": 16, "2": 2 * (20 + 20), "3": 2 * (20 + 10)}
    assert bob["3"] == 20
    assert "1" not in later
    assert dee["3"] == 4 * (10 + 0)


def test_a_small_instance_is_solved_and_written() -> None:
    problem = read_pas(SMALL)
    outcome = solve(problem, seconds=5, deterministic=True)
    assert isinstance(outcome, Optimal)
    written = write_solution(problem, outcome.plan)
    assert [patient["id"] for patient in written["patients"]] == [1, 2, 4]
    assert read_solution(problem, written) == Plan(
        placements=tuple(sorted(outcome.plan.placements, key=lambda placement: placement.demand))
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1 Ann 40 F | 0 2", "1 Ann old F | 0 2", r"line 34: age is 'old'"),
        ("1 Ann 40 F | 0 2", "1 Ann 40 X | 0 2", r"line 34: sex is 'X'"),
        ("1 Ann 40 F | 0 2", "1 Ann 40 F | 3 2", r"line 34: leaveNight is 2, before firstNight 3"),
        ("1 Ann 40 F | 0 2", "1 Ann 40 F | 0 3", r"line 34: the parts have 2 nights"),
        ("1 Ann 40 F | 0 2", "2 Ann 40 F | 0 2", r"id 2 is there already"),
        ("| 1 1 2 | 1 |", "| 2 1 2 | 1 |", r"number of parts is 2, there are 1"),
        ("| 1 1 2 | 1 |", "| 1 7 2 | 1 |", r"specialism 7 is not in the file"),
        ("| 1 | 0 0 | 1 0", "| 1 | 0 0 0 | 1 0", r"required properties are '0 0 0', must be 2 times"),
        ("| 1 | 0 0 | 1 0", "| 1 | 0 0", r"has 5 fields separated by \|, must have 6"),
        ("1 11 | 2 | 1 | D", "1 11 | 2 | 9 | D", r"line 23: department 9 is not in the file"),
        ("1 11 | 2 | 1 | D", "1 11 | 2 | 1 | Q", r"line 23: policy is 'Q'"),
        ("1 11 | 2 | 1 | D", "1 11 | 3 | 1 | D", r"capacity is 3, BEDS has 2 for room 1"),
        ("4 3\n", "4 8\n", r"line 31: room 8 is not in the file"),
        ("Patients: 4", "Patients: 5", r"says 5 PATIENTS, there are 4"),
        ("Planning horizon: 4", "Planning horizon: 0", r"must be at least one night"),
        ("Planning horizon: 4\n", "", r"'Planning horizon: nights' is missing"),
        ("BEDS:", "COTS:", r"section BEDS is missing"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    path = tmp_path / "instance"
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemError, match=message):
        read(path)


@pytest.mark.parametrize(
    ("solution", "message"),
    [
        ({"patients": [{"id": 2, "rooms": [1]}]}, r"patients 2: has 1 rooms, must have one for each of 2 parts"),
        ({"patients": [{"id": 9, "rooms": [1]}]}, r"patients 9: has 1 rooms"),
        ({"patients": [{"id": 1, "rooms": ["x"]}]}, r"patients.0.rooms.0: "),
        ([], r"file: "),
    ],
)
def test_what_is_wrong_in_a_solution_is_named(solution: object, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        read_solution(read_pas(SMALL), solution)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published instances are not beside the project")
@pytest.mark.parametrize(("name", "stays", "nights"), [("testdata01", 652, 14), ("testdata11", 2514, 91)])
def test_published_instances_are_read(name: str, stays: int, nights: int) -> None:
    problem, known = load(PUBLISHED / f"{name}.txt")
    assert known.name == "PAS"
    assert (len(problem.demands), problem.horizon.length) == (stays, nights)


@pytest.fixture(scope="module")
def published() -> Problem:
    """The smallest published instance."""
    if not PUBLISHED.is_dir():
        pytest.skip("the published instances are not beside the project")
    return read(PUBLISHED / "testdata01.txt")


def test_everybody_is_placed_in_a_published_instance(published: Problem) -> None:
    outcome = solve(published, seconds=1, deterministic=True)
    assert isinstance(outcome, Feasible)
    assert check(published, outcome.plan).valid
    assert outcome.cost.levels[2] == 0
    assert outcome.bound is not None
    assert outcome.bound[3] <= outcome.cost.levels[3]
