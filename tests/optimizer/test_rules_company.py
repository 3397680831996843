"""Who may be where at the same time: capacity, closures, sex, organisms, reserves; and what is a fact, not a fault."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.checker import HardRule
from optimizer.problem import Closure, DemandKind, Problem, Promise, Reserve, SexRule
from tests.optimizer.builders import NIGHTS, F, M, bed, broken, demand, occupant, problem, put, room

BOTH = (put("d"), put("e", "c"))
MRSA, VRE = "MRSA", "VRE"


def pair(**second: Any) -> Problem:
    """A woman d and another e, who differs as told."""
    return problem(demand(), demand("e", **second))


def test_a_bed_is_free_again_on_the_tick_the_other_leaves() -> None:
    assert broken(pair(), put("d"), put("e", "b", 4)) == set()
    assert broken(pair(), put("d"), put("e", "b", 3)) == {HardRule.CAPACITY}


def test_an_occupied_bed_is_not_given_away() -> None:
    asked = problem(demand(), occupants=(occupant(end=8),))
    assert broken(asked, put(start=8)) == set()
    assert broken(asked, put(start=7)) == {HardRule.CAPACITY}
    assert broken(asked) == set()


def test_a_room_with_three_beds_holds_three() -> None:
    people = [demand(str(number)) for number in range(4)]
    asked = problem(*people, horizon=NIGHTS, places=(bed(capacity=3),))
    placed = [put(str(number)) for number in range(4)]
    assert broken(asked, *placed[:3]) == set()
    assert broken(asked, *placed) == {HardRule.CAPACITY}


def test_two_people_in_one_bed_already_are_a_fact_that_nobody_may_join() -> None:
    asked = problem(demand(), occupants=(occupant(), occupant("p")))
    assert broken(asked) == set()
    assert broken(asked, put()) == {HardRule.CAPACITY}
    assert broken(asked, put(place="c")) == set()


@pytest.mark.parametrize(("start", "fine"), [(0, True), (1, False), (9, False), (10, True)])
def test_a_closed_bed_takes_nobody(start: int, *, fine: bool) -> None:
    asked = problem(demand(), closures=(Closure(place="b", start=4, end=10),))
    assert (broken(asked, put(start=start)) == set()) is fine


def test_one_closed_bed_of_a_room_leaves_the_others() -> None:
    closures = (Closure(place="b", start=0, end=10, beds=1),)
    asked = problem(demand(), demand("e"), horizon=NIGHTS, places=(bed(capacity=2),), closures=closures)
    assert broken(asked, put("d")) == set()
    assert broken(asked, put("d"), put("e")) == {HardRule.CAPACITY}


def test_a_room_is_for_one_sex_at_a_time() -> None:
    assert broken(pair(sex=F), *BOTH) == set()
    assert broken(pair(sex=M), *BOTH) == {HardRule.ROOM_SEX}
    assert broken(pair(sex=M), put("d"), put("e", "c", 4)) == set()


def test_sexes_mix_where_the_room_lets_them() -> None:
    asked = problem(demand(), demand("e", sex=M), rooms=(room(sex=SexRule.ANY),))
    assert broken(asked, *BOTH) == set()


def test_a_room_that_is_mixed_already_is_a_fact_that_nobody_may_join() -> None:
    asked = problem(
        demand(), places=(bed(), bed("c"), bed("a")), occupants=(occupant(sex=M), occupant("p", place="c", sex=F))
    )
    assert broken(asked) == set()
    assert broken(asked, put(place="a")) == {HardRule.ROOM_SEX}
    assert broken(asked, put(place="a", start=8)) == set()


@pytest.mark.parametrize(
    ("one", "other", "fine"), [(None, None, True), (MRSA, MRSA, True), (MRSA, None, False), (MRSA, VRE, False)]
)
def test_one_organism_per_room(one: str | None, other: str | None, *, fine: bool) -> None:
    asked = problem(demand(organism=one), demand("e", organism=other))
    assert broken(asked, *BOTH) == (set() if fine else {HardRule.ORGANISM})
    assert broken(asked, put("d"), put("e", "c", 4)) == set()


def test_organisms_count_in_rooms_of_any_sex_too() -> None:
    asked = problem(demand(organism=MRSA), rooms=(room(sex=SexRule.ANY),), occupants=(occupant(place="c"),))
    assert broken(asked, put()) == {HardRule.ORGANISM}


def reserved(kind: DemandKind = DemandKind.PLANNED, **more: Any) -> Problem:
    """Two beds, of which one is kept for emergencies during [2, 20)."""
    kept = Reserve(id="kept", places=frozenset({"b", "c"}), count=1, start=2, end=20)
    return problem(demand(kind=kind), demand("e", kind=kind), reserves=(kept,), **more)


def test_a_reserve_leaves_the_other_beds() -> None:
    assert broken(reserved(), put("d")) == set()
    assert broken(reserved(), *BOTH) == {HardRule.RESERVE}
    assert broken(reserved()) == set()


def test_a_reserve_is_for_emergencies_and_for_its_time() -> None:
    assert broken(reserved(DemandKind.EMERGENCY), *BOTH) == set()
    assert broken(reserved(), put("d", start=20), put("e", "c", 20)) == set()


def test_a_reserve_that_is_eaten_already_takes_nobody_new() -> None:
    asked = reserved(occupants=(occupant(end=30), occupant("p", place="c", end=10)))
    assert broken(asked) == set()
    assert broken(asked, put("d", "c", 10)) == {HardRule.RESERVE}
    assert broken(asked, put("d", "c", 20)) == set()


def test_a_closed_bed_is_no_reserve() -> None:
    asked = reserved(closures=(Closure(place="c", start=0, end=30),))
    assert broken(asked, put("d")) == {HardRule.RESERVE}


def test_a_pinned_stay_is_a_fact_that_others_must_respect() -> None:
    pinned = demand("e", sex=M, pinned=True, needs=frozenset({"icu"}), promise=Promise(place="b", start=30))
    asked = problem(demand(due=40), pinned, occupants=(occupant(end=32),))
    held = put("e", "b", 30)
    assert broken(asked, held) == set()
    assert broken(asked, held, put("d", "c", 32)) == {HardRule.ROOM_SEX}
    assert broken(asked, held, put("d", "c", 26)) == set()
