"""Days, rooms, theatres and nurses improved together: every step priced as the checker prices plans."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import given, settings

from optimizer import nights
from optimizer.checker import check
from optimizer.formats.ihtc import read_ihtc
from optimizer.greedy import greedy
from optimizer.incumbent import Incumbent
from optimizer.nights.moves import moves
from optimizer.nights.state import State
from optimizer.nursing import assign
from optimizer.outcome import Feasible, Infeasible
from optimizer.plan import Placement, Plan
from optimizer.problem import Problem, Reserve
from optimizer.search.budget import Budget
from optimizer.solve import solve
from tests.optimizer.ihtc_files import tiny
from tests.optimizer.nursing_cases import wards

STEPS = 4


@settings(max_examples=20, deadline=None)
@given(wards())
def test_what_a_step_adds_is_what_the_checker_sees(asked: Problem) -> None:
    chance = random.Random(7)  # noqa: S311 - a test that repeats, no secret
    state = State(asked, Plan(placements=()))
    before = check(asked, state.plan()).cost.total
    for step, move in enumerate(moves(state, chance) * STEPS):
        added = move(15 if step % 2 else 1000)
        report = check(asked, state.plan())
        assert report.violations == ()
        assert report.cost.total == before + added
        before = report.cost.total


@settings(max_examples=20, deadline=None)
@given(wards())
def test_the_search_never_loses_and_repeats_exactly(asked: Problem) -> None:
    found = []
    for _ in range(2):
        incumbent = Incumbent(asked, greedy(asked))
        start = incumbent.score
        nights.improve(asked, incumbent, Budget(0.05, counted=True))
        assert incumbent.score <= start
        found.append(incumbent.plan)
    assert found[0] == found[1]


def every_placement(problem: Problem) -> Iterator[tuple[Placement, ...]]:
    """All ways to place everybody or not, good or bad."""
    ways: list[list[Placement | None]] = [
        [
            None,
            *(
                Placement(demand=demand.id, place=place.id, start=session.start, session=session.id)
                for place in problem.places
                for session in problem.sessions
            ),
        ]
        for demand in problem.demands
    ]
    for chosen in product(*ways):
        yield tuple(placement for placement in chosen if placement is not None)


def test_a_tiny_instance_is_solved_as_well_as_by_trying_everything() -> None:
    problem = read_ihtc(tiny())
    outcome = solve(problem, seconds=1, deterministic=True)
    assert isinstance(outcome, Feasible)
    budgets = ((one, Budget(0.05, counted=True)) for one in every_placement(problem))
    plans = (Plan(placements=one, nursing=assign(problem, one, budget)) for one, budget in budgets)
    reports = (check(problem, plan) for plan in plans)
    assert outcome.cost.total == min(report.cost.total for report in reports if report.valid)


def test_a_mandatory_patient_without_a_surgeon_is_named() -> None:
    data = tiny()
    data["surgeons"][0]["max_surgery_time"] = [50, 50]
    outcome = solve(read_ihtc(data), seconds=1, deterministic=True)
    assert isinstance(outcome, Infeasible)
    assert "p0" in outcome.conflicts[0]


def test_problems_with_rules_the_search_does_not_know_are_left_to_others() -> None:
    problem = read_ihtc(tiny())
    reserve = Reserve(id="kept", places=frozenset({"r1"}), count=1, start=0, end=2)
    assert nights.improvable(problem)
    assert not nights.improvable(replace(problem, reserves=(reserve,)))
