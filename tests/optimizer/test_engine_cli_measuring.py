"""Measuring from the command line: bench with references, cost over time, and stopping early."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from optimizer.checker import check
from optimizer.cli import app
from optimizer.cli.interrupt import until_interrupted
from optimizer.cli.measuring import Measured
from optimizer.cli.runs import Run
from optimizer.formats import read, read_json
from optimizer.formats.native import read_plan, write_problem
from optimizer.outcome import Feasible, Infeasible
from optimizer.plan import Plan
from optimizer.problem import Price, Problem, SoftRule
from optimizer.work import Work
from tests.optimizer.builders import bed, demand, occupant, problem, put

run = CliRunner().invoke
WIDE = {"COLUMNS": "200", "NO_COLOR": "1"}
WAITING = {SoftRule.WAITING: Price(level=3, amount=10)}
EASY = problem(demand(mandatory=True), places=(bed(),), occupants=(occupant(end=5),), prices=WAITING)
HARD = problem(demand("lost", mandatory=True, needs=frozenset({"icu"})))


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str, Problem], Path]:
    """Writes a problem to a file of that name."""

    def save(name: str, asked: Problem) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(write_problem(asked)))
        return path

    return save


def refs(folder: Path, text: str) -> str:
    path = folder / "refs.csv"
    path.write_text(text)
    return str(path)


def test_bench_compares_with_the_reference(saved: Callable[[str, Problem], Path], tmp_path: Path) -> None:
    saved("easy.json", EASY)
    saved("other.json", EASY)
    given = refs(tmp_path, "instance,cost,source\neasy,40,somebody\n")
    benched = run(app, ["bench", str(tmp_path), "--seconds", "2", "--refs", given, "--json"], env=WIDE)
    lines = {line["instance"]: line for line in json.loads(benched.stdout)}
    assert benched.exit_code == 0
    assert {name: (line["total"], line["reference"], line["gap_percent"]) for name, line in lines.items()} == {
        "easy.json": (50, 40, 25.0),
        "other.json": (50, None, None),
    }
    assert "easy.json: Optimal 50, +25.00 % of 40" in benched.stderr
    assert all(line["plans_checked"] > 0 and line["moves_tried"] == 0 for line in lines.values())


def test_bench_shows_the_mean_gap_in_a_table(saved: Callable[[str, Problem], Path], tmp_path: Path) -> None:
    one, two = saved("one.json", EASY), saved("two.json", EASY)
    given = refs(tmp_path, "instance,cost\none,50\ntwo.json,25\n")
    benched = run(app, ["bench", str(one), str(two), "--seconds", "2", "--refs", given], env=WIDE)
    assert benched.exit_code == 0
    assert "mean gap 50.00 % over 2 of 2 instances" in benched.stdout


def test_bench_fails_where_there_is_no_plan(saved: Callable[[str, Problem], Path], tmp_path: Path) -> None:
    saved("hard.json", HARD)
    benched = run(app, ["bench", str(tmp_path), "--seconds", "1"], env=WIDE)
    assert benched.exit_code == 1
    assert "Infeasible" in benched.stdout


@pytest.mark.parametrize(("outcome", "broken", "good"), [("plan", 0, True), ("plan", 1, False), ("none", 0, False)])
def test_a_measured_run_is_good_if_its_plan_breaks_nothing(outcome: str, broken: int, good: bool) -> None:  # noqa: FBT001 - a table's column
    ran = Run("x")
    cost = check(EASY, Plan(placements=(put(start=5),))).cost
    ends = {"plan": Feasible(plan=Plan(placements=()), cost=cost, bound=None, method="greedy", work=Work())}
    ran.finish(ends.get(outcome, Infeasible(conflicts=("a",))))
    assert Measured(run=ran, broken=broken, reference=None).good is good


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no column cost and instance"),
        ("instance,price\ni01,3\n", "has no column cost"),
        ("instance,cost\ni01,3\ni02,many\n", "line 3: cost is 'many'"),
        ("instance,cost\ni01\n", "line 2: cost is None"),
    ],
)
def test_a_reference_file_written_wrongly_is_named(
    saved: Callable[[str, Problem], Path], tmp_path: Path, text: str, message: str
) -> None:
    path = saved("easy.json", EASY)
    result = run(app, ["bench", str(path), "--refs", refs(tmp_path, text)], env=WIDE)
    assert result.exit_code == 2
    assert message in result.stderr


def test_the_references_in_the_project_can_be_read() -> None:
    for path in (Path(__file__).parent.parent / "benchmarks").glob("*_refs.csv"):
        with path.open(newline="") as file:
            assert all(int(line["cost"]) > 0 and line["source"] for line in csv.DictReader(file)), path


def test_solve_draws_cost_over_time_and_writes_the_figures(
    saved: Callable[[str, Problem], Path], tmp_path: Path
) -> None:
    plot = tmp_path / "plot.svg"
    solved = run(app, ["solve", str(saved("easy.json", EASY)), "--seconds", "2", "--plot", str(plot), "--json"])
    told = json.loads(solved.stdout)
    words = [each.text for each in ET.fromstring(plot.read_text()).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own file
    assert "level 3" in words
    assert "proven bound 50" in words
    lines = list(csv.reader(plot.with_suffix(".csv").read_text().splitlines()))
    assert [line[0] for line in lines] == ["what", *["plan"] * len(told["history"]), "bound"]
    assert lines[-1][2:] == ["0", "0", "50", "0", "0"] == [str(each) for each in told["history"][-1]["levels"]]


@pytest.mark.parametrize(("asked", "word"), [(HARD, "no plan was found"), (problem(demand()), "nothing costs")])
def test_a_run_without_cost_has_a_drawing_too(
    saved: Callable[[str, Problem], Path], tmp_path: Path, asked: Problem, word: str
) -> None:
    plot = tmp_path / "plot.svg"
    run(app, ["solve", str(saved("x.json", asked)), "--seconds", "1", "--plot", str(plot)])
    assert word in plot.read_text()


def test_a_signal_is_known_while_the_context_is_open_and_left_alone_after_it() -> None:
    before = signal.getsignal(signal.SIGINT)
    with until_interrupted() as stop:
        assert not stop()
        os.kill(os.getpid(), signal.SIGINT)
        while not stop():
            pass
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_saves_the_best_plan_so_far(tmp_path: Path) -> None:
    hospital, out = tmp_path / "hospital.json", tmp_path / "plan.json"
    assert run(app, ["generate", "--beds", "120", "--grid", "nights", "--out", str(hospital)]).exit_code == 0
    script = (
        "import os, signal, sys, optimizer.cli.runs as runs\n"
        "noted = runs.Run.seen\n"
        "def seen(self, plan, cost):\n"
        "    noted(self, plan, cost)\n"
        "    os.kill(os.getpid(), signal.SIGINT) if len(self.history) == 1 else None\n"
        "runs.Run.seen = seen\n"
        "from optimizer.cli import app\n"
        "app()\n"
    )
    arguments = ["solve", str(hospital), "--seconds", "250", "--out", str(out), "--json"]
    ended = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    told: dict[str, Any] = json.loads(ended.stdout)
    asked = read(hospital)
    assert told["seconds"] < 250
    assert check(asked, read_plan(asked, read_json(out))).cost.levels == tuple(told["levels"])
