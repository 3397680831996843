"""Why somebody waits or lies where they lie, and each way out where it alone helps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.checker import HardRule
from optimizer.explain import explain
from optimizer.explain.answers import Block, Placed, Waiting
from optimizer.explain.changes import (
    AcceptOtherWard,
    AddSession,
    AnyAge,
    Change,
    Elsewhere,
    LeavesEarlier,
    Lend,
    LongerSession,
    MixSexes,
    MoveOccupant,
    OpenPlace,
    OpenToAll,
    Overtime,
    Postpone,
    UseReserve,
    WaitLonger,
)
from optimizer.formats.findings import ProblemError
from optimizer.greedy import greedy
from optimizer.plan import Plan
from optimizer.problem import (
    Closure,
    DemandKind,
    Price,
    Problem,
    Reserve,
    Session,
    SexRule,
    SoftRule,
    Surgeon,
    Surgery,
    Tier,
)
from tests.benchmarks.explain import works
from tests.optimizer.builders import M, bed, demand, occupant, problem, put, room

PRICES = {
    SoftRule.UNPLACED: Price(level=2, amount=100),
    SoftRule.WAITING: Price(level=3, amount=1),
    SoftRule.TIER: Price(level=4, amount=1),
}
NOW: dict[str, Any] = {"due": 0, "kind": DemandKind.EMERGENCY}
HEART: dict[str, Any] = {"specialty": "heart", **NOW}
OWN = (Tier(specialty="heart", ward="w", tier=0),)
SISTER = (*OWN, Tier(specialty="heart", ward="v", tier=1))
SURGERY = Surgery(surgeon="ann", minutes=4)
ANN = (Surgeon(id="ann", minutes=(4, 4)),)
MORNING = Session(id="x", theatre="t", start=0, end=4, minutes=4)


def one_bed(*demands: Any, **more: Any) -> Problem:
    """One bed b in room r of ward w, everything priced."""
    return problem(*demands, **({"places": (bed(),), "prices": PRICES} | more))


def two_wards(**more: Any) -> dict[str, Any]:
    """A taken bed b in ward w and a free one c in ward v."""
    rooms = (room(), room("s", ward="v"))
    return {"rooms": rooms, "places": (bed(), bed("c", room="s")), "occupants": (occupant(end=99),)} | more


def answered(asked: Problem, name: str = "d") -> Waiting:
    """Why the demand waits in the greedy plan; every way out works."""
    plan = greedy(asked)
    answer = explain(asked, plan, name)
    assert isinstance(answer, Waiting)
    assert all(works(asked, plan, way) for way in answer.ways)
    return answer


HELPED: list[tuple[str, Problem, Change]] = [
    (
        "the occupant leaves earlier",
        one_bed(demand(**NOW | {"due": 4}), occupants=(occupant(end=8),)),
        LeavesEarlier(occupant="o", ready=1),
    ),
    (
        "the occupant leaves and the bed is made ready earlier",
        one_bed(
            demand(**NOW | {"due": 4}),
            occupants=(occupant(end=8),),
            closures=(Closure(place="b", start=8, end=10, reason="cleaning"),),
        ),
        LeavesEarlier(occupant="o", ready=3),
    ),
    (
        "the occupant moves to a bed that the demand refuses",
        problem(demand(refuses=frozenset({"c"}), **NOW), occupants=(occupant(end=99),), prices=PRICES),
        MoveOccupant(occupant="o", place="c"),
    ),
    ("the start may be later", one_bed(demand(**NOW), occupants=(occupant(end=8),)), WaitLonger(demand="d", due=8)),
    (
        "another ward lends a bed",
        problem(demand(**HEART), tiers=OWN, prices=PRICES, **two_wards()),
        Lend(ward="v", specialty="heart", tier=1),
    ),
    (
        "a severe case goes to a sister ward",
        problem(demand(severe=True, **HEART), tiers=SISTER, prices=PRICES, **two_wards()),
        AcceptOtherWard(demand="d"),
    ),
    (
        "women and men share the room",
        problem(demand(sex=M, **NOW), occupants=(occupant(end=99),), prices=PRICES),
        MixSexes(room="r"),
    ),
    (
        "a man lies in a women's room",
        one_bed(demand(sex=M, **NOW), rooms=(room(sex=SexRule.FEMALE),)),
        MixSexes(room="r"),
    ),
    ("the room takes any age", one_bed(demand(age_group=1, **NOW), rooms=(room(youngest=3),)), AnyAge(room="r")),
    (
        "a bed kept for emergencies",
        one_bed(demand(due=0), reserves=(Reserve(id="kept", places=frozenset({"b"}), count=1, start=0, end=48),)),
        UseReserve(reserve="kept", beds=1),
    ),
    ("a bed only for emergencies", one_bed(demand(due=0), places=(bed(emergency_only=True),)), OpenToAll(place="b")),
    (
        "a closed bed is opened",
        one_bed(demand(**NOW), closures=(Closure(place="b", start=0, end=99),)),
        OpenPlace(place="b", at=0),
    ),
    (
        "the session is longer",
        one_bed(
            demand(surgery=SURGERY, **NOW),
            surgeons=(Surgeon(id="ann"),),
            sessions=(replace(MORNING, minutes=3, end=3),),
        ),
        LongerSession(session="x", minutes=1),
    ),
    (
        "there is one more session",
        one_bed(
            demand(surgery=SURGERY, **NOW),
            surgeons=(Surgeon(id="ann"), Surgeon(id="bob")),
            sessions=(replace(MORNING, surgeons=frozenset({"bob"})),),
        ),
        AddSession(session="x", surgeon="ann"),
    ),
    (
        "the surgeon stays longer",
        one_bed(demand(surgery=SURGERY, **NOW), surgeons=(Surgeon(id="ann", minutes=(3, 3)),), sessions=(MORNING,)),
        Overtime(surgeon="ann", day=0, minutes=1),
    ),
]


@pytest.mark.parametrize(("asked", "change"), [each[1:] for each in HELPED], ids=[each[0] for each in HELPED])
def test_each_kind_of_change_is_offered_where_it_helps(asked: Problem, change: Change) -> None:
    assert change in {way.change for way in answered(asked).ways}


def test_an_elective_stay_is_postponed_for_somebody_more_urgent_who_came_later() -> None:
    asked = one_bed(demand("e", due=40), demand(urgency=3, **NOW))
    plan = Plan(placements=(put("e"),))
    answer = explain(asked, plan, "d")
    changes = {way.change: way for way in answer.ways}
    assert Postpone(demand="e", start=24) in changes
    assert [each.start for each in changes[Postpone(demand="e", start=24)].moved] == [24]
    assert all(works(asked, plan, way) for way in answer.ways)


def test_a_demand_goes_elsewhere_for_one_that_has_only_this_place() -> None:
    asked = problem(
        demand("e", **NOW),
        demand(needs=frozenset({"oxygen"}), **NOW),
        places=(bed(features=frozenset({"oxygen"})), bed("c")),
        prices=PRICES,
    )
    plan = Plan(placements=(put("e"),))
    way = next(way for way in explain(asked, plan, "d").ways if isinstance(way.change, Elsewhere))
    assert (way.placement.place, [each.place for each in way.moved], way.left_out) == ("b", ["c"], ())


def test_nobody_is_told_to_go_elsewhere_who_finds_nothing_there() -> None:
    asked = one_bed(demand("a", **NOW), demand(**NOW))
    assert [way.change for way in answered(asked).ways] == [WaitLonger(demand="d", due=4)]


def test_nothing_is_offered_where_nothing_helps() -> None:
    asked = one_bed(demand(needs=frozenset({"oxygen"}), **NOW))
    answer = answered(asked)
    assert answer.ways == ()
    assert answer.blocks == (Block(rule=HardRule.FEATURES, places=("b",), by=("oxygen",)),)


def test_a_patient_with_an_infection_is_never_mixed() -> None:
    asked = problem(demand(organism="MRSA", due=4), occupants=(occupant(end=99),), prices=PRICES)
    answer = answered(asked)
    assert answer.ways == ()
    assert {block.rule for block in answer.blocks} == {HardRule.ORGANISM}


def test_who_is_in_the_way_is_named_until_when_what_goes_first_first() -> None:
    asked = problem(
        demand(sex=M, due=3),
        occupants=(occupant(end=8), occupant("p", place="c", end=6)),
        closures=(Closure(place="c", start=6, end=7, reason="cleaning"),),
        prices=PRICES,
    )
    blocks = answered(asked).blocks
    named = [(block.rule, block.places, block.by, block.until) for block in blocks]
    assert named == [
        (HardRule.ROOM_SEX, ("b",), ("p",), 6),
        (HardRule.ROOM_SEX, ("c",), ("p",), 6),
        (HardRule.CAPACITY, ("c",), ("cleaning",), 7),
        (HardRule.ROOM_SEX, ("b",), ("o",), 8),
        (HardRule.ROOM_SEX, ("c",), ("o",), 8),
    ]


@pytest.mark.parametrize(
    ("sessions", "surgeons", "rules"),
    [
        ((), ANN, {HardRule.SESSION}),
        ((replace(MORNING, minutes=3),), ANN, {HardRule.SESSION_MINUTES}),
        ((MORNING,), (Surgeon(id="ann", minutes=(3, 3)),), {HardRule.SURGEON_MINUTES}),
    ],
)
def test_what_the_theatre_lacks_is_named(sessions: Any, surgeons: Any, rules: set[HardRule]) -> None:
    asked = one_bed(demand(surgery=SURGERY, **NOW), sessions=sessions, surgeons=surgeons)
    assert {block.rule for block in answered(asked).blocks} == rules


def test_a_busy_theatre_is_named() -> None:
    longer = replace(MORNING, minutes=8)
    first = demand("e", surgery=SURGERY, mandatory=True, **NOW)
    asked = problem(
        first,
        demand(surgery=replace(SURGERY, surgeon="bob"), **NOW),
        sessions=(longer,),
        surgeons=(*ANN, Surgeon(id="bob")),
        prices=PRICES,
    )
    block = next(each for each in answered(asked).blocks if each.rule is HardRule.THEATRE_OVERLAP)
    assert (block.by, block.start, block.until) == (("x",), 0, 4)


def test_a_placed_demand_has_its_costs_and_the_next_best_places_with_the_rule_that_decides() -> None:
    rooms = (room(), room("s", ward="v"))
    places = (bed(), bed("c", room="s"), bed("x", room="s"))
    asked = problem(demand(**HEART), rooms=rooms, places=places, tiers=SISTER, prices=PRICES)
    answer = explain(asked, greedy(asked), "d")
    assert isinstance(answer, Placed)
    assert (answer.placement.place, answer.cost.items, answer.ways, answer.blocks) == ("b", (), (), ())
    assert [(each.placement.place, each.difference.levels[3]) for each in answer.others] == [("c", 4), ("x", 4)]
    assert {each.difference.decisive for each in answer.others} == {SoftRule.TIER}


def test_a_late_demand_is_told_who_is_in_the_way_and_what_would_make_it_earlier() -> None:
    asked = one_bed(demand(), occupants=(occupant(end=8),))
    plan = greedy(asked)
    answer = explain(asked, plan, "d")
    assert isinstance(answer, Placed)
    assert [item.amount for item in answer.cost.items] == [8]
    assert [(block.by, block.until) for block in answer.blocks] == [(("o",), 8)]
    assert answer.ways
    assert all(way.placement.start < 8 and works(asked, plan, way) for way in answer.ways)


@pytest.mark.parametrize("name", ["nobody", "pinned"])
def test_only_demands_the_plan_decides_about_can_be_explained(name: str) -> None:
    pinned = replace(demand("pinned"), pinned=True, promise=None)
    with pytest.raises(ProblemError, match=name):
        explain(problem(pinned), Plan(placements=()), name)
