"""Generated hospitals hang together at every size and have what makes planning hard."""

from __future__ import annotations

import pytest

from optimizer.checker import check
from optimizer.formats.validation import check_references
from optimizer.generate import generate
from optimizer.greedy import greedy
from optimizer.plan import Plan
from optimizer.problem import DemandKind, Grid


@pytest.mark.parametrize("grid", Grid)
@pytest.mark.parametrize("beds", [120, 400])
def test_a_generated_hospital_hangs_together(beds: int, grid: Grid) -> None:
    problem = generate(beds=beds, seed=1, grid=grid)
    check_references(problem)
    assert abs(sum(place.capacity for place in problem.places) - beds) <= beds / 10
    assert {demand.kind for demand in problem.demands} == set(DemandKind) or beds < 400


@pytest.mark.parametrize("grid", Grid)
def test_people_who_are_there_break_no_rule_and_the_greedy_plan_neither(grid: Grid) -> None:
    problem = generate(beds=200, seed=2, grid=grid)
    assert check(problem, Plan(placements=())).valid
    assert check(problem, greedy(problem)).valid


def test_the_same_seed_gives_the_same_hospital() -> None:
    assert generate(beds=120, seed=3) == generate(beds=120, seed=3)
    assert generate(beds=120, seed=3) != generate(beds=120, seed=4)
