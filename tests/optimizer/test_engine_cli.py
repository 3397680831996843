"""The engine's commands: files in, files out, exit codes, and one clear message for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.formats.native import write_plan, write_problem
from optimizer.generate import generate
from optimizer.greedy import greedy
from optimizer.plan import Plan
from tests.optimizer.builders import demand, problem, put

run = CliRunner().invoke


@pytest.fixture
def hospital(tmp_path: Path) -> Path:
    """A generated hospital's file."""
    path = tmp_path / "hospital.json"
    assert run(app, ["generate", "--beds", "120", "--seed", "7", "--out", str(path)]).exit_code == 0
    return path


def test_generate_prints_the_same_hospital_for_the_same_seed() -> None:
    first, second, other = (run(app, ["generate", "--beds", "120", "--seed", seed]).stdout for seed in "778")
    assert first == second != other
    assert json.loads(first)["horizon"]["length"] == 36 * 60


def test_solve_writes_a_plan_that_check_passes(hospital: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    solved = run(app, ["solve", str(hospital), "--seconds", "1", "--out", str(out), "--json"])
    told = json.loads(solved.stdout)
    assert solved.exit_code == 0
    assert told["outcome"] in {"Optimal", "Feasible"}
    checked = run(app, ["check", str(hospital), str(out), "--json"])
    report = json.loads(checked.stdout)
    assert checked.exit_code == 0
    assert report["valid"]
    assert report["levels"] == told["levels"]
    assert sum(item["amount"] for item in report["items"]) == told["total"]


def test_check_names_what_a_plan_breaks(tmp_path: Path) -> None:
    asked = problem(demand(mandatory=True), demand("e"))
    (tmp_path / "problem.json").write_text(json.dumps(write_problem(asked)))
    (tmp_path / "plan.json").write_text(json.dumps(write_plan(asked, Plan(placements=(put("e", start=30),)))))
    checked = run(app, ["check", str(tmp_path / "problem.json"), str(tmp_path / "plan.json")])
    assert checked.exit_code == 1
    assert "mandatory d must be placed" in checked.stdout
    assert "window e starts at 30" in checked.stdout


def test_solve_says_what_makes_a_problem_impossible(tmp_path: Path) -> None:
    asked = problem(demand("lost", mandatory=True, needs=frozenset({"icu"})))
    (tmp_path / "problem.json").write_text(json.dumps(write_problem(asked)))
    solved = run(app, ["solve", str(tmp_path / "problem.json"), "--seconds", "1"])
    assert solved.exit_code == 1
    assert "lost finds no place even alone" in solved.stdout


def test_bench_has_a_line_per_instance(hospital: Path) -> None:
    benched = run(app, ["bench", str(hospital.parent), "--seconds", "0.5"], env={"COLUMNS": "200"})
    assert benched.exit_code == 0
    assert "hospital.json" in benched.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["solve", "none.json"], "none.json: cannot be read"),
        (["check", "HOSPITAL", "none.json"], "none.json: cannot be read"),
        (["check", "HOSPITAL", "HOSPITAL"], "placements: Field required"),
        (["bench", "none"], "none: cannot be read"),
        (["generate", "--beds", "120", "--out", "none/none.json"], "none/none.json: cannot be written"),
        (["solve", "HOSPITAL", "--seconds", "1", "--out", "none/none.json"], "cannot be written"),
        (["generate", "--beds", "5"], "120"),
        (["generate", "--grid", "weeks"], "minutes"),
        (["solve", "HOSPITAL", "--seconds", "soon"], "--seconds"),
    ],
)
def test_what_is_wrong_is_one_message_and_exit_code_2(hospital: Path, arguments: list[str], message: str) -> None:
    given = [str(hospital) if argument == "HOSPITAL" else argument for argument in arguments]
    result = run(app, given, env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_the_plan_of_the_file_is_the_plan_of_the_problem(hospital: Path, tmp_path: Path) -> None:
    asked = generate(beds=120, seed=7)
    path = tmp_path / "greedy.json"
    path.write_text(json.dumps(write_plan(asked, greedy(asked))))
    assert run(app, ["check", str(hospital), str(path)]).exit_code == 0
