"""Days, rooms, theatres and nurses improved together: never worse, repeatable, as good as trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import nights
from optimizer.checker import check
from optimizer.formats.ihtc import read_ihtc
from optimizer.greedy import greedy
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.nursing.staffed import staffed
from optimizer.outcome import Feasible, Infeasible
from optimizer.plan import Placement, Plan
from optimizer.problem import Grid, Problem, Promise
from optimizer.search.budget import Budget
from optimizer.solve import solve
from optimizer.state.hospital import Hospital
from tests.optimizer.ihtc_files import published, tiny
from tests.optimizer.nursing_cases import wards


@settings(max_examples=20, deadline=None)
@given(wards(), st.integers(1, 2))
def test_the_search_never_loses_and_repeats_exactly(asked: Problem, workers: int) -> None:
    found = []
    for _ in range(2):
        incumbent = Incumbent(asked, greedy(asked))
        start = incumbent.score
        nights.improve(Hospital(Index.of(asked)), incumbent, Budget(0.05, counted=True), workers=workers)
        assert incumbent.score <= start
        found.append(incumbent.plan)
    assert found[0] == found[1]


def test_another_seed_searches_otherwise_and_stop_ends_it_at_once() -> None:
    asked = published("i01")
    plans = []
    for seed in (1, 2):
        incumbent = Incumbent(asked, greedy(asked))
        nights.improve(Hospital(Index.of(asked)), incumbent, Budget(0.1, counted=True), seed=seed)
        plans.append(incumbent.plan)
    assert plans[0] != plans[1]
    incumbent = Incumbent(asked, greedy(asked))
    nights.improve(Hospital(Index.of(asked)), incumbent, Budget(1000, counted=True, stop=lambda: True))
    assert incumbent.plan == Incumbent(asked, greedy(asked)).plan


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


def nursed(problem: Problem, placements: tuple[Placement, ...]) -> int | None:
    """What the placements cost with the best nurses the search finds; None if they break a hard rule."""
    spots = {one.demand: Promise(place=one.place, start=one.start, session=one.session) for one in placements}
    if not all(one.id in spots or not one.mandatory for one in problem.demands):
        return None
    demands = tuple(replace(one, promise=spots.get(one.id), pinned=one.id in spots) for one in problem.demands)
    kept = replace(problem, demands=tuple(one for one in demands if one.pinned))
    plan = staffed(problem, Plan(placements=placements))
    if not check(problem, plan).valid:
        return None
    incumbent = Incumbent(kept, plan)
    nights.improve(Hospital(Index.of(kept)), incumbent, Budget(0.05, counted=True))
    return check(problem, incumbent.plan).cost.total


def test_the_same_work_is_counted_and_gives_the_same_plan() -> None:
    once, again, longer = (solve(read_ihtc(tiny()), seconds=seconds, deterministic=True) for seconds in (0.2, 0.2, 0.4))
    assert once == again
    assert isinstance(once, Feasible)
    assert isinstance(longer, Feasible)
    assert 0 < once.work.moves_tried < longer.work.moves_tried


def test_a_tiny_instance_is_solved_as_well_as_by_trying_everything() -> None:
    problem = read_ihtc(tiny())
    outcome = solve(problem, seconds=1, deterministic=True)
    assert isinstance(outcome, Feasible)
    costs = (nursed(problem, placements) for placements in every_placement(problem))
    assert outcome.cost.total == min(cost for cost in costs if cost is not None)


def test_a_mandatory_patient_without_a_surgeon_is_named() -> None:
    data = tiny()
    data["surgeons"][0]["max_surgery_time"] = [50, 50]
    outcome = solve(read_ihtc(data), seconds=1, deterministic=True)
    assert isinstance(outcome, Infeasible)
    assert "p0" in outcome.conflicts[0]


def test_problems_with_rules_the_search_does_not_know_are_left_to_others() -> None:
    problem = read_ihtc(tiny())
    assert nights.improvable(problem)
    assert nights.improvable(replace(problem, nurses=(), horizon=replace(problem.horizon, shifts=0)))
    assert not nights.improvable(replace(problem, horizon=replace(problem.horizon, grid=Grid.MINUTES)))
    assert not nights.improvable(replace(problem, horizon=replace(problem.horizon, day=2)))
    assert not nights.improvable(replace(problem, horizon=replace(problem.horizon, shifts=0)))
