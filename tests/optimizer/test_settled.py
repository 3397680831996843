"""A problem whose starts somebody said costs what it did, and nobody starts at another time."""

from __future__ import annotations

import pytest

from optimizer.checker import check
from optimizer.cpsat.settled import settled
from optimizer.greedy import greedy
from optimizer.plan import Plan
from optimizer.problem import SoftRule
from tests.optimizer.builders import NIGHTS, amount, demand, priced, problem, put


@pytest.mark.parametrize("wanted", [None, 3])
def test_who_starts_later_than_wanted_still_pays_for_it(wanted: int | None) -> None:
    prices = priced(SoftRule.WAITING) | priced(SoftRule.UNPLACED, level=2)
    asked = problem(demand(wanted=wanted), horizon=NIGHTS, prices=prices)
    narrow = settled(asked, {"d": 5})
    assert [placement.start for placement in greedy(narrow).placements] == [5]
    assert amount(narrow, put(start=5)) == amount(asked, put(start=5)) > 0
    assert not check(narrow, Plan(placements=(put(start=4),))).valid


def test_who_is_left_out_is_not_asked_about_and_who_is_not_named_stays_free() -> None:
    asked = problem(demand("x"), demand("y"), horizon=NIGHTS)
    assert settled(asked, {"x": None}).demands == asked.demands[1:]
