"""Which places a demand can have: each rule allowed, refused, with nothing present, with everything present."""

from __future__ import annotations

import pytest

from optimizer.checker import HardRule
from optimizer.problem import Demand, DemandKind, Place, Room, SexRule, Tier
from tests.optimizer.builders import F, M, bed, broken, demand, problem, put, room

TIERS = (Tier(specialty="heart", ward="w", tier=0), Tier(specialty="lung", ward="w", tier=1))
EVERYTHING = frozenset({"oxygen", "telemetry", "icu"})

ALLOWED: list[tuple[Demand, Place, Room]] = [
    (demand(needs=frozenset({"oxygen"})), bed(features=EVERYTHING), room()),
    (demand(needs=EVERYTHING), bed(features=EVERYTHING), room()),
    (demand(), bed(), room()),
    (demand(), bed(features=EVERYTHING), room()),
    (demand(refuses=frozenset({"c"})), bed(), room()),
    (demand(age_group=2), bed(), room(youngest=2, oldest=2)),
    (demand(age_group=9), bed(), room(youngest=2)),
    (demand(age_group=0), bed(), room(oldest=2)),
    (demand(sex=F), bed(), room(sex=SexRule.FEMALE)),
    (demand(sex=M), bed(), room(sex=SexRule.ANY)),
    (demand(kind=DemandKind.EMERGENCY), bed(emergency_only=True), room()),
    (demand(specialty="heart", severe=True), bed(), room()),
    (demand(specialty="lung"), bed(), room()),
    (demand(specialty="skin", severe=True), bed(), room()),
]

REFUSED: list[tuple[HardRule, Demand, Place, Room]] = [
    (HardRule.FEATURES, demand(needs=frozenset({"oxygen"})), bed(), room()),
    (HardRule.FEATURES, demand(needs=EVERYTHING), bed(features=frozenset({"oxygen", "icu"})), room()),
    (HardRule.REFUSAL, demand(refuses=frozenset({"b"})), bed(), room()),
    (HardRule.AGE_BAND, demand(age_group=1), bed(), room(youngest=2, oldest=4)),
    (HardRule.AGE_BAND, demand(age_group=5), bed(), room(youngest=2, oldest=4)),
    (HardRule.ROOM_FOR_SEX, demand(sex=M), bed(), room(sex=SexRule.FEMALE)),
    (HardRule.ROOM_FOR_SEX, demand(sex=F), bed(), room(sex=SexRule.MALE)),
    (HardRule.EMERGENCY_ONLY, demand(kind=DemandKind.PLANNED), bed(emergency_only=True), room()),
    (HardRule.WARD_TIER, demand(specialty="lung", severe=True), bed(), room()),
    (HardRule.WARD_TIER, demand(specialty="heart"), bed(), room(ward="elsewhere")),
]


@pytest.mark.parametrize(("given", "place", "where"), ALLOWED)
def test_a_suitable_place_is_allowed(given: Demand, place: Place, where: Room) -> None:
    assert broken(problem(given, places=(place,), rooms=(where,), tiers=TIERS), put()) == set()


@pytest.mark.parametrize(("rule", "given", "place", "where"), REFUSED)
def test_an_unsuitable_place_is_refused(rule: HardRule, given: Demand, place: Place, where: Room) -> None:
    asked = problem(given, places=(place,), rooms=(where,), tiers=TIERS)
    assert broken(asked, put()) == {rule}


@pytest.mark.parametrize(("rule", "given", "place", "where"), REFUSED)
def test_nobody_placed_breaks_no_rule(rule: HardRule, given: Demand, place: Place, where: Room) -> None:
    assert rule not in broken(problem(given, places=(place,), rooms=(where,), tiers=TIERS))


def test_everything_wrong_names_every_rule() -> None:
    given = demand(
        sex=M, age_group=7, needs=EVERYTHING, refuses=frozenset({"b"}), specialty="lung", severe=True, pinned=False
    )
    asked = problem(given, places=(bed(emergency_only=True),), rooms=(room(sex=SexRule.FEMALE, oldest=3),), tiers=TIERS)
    assert broken(asked, put()) == {
        HardRule.FEATURES,
        HardRule.REFUSAL,
        HardRule.AGE_BAND,
        HardRule.ROOM_FOR_SEX,
        HardRule.EMERGENCY_ONLY,
        HardRule.WARD_TIER,
    }
