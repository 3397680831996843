"""Instances nobody here wrote: the checker agrees with their published solutions, and all of them are solved."""

from __future__ import annotations

import re

import pytest

from optimizer.checker import check
from optimizer.formats.ihtc import read_solution, write_solution
from optimizer.outcome import Feasible
from optimizer.problem import SoftRule
from optimizer.solve import solve
from tests.optimizer.ihtc_files import parsed, published

NAMES = {
    "Unscheduled": SoftRule.UNPLACED,
    "Delay": SoftRule.WAITING,
    "OpenOT": SoftRule.OPEN_THEATRE,
    "AgeMix": SoftRule.MIXED_AGE,
    "Skill": SoftRule.NURSE_SKILL,
    "Excess": SoftRule.NURSE_WORKLOAD,
    "Continuity": SoftRule.CONTINUITY,
    "SurgeonTransfer": SoftRule.SURGEON_TRANSFER,
}


@pytest.mark.parametrize("number", range(1, 11))
def test_the_checker_agrees_with_the_published_costs_rule_by_rule(number: int) -> None:
    problem = published(f"test{number:02}")
    solution = parsed("test_solutions", f"sol_test{number:02}.json")
    report = check(problem, read_solution(problem, solution))
    listed = {name: int(amount) for name, amount in re.findall(r"(\w+): *(\d+)", solution["costs"][0])}
    amounts = report.cost.by_rule()
    assert report.violations == ()
    assert report.cost.total == listed.pop("Cost")
    assert {name: amounts.get(NAMES[name], 0) for name in listed} == listed


@pytest.mark.parametrize("name", ["test01", "test04", "test06", "i01"])
def test_small_instances_are_solved_and_their_files_stand_the_check(name: str) -> None:
    problem = published(name)
    outcome = solve(problem, seconds=1)
    assert isinstance(outcome, Feasible)
    report = check(problem, read_solution(problem, write_solution(problem, outcome.plan)))
    assert report.violations == ()
    assert report.cost.total == outcome.cost.total
