"""explain and whatif from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from optimizer.cli import app
from optimizer.formats.native import read_plan, write_plan, write_problem
from optimizer.plan import Plan
from optimizer.problem import DemandKind, Price, SoftRule
from tests.optimizer.builders import bed, demand, occupant, problem, put

run = CliRunner().invoke
ASKED = problem(
    demand("d", due=0, kind=DemandKind.EMERGENCY),
    demand("e"),
    demand("lost", needs=frozenset({"icu"})),
    places=(bed(), bed("c")),
    occupants=(occupant(end=20),),
    prices={SoftRule.UNPLACED: Price(level=2, amount=100), SoftRule.WAITING: Price(level=3, amount=1)},
)
PLAN = Plan(placements=(put("d", "c"), put("e", "c", 4)))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The problem's file and the plan's."""
    (tmp_path / "problem.json").write_text(json.dumps(write_problem(ASKED)))
    (tmp_path / "plan.json").write_text(json.dumps(write_plan(ASKED, PLAN)))
    return [str(tmp_path / "problem.json"), str(tmp_path / "plan.json")]


def test_explain_says_in_json_what_the_demand_has_and_what_else(files: list[str]) -> None:
    told = json.loads(run(app, ["explain", *files, "d", "--json"]).stdout)
    assert told["placement"] == {"demand": "d", "place": "c", "start": 0, "session": None}
    assert (told["others"], told["blocks"], told["ways"]) == ([], [], [])


def test_explain_says_why_somebody_is_late_and_what_would_help(files: list[str]) -> None:
    told = json.loads(run(app, ["explain", *files, "e", "--json"]).stdout)
    assert {tuple(block["by"]) for block in told["blocks"]} == {("o",), ("d",)}
    assert all(way["placement"]["start"] < 4 for way in told["ways"])
    assert told["cost"]["by_rule"] == {"waiting": 4}


def test_explain_says_in_words_why_somebody_waits(files: list[str]) -> None:
    said = run(app, ["explain", *files, "lost"])
    assert said.exit_code == 0
    assert "lost waits" in said.stdout
    assert "costs unplaced 100" in said.stdout
    assert "b and 1 more features icu for good" in said.stdout


def test_a_way_out_can_be_asked_as_what_if(files: list[str], tmp_path: Path) -> None:
    told = json.loads(run(app, ["explain", *files, "e", "--json"]).stdout)
    change, out = told["ways"][0]["change"], tmp_path / "after.json"
    arguments = ["whatif", *files, "--change", json.dumps(change), "--seconds", "2", "--out", str(out), "--json"]
    asked = json.loads(run(app, arguments).stdout)
    assert asked["change"] == change
    assert asked["difference"]["levels"] <= told["ways"][0]["difference"]["levels"]
    assert {each.demand for each in read_plan(ASKED, json.loads(out.read_text())).placements} >= {"d", "e"}


def test_whatif_lists_who_waits_when_a_ward_closes(files: list[str]) -> None:
    said = run(app, ["whatif", *files, "--close-ward", "w", "--seconds", "2"])
    assert said.exit_code == 0
    assert "d has none any more: c from 0 → no place" in said.stdout
    assert "e has none any more" in said.stdout


def test_whatif_counts_the_new_emergencies(files: list[str]) -> None:
    said = run(app, ["whatif", *files, "--more-emergencies", "100", "--seconds", "2"])
    assert said.exit_code == 0
    assert "1 new: 0 with a place, 1 without" in said.stdout


def test_whatif_fails_where_the_change_makes_it_impossible(files: list[str]) -> None:
    mandatory = problem(demand("d", mandatory=True))
    Path(files[0]).write_text(json.dumps(write_problem(mandatory)))
    Path(files[1]).write_text(json.dumps(write_plan(mandatory, Plan(placements=(put("d"),)))))
    said = run(app, ["whatif", *files, "--close-ward", "w", "--seconds", "2"])
    assert said.exit_code == 1
    assert "d finds no place even alone" in said.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "nobody"], "demand 'nobody' is not in the problem"),
        (["whatif"], "0 changes were given; give exactly one"),
        (["whatif", "--close-ward", "w", "--more-emergencies", "5"], "2 changes were given"),
        (["whatif", "--close-ward", "none"], "ward 'none' is not in the problem"),
        (["whatif", "--one-more", "none"], "session 'none' is not in the problem"),
        (["whatif", "--change", "{"], "--change: is no JSON"),
        (["whatif", "--change", "{}"], "kind must be one of"),
        (["whatif", "--change", '{"kind": "CloseWard"}'], "CloseWard.ward: Field required"),
        (["whatif", "--close-ward", "w", "--out", "none/none.json"], "there is no folder"),
    ],
)
def test_what_is_wrong_is_one_message_and_exit_code_2(files: list[str], arguments: list[str], message: str) -> None:
    command, *rest = arguments
    result = run(app, [command, *files, *rest])
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_plan_that_breaks_a_rule_is_not_explained(files: list[str]) -> None:
    Path(files[1]).write_text(json.dumps(write_plan(ASKED, Plan(placements=(put("d", "b"),)))))
    result = run(app, ["explain", *files, "d"])
    assert result.exit_code == 2
    assert "capacity b has 1 open beds for 2 people" in result.stderr
