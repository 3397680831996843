"""The one door: proofs, conflicts, stopping, hints, repeating, and what stands when the solver fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer import strategy
from optimizer.checker import check
from optimizer.cost import Cost
from optimizer.generate import generate
from optimizer.greedy import greedy
from optimizer.outcome import Feasible, Infeasible, Optimal
from optimizer.plan import Plan
from optimizer.problem import Closure, Grid, Horizon, Price, Problem, SoftRule
from optimizer.solve import solve
from optimizer.work import Work
from tests.optimizer.builders import M, bed, demand, occupant, priced, problem, put

PRICES = {SoftRule.UNPLACED: Price(level=3, amount=100), SoftRule.WAITING: Price(level=3, amount=1)}


def test_nothing_asked_is_an_empty_plan_and_proven() -> None:
    outcome = solve(problem(), seconds=1)
    assert outcome == Optimal(plan=Plan(placements=()), cost=Cost(items=()), work=Work(plans_checked=1))


def test_a_higher_level_outranks_all_below() -> None:
    prices = PRICES | {SoftRule.PROMISE_PLACE: Price(level=1, amount=1)}
    keeps = demand(wanted=0, promise=None, refuses=frozenset({"c"}), urgency=9)
    asked = problem(keeps, occupants=(occupant(end=10),), prices=prices)
    outcome = solve(asked, seconds=5)
    assert isinstance(outcome, Optimal)
    assert outcome.plan.placements == (put(start=10),)
    assert outcome.cost.levels == (0, 0, 90, 0, 0)


def test_somebody_is_left_out_again_where_that_is_cheaper_than_the_company() -> None:
    prices = priced(SoftRule.MIXED_AGE, amount=100) | priced(SoftRule.UNPLACED)
    asked = problem(
        demand(length=2, due=0),
        horizon=Horizon(grid=Grid.NIGHTS, length=2, day=1),
        places=(bed(capacity=2),),
        occupants=(occupant(age_group=1),),
        prices=prices,
    )
    outcome = solve(asked, seconds=5, deterministic=True)
    assert isinstance(outcome, Optimal)
    assert outcome.plan.placements == ()
    assert outcome.cost.total == 10


def test_an_impossible_demand_is_named_with_what_rules_its_places_out() -> None:
    asked = problem(demand("lost", mandatory=True, needs=frozenset({"icu"})))
    outcome = solve(asked, seconds=5)
    assert isinstance(outcome, Infeasible)
    (conflict,) = outcome.conflicts
    assert "lost" in conflict
    assert "features rules out 2" in conflict


def test_a_demand_without_a_free_bed_is_named_with_the_beds() -> None:
    closures = (Closure(place="b", start=0, end=48), Closure(place="c", start=0, end=48))
    outcome = solve(problem(demand("lost", mandatory=True), closures=closures), seconds=5)
    assert isinstance(outcome, Infeasible)
    (conflict,) = outcome.conflicts
    assert "lost finds no place even alone: b, c are taken or closed" in conflict


def test_demands_that_clash_are_named_and_others_are_not() -> None:
    must = [demand(name, mandatory=True, due=2, length=20) for name in ("x", "y", "z")]
    outcome = solve(problem(*must, demand("free", mandatory=True, release=30, due=40)), seconds=5)
    assert isinstance(outcome, Infeasible)
    assert [conflict.split()[0] for conflict in outcome.conflicts] == ["x", "y", "z"]


def test_a_stop_returns_what_there_is_at_once() -> None:
    asked = generate(beds=150, seed=3)
    outcome = solve(asked, seconds=1000, stop=lambda: True)
    assert isinstance(outcome, Feasible)
    assert check(asked, outcome.plan).valid
    assert outcome.method == "greedy"


def test_when_the_solver_fails_the_greedy_plan_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise MemoryError

    asked = generate(beds=150, seed=3)
    monkeypatch.setattr(strategy, "improve", fails)
    outcome = solve(asked, seconds=5)
    assert isinstance(outcome, Feasible)
    assert outcome.method == "greedy"
    assert outcome.plan == greedy(asked)


def test_every_plan_shown_is_valid_and_better_than_the_one_before() -> None:
    asked = generate(beds=150, seed=4)
    shown: list[tuple[int, ...]] = []

    def on_plan(plan: Plan, cost: Cost) -> None:
        report = check(asked, plan)
        assert report.valid
        assert report.cost == cost
        shown.append(cost.levels)

    outcome = solve(asked, seconds=2, on_plan=on_plan, deterministic=True)
    assert isinstance(outcome, (Optimal, Feasible))
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) == len(shown) > 1
    assert outcome.cost.levels == shown[-1]


@pytest.mark.parametrize("grid", Grid)
def test_a_deterministic_solve_repeats_exactly(grid: Grid) -> None:
    asked = generate(beds=120, seed=5, grid=grid)
    first, second = (solve(asked, seconds=0.4, deterministic=True) for _ in range(2))
    assert first == second
    assert isinstance(first, (Optimal, Feasible))
    assert first.work.cpsat_seconds > 0
    assert first.work.plans_checked > 1


@pytest.mark.parametrize("grid", Grid)
def test_a_bound_is_below_the_plan(grid: Grid) -> None:
    outcome = solve(generate(beds=120, seed=6, grid=grid), seconds=0.4, deterministic=True)
    assert isinstance(outcome, (Optimal, Feasible))
    if isinstance(outcome, Feasible):
        assert outcome.bound is not None
        assert all(least <= level for least, level in zip(outcome.bound, outcome.cost.levels, strict=True))


def test_a_hint_is_kept_where_it_still_goes() -> None:
    asked = problem(demand(), demand("e"), prices=priced(SoftRule.UNPLACED))
    hint = Plan(placements=(put(start=7), put("e", "c", 3), put("stranger")))
    assert set(greedy(asked, hint).placements) == {put(start=7), put("e", "c", 3)}
    changed = replace(asked, occupants=(occupant(place="c", sex=M, end=6),))
    kept = {placement.demand: placement for placement in greedy(changed, hint).placements}
    assert kept["d"] == put(start=7)
    assert kept["e"].start >= 6


def test_only_a_better_level_makes_somebody_move() -> None:
    stays = problem(demand(previous="c"), prices=priced(SoftRule.STABILITY, level=5))
    outcome = solve(stays, seconds=5)
    assert isinstance(outcome, Optimal)
    assert [placement.place for placement in outcome.plan.placements] == ["c"]
    moved: Problem = replace(
        stays,
        demands=(demand(previous="c", place_cost=(("c", 1),)),),
        prices=stays.prices | priced(SoftRule.AFFINITY, level=4),
    )
    outcome = solve(moved, seconds=5)
    assert isinstance(outcome, Optimal)
    assert [placement.place for placement in outcome.plan.placements] == ["b"]


@pytest.mark.parametrize("grid", Grid)
def test_neighbourhoods_end_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch, grid: Grid) -> None:
    monkeypatch.setattr(strategy, "MODEL_CHOICES", 0)
    asked = generate(beds=200, seed=7, grid=grid)
    outcome = solve(asked, seconds=0.5)
    assert isinstance(outcome, (Optimal, Feasible))
    assert check(asked, outcome.plan).valid


def test_neighbourhoods_end_when_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strategy, "MODEL_CHOICES", 0)
    asked = generate(beds=500, seed=7)
    shown: list[Cost] = []
    outcome = solve(asked, seconds=1000, on_plan=lambda _, cost: shown.append(cost), stop=lambda: len(shown) > 1)
    assert isinstance(outcome, Feasible)
    assert outcome.cost == shown[-1]
