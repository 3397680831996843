"""The native file format: what goes out comes in again; what is wrong is named with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from optimizer.formats import load, read
from optimizer.formats.findings import ProblemError
from optimizer.formats.native import read_plan, read_problem, write_plan, write_problem
from optimizer.formats.validation import check_references
from optimizer.generate import generate
from optimizer.greedy import greedy
from optimizer.problem import Grid


def plain() -> dict[str, Any]:
    """A file with one of everything."""
    return {
        "horizon": {"grid": "minutes", "length": 60, "day": 30, "shifts": 1},
        "rooms": [{"id": "r", "ward": "w"}],
        "places": [{"id": "b", "room": "r"}],
        "demands": [{"id": "d", "kind": "planned", "release": 0, "due": 9, "length": 4, "sex": "F"}],
        "occupants": [{"id": "o", "place": "b", "end": 9, "sex": "M"}],
        "closures": [{"place": "b", "start": 0, "end": 5}],
        "reserves": [{"id": "k", "places": ["b"], "count": 1, "start": 0, "end": 9}],
        "sessions": [{"id": "s", "theatre": "t", "start": 0, "end": 9, "minutes": 9, "surgeons": ["ann"]}],
        "surgeons": [{"id": "ann", "minutes": [60]}],
        "nurses": [{"id": "n", "skill": 1, "duties": [{"shift": 0, "max_load": 5}]}],
        "tiers": [{"specialty": "heart", "ward": "w", "tier": 0}],
        "prices": {"waiting": {"level": 3, "amount": 1}},
    }


def mended(path: str, value: object) -> dict[str, Any]:
    """The plain file with one value changed; a path like ``demands.0.due``."""
    data = plain()
    target: Any = data
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        target = target[step]
    if isinstance(last, int) and last == len(target):
        target.append(value)
    else:
        target[last] = value
    return data


@pytest.mark.parametrize("grid", Grid)
def test_what_goes_out_comes_in_again(grid: Grid) -> None:
    problem = generate(beds=120, seed=1, grid=grid)
    plan = greedy(problem)
    assert read_problem(json.loads(json.dumps(write_problem(problem)))) == problem
    assert read_plan(problem, json.loads(json.dumps(write_plan(problem, plan)))) == plan


def test_a_file_with_everything_is_read() -> None:
    check_references(read_problem(plain()))


BAD: list[tuple[str, object, str]] = [
    ("demands.0.due", "late", "demands[0].due: Input should be a valid integer"),
    ("demands.0.kind", "holiday", "demands[0].kind: Input should be"),
    ("demands.0.colour", "red", "demands[0].colour: is not a field here"),
    ("prices.waiting.per", 1, "prices.waiting.per: is not a field here"),
    ("rooms.0", {"id": "r"}, "rooms[0].ward: Field required"),
    ("horizon.length", 0, "horizon.length: is 0"),
    ("horizon.shifts", -1, "horizon: shifts is -1"),
    ("rooms.1", {"id": "r", "ward": "w"}, "rooms: 'r' is there 2 times"),
    ("places.1", {"id": "b", "room": "r"}, "places: 'b' is there 2 times"),
    ("rooms.0.youngest", 3, "youngest 3 is above oldest 2"),
    ("places.0.room", "attic", "places[0] 'b': room 'attic' is not in the file"),
    ("places.0.capacity", 0, "capacity is 0"),
    ("places.0.capacity", 2, "on the minute grid a place is one bed"),
    ("demands.1", {"id": "d", "kind": "planned", "release": 0, "due": 9, "length": 4, "sex": "F"}, "'d' is there 2"),
    ("demands.0.id", "o", "demands: 'o' is an occupant's id too"),
    ("demands.0.release", -1, "demands[0] 'd': release is -1"),
    ("demands.0.release", 10, "due 9 is before release 10"),
    ("demands.0.length", 0, "length is 0"),
    ("demands.0.urgency", -2, "urgency is -2"),
    ("demands.0.waiting_level", 6, "level is 6, must be 1 to 5"),
    ("demands.0.refuses", ["attic"], "refuses 'attic' is not in the file"),
    ("demands.0.place_cost", [["attic", 1]], "place_cost 'attic' is not in the file"),
    ("demands.0.previous", "attic", "previous 'attic' is not in the file"),
    ("demands.0.surgery", {"surgeon": "zoe", "minutes": 5}, "surgeon 'zoe' is not in the file"),
    ("demands.0.surgery", {"surgeon": "ann", "minutes": -5}, "minutes is -5"),
    ("demands.0.promise", {"place": "attic"}, "promise.place 'attic' is not in the file"),
    ("demands.0.promise", {"session": "never"}, "promise.session 'never' is not in the file"),
    ("demands.0.promise", {"start": -1}, "promise_start is -1"),
    ("demands.0.pinned", True, "is pinned, so its promise must name place and start"),
    ("demands.0.care", {"workload": [1], "skill": []}, "care has 1 workloads and 0 skills"),
    ("demands.0.care", {"workload": [-1], "skill": [0]}, "workload is -1"),
    ("occupants.0.place", "attic", "occupants[0] 'o': place 'attic' is not in the file"),
    ("occupants.0.end", 0, "ends at 0, not after its start 0"),
    ("occupants.0.start", -1, "start is -1"),
    ("closures.0.place", "attic", "closures[0]: place 'attic'"),
    ("closures.0.end", 0, "closures[0]: ends at 0"),
    ("closures.0.beds", 0, "closes 0 beds"),
    ("reserves.0.places", ["attic"], "reserves[0] 'k': places 'attic'"),
    ("reserves.0.count", -1, "count is -1"),
    ("sessions.0.surgeons", ["zoe"], "surgeons 'zoe'"),
    ("sessions.0.minutes", -1, "minutes is -1"),
    ("sessions.0.end", 0, "ends at 0"),
    ("surgeons.0.minutes", [-1], "minutes is -1"),
    ("nurses.0.duties", [{"shift": 2, "max_load": 1}], "works in shift 2; the horizon has shifts 0 to 1"),
    ("nurses.0.duties", [{"shift": 0, "max_load": -1}], "max_load is -1"),
    ("tiers.0.ward", "x", "tiers[0]: ward 'x'"),
    ("tiers.0.tier", -1, "tier is -1"),
    ("prices.waiting.level", 0, "prices.waiting: level is 0"),
    ("prices.waiting.amount", -1, "amount is -1"),
]


@pytest.mark.parametrize(("path", "value", "message"), BAD)
def test_what_is_wrong_is_named_with_its_place(path: str, value: object, message: str) -> None:
    data = mended(path, value)
    if path == "rooms.0.youngest":
        data["rooms"][0]["oldest"] = 2
    with pytest.raises(ProblemError) as caught:
        read_problem(data)
    assert message in str(caught.value)


def test_everything_wrong_is_named_at_once() -> None:
    data = mended("demands.0.length", 0)
    data["places"][0]["room"] = "attic"
    with pytest.raises(ProblemError) as caught:
        read_problem(data)
    assert len(caught.value.findings) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "is no JSON"), ("[]", "is neither IHTC-2024 nor native nor PAS"), ("\xff", "is no text")],
)
def test_a_file_that_is_no_problem_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ProblemError, match=message):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="cannot be read"):
        load(tmp_path / "none.json")
