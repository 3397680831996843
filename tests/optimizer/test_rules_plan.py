"""What a plan must and must not say: ids, pins, mandatory demands, windows."""

from __future__ import annotations

import pytest

from optimizer.checker import HardRule
from optimizer.plan import Placement
from optimizer.problem import Promise
from tests.optimizer.builders import broken, demand, problem, put


@pytest.mark.parametrize(
    ("placements", "fine"),
    [
        ((), True),
        ((put(),), True),
        ((put("stranger"),), False),
        ((put(place="nowhere"),), False),
        ((put(), put(start=10)), False),
    ],
)
def test_a_plan_knows_whom_it_places_where_and_places_them_once(
    placements: tuple[Placement, ...], *, fine: bool
) -> None:
    assert broken(problem(demand()), *placements) == (set() if fine else {HardRule.IDENTITY})


def test_an_unknown_session_is_named() -> None:
    assert HardRule.IDENTITY in broken(problem(demand()), put(session="never"))


@pytest.mark.parametrize(("start", "fine"), [(5, True), (9, True), (4, False), (10, False)])
def test_a_stay_starts_in_its_window(start: int, *, fine: bool) -> None:
    asked = problem(demand(release=5, due=9))
    assert broken(asked, put(start=start)) == (set() if fine else {HardRule.WINDOW})


def test_a_stay_starts_inside_the_horizon() -> None:
    asked = problem(demand(due=90))
    assert broken(asked, put(start=47)) == set()
    assert broken(asked, put(start=48)) == {HardRule.WINDOW}


def test_a_mandatory_demand_is_placed() -> None:
    assert broken(problem(demand(mandatory=True)), put()) == set()
    assert broken(problem(demand(mandatory=True))) == {HardRule.MANDATORY}
    assert broken(problem()) == set()


@pytest.mark.parametrize(
    ("placements", "fine"),
    [((put(start=30),), True), ((put(start=31),), False), ((put(place="c", start=30),), False), ((), False)],
)
def test_a_pin_is_a_constant(placements: tuple[Placement, ...], *, fine: bool) -> None:
    asked = problem(demand(pinned=True, promise=Promise(place="b", start=30)))
    assert broken(asked, *placements) == (set() if fine else {HardRule.PINNED})
