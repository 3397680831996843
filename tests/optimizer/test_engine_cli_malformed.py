"""Files that are wrong in any way: one message that names the place, exit code 2, never a traceback."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.formats.native import write_plan, write_problem
from optimizer.generate import generate
from optimizer.greedy import greedy
from optimizer.plan import Plan
from optimizer.problem import Price, SoftRule
from tests.optimizer.builders import demand, problem, put
from tests.optimizer.ihtc_files import tiny

run = CliRunner().invoke
WRONG: tuple[object, ...] = (None, -1, 0, 2**31, 2**63, 10**400, 1e308, 3.5, True, "", "x", "\ud800", [], {}, [[]])
HOSPITAL = generate(beds=120, seed=1)
NATIVE = write_problem(HOSPITAL)
DOCUMENTS: dict[str, Any] = {"native": NATIVE, "IHTC": tiny()}
NATIVE_PLAN = write_plan(HOSPITAL, greedy(HOSPITAL))


def spoilt(document: Any, chance: random.Random) -> Any:
    """A copy with one thing replaced, left out, doubled or called otherwise."""
    document = json.loads(json.dumps(document))
    inside = document
    while True:
        step = chance.choice(list(inside) if isinstance(inside, dict) else range(len(inside)))
        deeper = inside[step]
        if not isinstance(deeper, (dict, list)) or not deeper or chance.random() < 0.2:
            break
        inside = deeper
    how = chance.choice(["replace", "replace", "remove", "add"])
    if how == "replace":
        inside[step] = chance.choice(WRONG)
    elif how == "remove":
        del inside[step]
    elif isinstance(inside, list):
        inside.append(deeper)
    else:
        inside["stranger"] = deeper
    return document


def held(arguments: list[str]) -> None:
    """The command ends as it should, and where it fails it says why."""
    result = run(app, arguments)
    assert result.exit_code in {0, 1, 2}
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert result.output.strip()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
@pytest.mark.parametrize("name", ["native", "IHTC"])
def test_a_spoilt_problem_is_refused_or_solved(tmp_path: Path, name: str, seed: int) -> None:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(spoilt(DOCUMENTS[name], random.Random(seed))))  # noqa: S311 - repeatable, no secret
    held(["solve", str(path), "--seconds", "0.05"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_a_spoilt_plan_is_refused_or_checked(tmp_path: Path, seed: int) -> None:
    asked, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    asked.write_text(json.dumps(NATIVE))
    plan.write_text(json.dumps(spoilt(NATIVE_PLAN, random.Random(seed))))  # noqa: S311 - repeatable, no secret
    held(["check", str(asked), str(plan)])
    held(["explain", str(asked), str(plan), HOSPITAL.demands[seed % len(HOSPITAL.demands)].id])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no JSON"),
        (b"\x00\xff\xfe\x80", "is no text"),
        (json.dumps(NATIVE).encode()[:-100], "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"horizon": ' + b"9" * 6000 + b"}", "is no JSON"),
        (b"\xef\xbb\xbf{}", "is no JSON"),
        (b"[]", "a native problem has a 'horizon'"),
        (b'{"horizon": 3}', "horizon"),
    ],
    ids=["empty", "binary", "cut off", "endless brackets", "endless figure", "byte order mark", "list", "wrong type"],
)
def test_a_file_that_is_no_problem_is_called_that(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "problem.json"
    path.write_bytes(content)
    result = run(app, ["solve", str(path)])
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_id_of_half_a_character_is_printed(tmp_path: Path) -> None:
    asked, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    asked.write_text(json.dumps(tiny()))
    shift = {"day": 0, "shift": "early", "rooms": ["r0"]}
    plan.write_text(json.dumps({"patients": [], "nurses": [{"id": "\ud800", "assignments": [shift]}]}))
    result = run(app, ["check", str(asked), str(plan)])
    assert result.exit_code == 1
    assert "\\ud800" in result.stdout


def test_a_folder_is_no_problem(tmp_path: Path) -> None:
    result = run(app, ["solve", str(tmp_path)])
    assert result.exit_code == 2
    assert "Is a directory" in result.stderr


@pytest.mark.parametrize(
    ("where", "value", "message"),
    [
        (("horizon", "length"), 2 * 10**9, "horizon: length is 2000000000, must be at most 1,000,000,000"),
        (("demands", 0, "urgency"), 10**12, "demands[0]: urgency is 1000000000000"),
        (("prices", "unplaced", "amount"), 10**10, "prices.unplaced: amount is 10000000000"),
        (("demands", 0, "length"), 0, "demands[0] 'd': length is 0, must be at least 1"),
        (("demands", 0, "promise"), {"place": "none"}, "demands[0] 'd': promise.place 'none' is not in the file"),
    ],
)
def test_a_figure_that_cannot_be_right_is_named_with_its_place(
    tmp_path: Path, where: tuple[Any, ...], value: object, message: str
) -> None:
    document = write_problem(problem(demand(urgency=2), prices={SoftRule.UNPLACED: Price(level=1, amount=1)}))
    inside: Any = document
    for step in where[:-1]:
        inside = inside[step]
    inside[where[-1]] = value
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(document))
    result = run(app, ["solve", str(path)])
    assert result.exit_code == 2
    assert message in result.stderr


def test_prices_that_add_up_to_more_than_can_be_counted_are_refused(tmp_path: Path) -> None:
    prices = {SoftRule.UNPLACED: Price(level=1, amount=10**9)}
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(write_problem(problem(demand(urgency=10**9), prices=prices))))
    result = run(app, ["solve", str(path)])
    assert result.exit_code == 2
    assert "could exceed 64 bits" in result.stderr


def test_the_largest_figures_that_are_taken_can_be_solved_and_checked(tmp_path: Path) -> None:
    prices = {SoftRule.UNPLACED: Price(level=1, amount=10**6)}
    asked = problem(demand(urgency=10**9, due=10**9), prices=prices)
    (tmp_path / "problem.json").write_text(json.dumps(write_problem(asked)))
    (tmp_path / "plan.json").write_text(json.dumps(write_plan(asked, Plan(placements=(put(),)))))
    assert run(app, ["solve", str(tmp_path / "problem.json"), "--seconds", "1"]).exit_code == 0
    assert run(app, ["check", str(tmp_path / "problem.json"), str(tmp_path / "plan.json")]).exit_code == 0
