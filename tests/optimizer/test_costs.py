"""What one demand's own placement costs: nothing, something, left out, everything at once."""

from __future__ import annotations

import pytest

from optimizer.checker import check
from optimizer.plan import Placement, Plan
from optimizer.problem import Demand, Price, Promise, SoftRule, Tier
from tests.optimizer.builders import amount, bed, demand, priced, problem, put, room

ROOMS = (room(), room("far", ward="x"))
PLACES = (bed(features=frozenset({"window"})), bed("c"), bed("f", room="far"))
TIERS = (Tier(specialty="heart", ward="w", tier=0), Tier(specialty="heart", ward="x", tier=2))
LEFT_OUT: tuple[Placement, ...] = ()

# rule, demand, placements, units
CASES: list[tuple[SoftRule, Demand, tuple[Placement, ...], int]] = [
    (SoftRule.UNPLACED, demand(urgency=3), (put(),), 0),
    (SoftRule.UNPLACED, demand(urgency=3), LEFT_OUT, 3),
    (SoftRule.WAITING, demand(urgency=3), (put(),), 0),
    (SoftRule.WAITING, demand(urgency=3, release=2), (put(start=5),), 9),
    (SoftRule.WAITING, demand(urgency=3, wanted=4), (put(start=5),), 3),
    (SoftRule.WAITING, demand(urgency=3, wanted=4), (put(start=2),), 0),
    (SoftRule.WAITING, demand(urgency=3), LEFT_OUT, 0),
    (SoftRule.PROMISE_PLACE, demand(promise=Promise(place="b")), (put(),), 0),
    (SoftRule.PROMISE_PLACE, demand(promise=Promise(place="b")), (put(place="c"),), 1),
    (SoftRule.PROMISE_PLACE, demand(promise=Promise(place="b")), LEFT_OUT, 1),
    (SoftRule.PROMISE_PLACE, demand(promise=Promise(start=3)), LEFT_OUT, 0),
    (SoftRule.PROMISE_PLACE, demand(), (put(),), 0),
    (SoftRule.PROMISE_START, demand(promise=Promise(start=3)), (put(start=3),), 0),
    (SoftRule.PROMISE_START, demand(promise=Promise(start=3)), (put(start=1),), 2),
    (SoftRule.PROMISE_START, demand(promise=Promise(start=0)), (put(start=5),), 5),
    (SoftRule.PROMISE_START, demand(promise=Promise(start=3)), LEFT_OUT, 48),
    (SoftRule.PROMISE_START, demand(), LEFT_OUT, 0),
    (SoftRule.EXPIRY, demand(expires=4), (put(start=3),), 0),
    (SoftRule.EXPIRY, demand(expires=4), (put(start=4),), 1),
    (SoftRule.EXPIRY, demand(expires=4), LEFT_OUT, 1),
    (SoftRule.EXPIRY, demand(), LEFT_OUT, 0),
    (SoftRule.TIER, demand(specialty="heart"), (put(),), 0),
    (SoftRule.TIER, demand(specialty="heart", length=5), (put(place="f"),), 10),
    (SoftRule.TIER, demand(), (put(place="f"),), 0),
    (SoftRule.TIER, demand(specialty="heart"), LEFT_OUT, 0),
    (SoftRule.PREFERENCE, demand(prefers=frozenset({"window"})), (put(),), 0),
    (SoftRule.PREFERENCE, demand(prefers=frozenset({"window", "quiet"})), (put(place="c"),), 2),
    (SoftRule.PREFERENCE, demand(prefers=frozenset({"window"})), LEFT_OUT, 0),
    (SoftRule.PREFERENCE, demand(), (put(place="c"),), 0),
    (SoftRule.ROOM_SIZE, demand(room_size=2), (put(),), 0),
    (SoftRule.ROOM_SIZE, demand(room_size=1), (put(),), 1),
    (SoftRule.ROOM_SIZE, demand(room_size=1), (put(place="f"),), 0),
    (SoftRule.ROOM_SIZE, demand(), (put(),), 0),
    (SoftRule.ROOM_SIZE, demand(room_size=1), LEFT_OUT, 0),
    (SoftRule.AFFINITY, demand(place_cost=(("b", 7), ("c", 2))), (put(),), 7),
    (SoftRule.AFFINITY, demand(place_cost=(("b", 7), ("c", 2))), (put(place="f"),), 0),
    (SoftRule.AFFINITY, demand(place_cost=(("b", 7),)), LEFT_OUT, 0),
    (SoftRule.STABILITY, demand(previous="b"), (put(),), 0),
    (SoftRule.STABILITY, demand(previous="b"), (put(place="c"),), 1),
    (SoftRule.STABILITY, demand(previous="b"), LEFT_OUT, 1),
    (SoftRule.STABILITY, demand(), LEFT_OUT, 0),
]


@pytest.mark.parametrize(("rule", "given", "placements", "units"), CASES)
def test_a_rule_costs_its_units(rule: SoftRule, given: Demand, placements: tuple[Placement, ...], units: int) -> None:
    asked = problem(given, rooms=ROOMS, places=PLACES, tiers=TIERS, prices=priced(rule))
    assert amount(asked, *placements) == 10 * units


def test_a_rule_without_a_price_costs_nothing() -> None:
    assert amount(problem(demand(urgency=5)), *LEFT_OUT) == 0


def test_everything_at_once_is_itemised_by_level() -> None:
    prices = {
        SoftRule.WAITING: Price(level=3, amount=2),
        SoftRule.PROMISE_PLACE: Price(level=2, amount=5),
        SoftRule.STABILITY: Price(level=5, amount=1),
    }
    given = demand(wanted=0, previous="b", promise=Promise(place="b"))
    cost = check(problem(given, prices=prices), Plan(placements=(put(place="c", start=3),))).cost
    assert cost.levels == (0, 5, 6, 0, 1)
    assert cost.by_rule() == {SoftRule.WAITING: 6, SoftRule.PROMISE_PLACE: 5, SoftRule.STABILITY: 1}
    assert {item.about for item in cost.items} == {"d"}


def test_emergencies_wait_on_a_level_of_their_own() -> None:
    prices = {SoftRule.WAITING: Price(level=3, amount=1), SoftRule.UNPLACED: Price(level=3, amount=9)}
    asked = problem(demand(waiting_level=1), demand("e", waiting_level=1), demand("f"), prices=prices)
    cost = check(asked, Plan(placements=(put(start=2),))).cost
    assert cost.levels == (2 + 9, 0, 9, 0, 0)
