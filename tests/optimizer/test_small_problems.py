"""On small problems every plan can be looked at: checker, greedy and CP-SAT must agree with that."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from optimizer import strategy
from optimizer.checker import check
from optimizer.cpsat.effort import Effort
from optimizer.cpsat.nightly import Nightly
from optimizer.formats.validation import check_references
from optimizer.greedy import greedy, place_one
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.outcome import Infeasible, Optimal, Outcome
from optimizer.plan import Plan
from optimizer.problem import Grid, Problem
from optimizer.solve import solve
from optimizer.state.hospital import Hospital
from tests.optimizer.small import every_plan, problems, tried

FEW = settings(max_examples=tried(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
STEPS = 5.0


def best_plan(problem: Problem) -> Plan | None:
    """The best plan there is, by looking at all of them; None if there is none."""
    reports = [(check(problem, plan), plan) for plan in every_plan(problem)]
    valid = ((report.cost.levels, plan) for report, plan in reports if report.valid)
    return min(valid, key=lambda found: found[0], default=(None, None))[1]


def is_best(problem: Problem, outcome: Outcome, best: Plan | None) -> None:
    """The outcome is the best plan there is, proven; or says which demands clash."""
    if best is None:
        assert isinstance(outcome, Infeasible)
        assert outcome.conflicts
    else:
        assert isinstance(outcome, Optimal)
        assert check(problem, outcome.plan).valid
        assert outcome.cost.levels == check(problem, best).cost.levels


@FEW
@given(problems())
def test_cp_sat_finds_the_best_plan_there_is(problem: Problem) -> None:
    check_references(problem)
    is_best(problem, solve(problem, seconds=STEPS, deterministic=True), best_plan(problem))


@FEW
@given(problems())
def test_greedy_breaks_no_hard_rule_but_may_leave_somebody_out(problem: Problem) -> None:
    found = check(problem, greedy(problem)).violations
    assert all(violation.rule == "mandatory" for violation in found)


@FEW
@given(problems())
def test_the_first_proposal_for_one_demand_fits_the_plan(problem: Problem) -> None:
    asked = next((demand for demand in problem.demands if not demand.pinned), None)
    if asked is None:
        return
    rest = tuple(placement for placement in greedy(problem).placements if placement.demand != asked.id)
    proposal = place_one(problem, Plan(placements=rest), asked.id)
    if proposal is not None:
        found = check(problem, Plan(placements=(*rest, proposal))).violations
        assert all(violation.rule == "mandatory" for violation in found)


@settings(FEW, max_examples=tried(30))
@given(problems())
def test_neighbourhoods_end_at_the_best_plan_too(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strategy, "MODEL_CHOICES", 0)
        patch.setattr(strategy, "NIGHT_CHOICES", 0)
        patch.setattr(strategy, "MANDATORY_CHOICES", 0)
        is_best(problem, solve(problem, seconds=STEPS, deterministic=True), best_plan(problem))


@FEW
@given(problems())
def test_no_plan_is_below_the_relaxation(problem: Problem) -> None:
    best = best_plan(problem)
    if best is None or problem.horizon.grid is Grid.MINUTES:
        return
    hospital = Hospital(Index.of(problem))
    field = Nightly(hospital, hospital.take_all(problem.demands), Effort(60, deterministic=True))
    levels = check(problem, best).cost.levels
    without = field.bound(levels)
    field.learn(Incumbent(problem, best), Effort(STEPS), reserve=0, plans=True)
    bound = field.bound(levels)
    assert all(least <= learned for least, learned in zip(without, bound, strict=True))
    assert all(least <= level for least, level in zip(bound, levels, strict=True))


@FEW
@given(problems())
def test_no_plan_as_good_on_the_levels_above_is_below_what_is_proven_of_a_worse_one(problem: Problem) -> None:
    incumbent = Incumbent(problem, greedy(problem))
    if incumbent.missing or problem.horizon.grid is Grid.MINUTES:
        return
    hospital, effort = Hospital(Index.of(problem)), Effort(60, deterministic=True)
    field = Nightly(hospital, hospital.take_all(problem.demands), effort)
    field.learn(incumbent, effort, reserve=0, plans=False)
    field.tighten(incumbent, effort)
    reached = incumbent.cost.levels
    bound = field.bound(reached)
    reports = (check(problem, plan) for plan in every_plan(problem))
    for levels in {report.cost.levels for report in reports if report.valid}:
        for level, least in enumerate(bound):
            if all(one <= other for one, other in zip(levels[:level], reached, strict=False)):
                assert least <= levels[level]
