"""Nurses given to rooms: as good as trying everything, on wards small enough to try everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import nights
from optimizer.checker import HardRule, check
from optimizer.greedy import greedy
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.nursing import assign
from optimizer.nursing.staffed import staffed
from optimizer.outcome import Feasible, Infeasible
from optimizer.plan import Nursing, Plan
from optimizer.problem import Care, Price, Problem, Promise, Sex, SoftRule
from optimizer.search.budget import Budget
from optimizer.solve import solve
from optimizer.state.hospital import Hospital
from tests.optimizer.builders import MINUTES, demand, occupant, priced, problem
from tests.optimizer.nursing_cases import wards
from tests.optimizer.test_nursing_rules import nurse, ward

EMPTY = Plan(placements=())
FIGURES = st.lists(st.integers(0, 3), min_size=4, max_size=4).map(tuple)
CARE = st.builds(Care, workload=FIGURES, skill=FIGURES)


@st.composite
def full_wards(draw: st.DrawFn) -> Problem:
    """Two nurses, two rooms, up to three people who stay for one or two days of two shifts."""
    people = tuple(
        occupant(
            name,
            place=name[0],
            end=draw(st.integers(1, 2)),
            sex=Sex.MALE,
            care=draw(CARE),
        )
        for name in draw(st.sampled_from([("b1",), ("b1", "c1"), ("b1", "b2", "c1")]))
    )
    prices = {
        rule: Price(level=3, amount=draw(st.integers(0, 5)))
        for rule in (SoftRule.NURSE_SKILL, SoftRule.NURSE_WORKLOAD, SoftRule.CONTINUITY)
    }
    nurses = (nurse(skill=draw(st.integers(0, 3)), load=draw(st.integers(0, 6))), nurse("m", skill=2, load=4))
    return ward(*nurses, demands=(), occupants=people, prices=prices)


def least_cost(asked: Problem) -> int:
    """The cost of the best of all ways to nurse both rooms in all four shifts."""
    cells = list(product("rs", range(4)))
    return min(
        check(
            asked,
            Plan(
                placements=(),
                nursing=tuple(
                    Nursing(nurse=name, shift=shift, rooms=(room,))
                    for name, (room, shift) in zip(names, cells, strict=True)
                ),
            ),
        ).cost.total
        for names in product("nm", repeat=len(cells))
    )


def searched(asked: Problem) -> Plan:
    """The plan after a short search, which takes far more steps than there are ways to nurse two rooms."""
    incumbent = Incumbent(asked, greedy(asked))
    nights.improve(Hospital(Index.of(asked)), incumbent, Budget(0.05, counted=True))
    return incumbent.plan


@settings(max_examples=12, deadline=None)
@given(full_wards())
def test_no_way_to_nurse_is_cheaper(asked: Problem) -> None:
    report = check(asked, searched(asked))
    assert report.violations == ()
    assert report.cost.total == least_cost(asked)


@settings(max_examples=40, deadline=None)
@given(wards())
def test_greedy_placements_get_a_nurse_wherever_somebody_lies(asked: Problem) -> None:
    plan = staffed(asked, greedy(asked))
    assert check(asked, plan).violations == ()
    rooms = [name for work in plan.nursing for name in work.rooms]
    lying = [each for each in asked.occupants if each.start < asked.horizon.length]
    assert bool(rooms) == bool(lying or plan.placements)


@settings(max_examples=20, deadline=None)
@given(wards())
def test_no_single_change_of_a_nurse_saves_anything(asked: Problem) -> None:
    plan = staffed(asked, greedy(asked))
    costs = check(asked, plan).cost.total
    for work in plan.nursing:
        for other in asked.nurses:
            if any(duty.shift == work.shift for duty in other.duties):
                swapped = tuple(replace(one, nurse=other.id) if one == work else one for one in plan.nursing)
                report = check(asked, replace(plan, nursing=swapped))
                assert len(work.rooms) > 1 or report.cost.total >= costs


def test_a_plan_with_nurses_and_a_problem_without_stay_as_they_are() -> None:
    told = Plan(placements=(), nursing=(Nursing(nurse="n", shift=0, rooms=("r",)),))
    assert staffed(ward(nurse()), told) is told
    assert staffed(ward(), EMPTY) is EMPTY
    assert assign(ward(), ()) == ()


@pytest.mark.parametrize("shifts", [range(3), range(0)])
def test_a_shift_without_any_nurse_is_named_by_the_checker(shifts: range) -> None:
    asked = ward(nurse(shifts=shifts), demands=(), occupants=(occupant(end=2),))
    report = check(asked, replace(EMPTY, nursing=assign(asked, ())))
    assert [found.rule for found in report.violations] == [HardRule.ROOM_NURSE] * (4 - len(shifts))


@pytest.mark.parametrize("shifts", [range(4), range(2), range(0)])
def test_nobody_is_placed_while_no_nurse_works(shifts: range) -> None:
    asked = ward(nurse(shifts=shifts), demands=(demand(due=1, length=1),))
    outcome = solve(asked, seconds=0.2, deterministic=True)
    assert isinstance(outcome, Feasible)
    assert [placement.start for placement in outcome.plan.placements] == [0][: len(shifts)]
    assert check(asked, outcome.plan).violations == ()


def test_people_who_would_be_left_alone_are_named() -> None:
    told = Promise(place="c", start=1)
    asked = ward(
        nurse(shifts=range(3)),
        demands=(demand("p", length=2, promise=told, pinned=True),),
        occupants=(occupant(end=9), occupant("q", place="c", end=1)),
    )
    outcome = solve(asked, seconds=0.2, deterministic=True)
    assert isinstance(outcome, Infeasible)
    assert outcome.conflicts == (
        "o is in b in shift 3, when no nurse works",
        "p is in c in shift 3, when no nurse works",
    )


def test_beds_on_the_minute_grid_get_nurses_too() -> None:
    asked = problem(
        demand(length=10, care=Care(workload=(1, 1), skill=(0, 0))),
        horizon=replace(MINUTES, shifts=3),
        occupants=(occupant(end=20, place="c"),),
        nurses=(nurse(shifts=range(6)),),
        prices=priced(SoftRule.UNPLACED),
    )
    outcome = solve(asked, seconds=0.2, deterministic=True)
    assert isinstance(outcome, Feasible)
    assert outcome.cost.total == 0
    assert check(asked, outcome.plan).violations == ()
    assert {work.shift for work in outcome.plan.nursing} >= {0, 1, 2}
