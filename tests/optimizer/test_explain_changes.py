"""Changes of a problem: what they change, when they are refused, how they are written; and what if."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.checker import check
from optimizer.explain.changes import (
    CHANGES,
    AcceptOtherWard,
    AddSession,
    AnyAge,
    Change,
    CloseWard,
    Elsewhere,
    LeavesEarlier,
    Lend,
    LongerSession,
    MixSexes,
    MoreEmergencies,
    MoveOccupant,
    OpenPlace,
    OpenToAll,
    Overtime,
    Postpone,
    UseReserve,
    WaitLonger,
    read_change,
    write_change,
)
from optimizer.explain.what_if import WhatIf, what_if
from optimizer.formats.findings import ProblemError
from optimizer.greedy import greedy
from optimizer.outcome import Infeasible
from optimizer.plan import Plan
from optimizer.problem import (
    Closure,
    DemandKind,
    Grid,
    Horizon,
    Price,
    Reserve,
    Session,
    SexRule,
    SoftRule,
    Surgeon,
    Tier,
)
from tests.optimizer.builders import bed, demand, occupant, problem, put, room

CLEANING = Closure(place="b", start=8, end=10, reason="cleaning")
REPAIR = Closure(place="b", start=12, end=20, reason="repair")
HOSPITAL = problem(
    demand(severe=True),
    demand("e", kind=DemandKind.EMERGENCY),
    rooms=(room(youngest=1, oldest=2), room("s", ward="v")),
    places=(bed(emergency_only=True), bed("c"), bed("x", room="s")),
    occupants=(occupant(),),
    closures=(CLEANING, REPAIR),
    reserves=(Reserve(id="kept", places=frozenset({"b", "c"}), count=2, start=0, end=48),),
    sessions=(Session(id="am", theatre="t", start=0, end=4, minutes=4, surgeons=frozenset({"ann"})),),
    surgeons=(Surgeon(id="ann", minutes=(4, 4)), Surgeon(id="bob")),
    tiers=(Tier(specialty="heart", ward="w", tier=0),),
    prices={SoftRule.UNPLACED: Price(level=2, amount=100), SoftRule.WAITING: Price(level=3, amount=1)},
)
EVERY: tuple[Change, ...] = (
    LeavesEarlier(occupant="o", ready=6),
    MoveOccupant(occupant="o", place="c"),
    Elsewhere(demand="d", place="b"),
    Postpone(demand="d", start=24),
    WaitLonger(demand="d", due=30),
    AcceptOtherWard(demand="d"),
    MoreEmergencies(percent=200),
    Lend(ward="v", specialty="heart", tier=1),
    MixSexes(room="r"),
    AnyAge(room="r"),
    UseReserve(reserve="kept", beds=1),
    OpenToAll(place="b"),
    OpenPlace(place="b", at=15),
    CloseWard(ward="v"),
    LongerSession(session="am", minutes=3),
    AddSession(session="am", surgeon="bob"),
    Overtime(surgeon="ann", day=1, minutes=2),
)


def named(things: Any, name: str) -> Any:
    return next(each for each in things if each.id == name)


@pytest.mark.parametrize("change", EVERY, ids=lambda change: type(change).__name__)
def test_every_change_changes_the_problem_and_is_read_as_it_was_written(change: Change) -> None:
    assert change.apply(HOSPITAL) != HOSPITAL
    assert read_change(write_change(change)) == change


def test_every_kind_is_here() -> None:
    assert {type(change) for change in EVERY} == set(CHANGES.values())


def test_the_cleaning_comes_along_when_somebody_leaves_earlier() -> None:
    changed = LeavesEarlier(occupant="o", ready=6).apply(HOSPITAL)
    assert named(changed.occupants, "o").end == 4
    assert set(changed.closures) == {replace(CLEANING, start=4, end=6), REPAIR}


def test_the_old_bed_is_cleaned_at_once_when_somebody_moves() -> None:
    changed = MoveOccupant(occupant="o", place="c").apply(HOSPITAL)
    assert named(changed.occupants, "o").place == "c"
    assert set(changed.closures) == {replace(CLEANING, start=0, end=2), replace(CLEANING, place="c"), REPAIR}


def test_a_bed_is_opened_but_still_cleaned_after_somebody() -> None:
    assert set(OpenPlace(place="b", at=0).apply(HOSPITAL).closures) == {CLEANING}
    assert set(OpenPlace(place="b", at=15).apply(HOSPITAL).closures) == {CLEANING, replace(REPAIR, end=15)}
    assert OpenPlace(place="b", at=20).apply(HOSPITAL) == HOSPITAL


def test_a_postponed_stay_waits_since_the_time_it_was_wanted() -> None:
    late = named(Postpone(demand="d", start=24).apply(HOSPITAL).demands, "d")
    assert (late.release, late.due, late.wanted) == (24, 24, 0)


def test_rooms_reserves_and_theatres_change_by_what_was_said() -> None:
    assert named(MixSexes(room="r").apply(HOSPITAL).rooms, "r").sex is SexRule.ANY
    assert named(UseReserve(reserve="kept", beds=1).apply(HOSPITAL).reserves, "kept").count == 1
    longer = named(LongerSession(session="am", minutes=3).apply(HOSPITAL).sessions, "am")
    assert (longer.end, longer.minutes) == (7, 7)
    added = named(AddSession(session="am", surgeon="bob").apply(HOSPITAL).sessions, "am+1")
    assert (added.theatre, added.surgeons) == ("t+1", {"ann", "bob"})
    assert named(Overtime(surgeon="ann", day=1, minutes=2).apply(HOSPITAL).surgeons, "ann").minutes == (4, 6)


def test_a_night_session_gets_minutes_but_no_second_day() -> None:
    nights = replace(HOSPITAL, horizon=Horizon(grid=Grid.NIGHTS, length=48, day=1))
    longer = named(LongerSession(session="am", minutes=3).apply(nights).sessions, "am")
    assert (longer.end, longer.minutes) == (4, 7)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (LeavesEarlier(occupant="nobody", ready=6), "occupant 'nobody' is not in the problem"),
        (LeavesEarlier(occupant="o", ready=2), "cannot end at 0"),
        (LeavesEarlier(occupant="o", ready=11), "cannot end at 9"),
        (MoveOccupant(occupant="o", place="none"), "place 'none'"),
        (Elsewhere(demand="none", place="b"), "demand 'none'"),
        (MixSexes(room="none"), "room 'none'"),
        (UseReserve(reserve="kept", beds=3), "keeps 2 beds, cannot give 3"),
        (CloseWard(ward="none"), "ward 'none'"),
        (Lend(ward="none", specialty="heart", tier=1), "ward 'none'"),
        (Overtime(surgeon="bob", day=0, minutes=1), "has no limit on day 0"),
        (AddSession(session="am", surgeon="eve"), "surgeon 'eve'"),
        (MoreEmergencies(percent=-5), "cannot be made up"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(change: Change, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        change.apply(HOSPITAL)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ([], "kind must be one of"),
        ({"kind": ["OpenPlace"]}, "kind must be one of"),
        ({"kind": "OpenPlace", "place": "b"}, "OpenPlace.at: Field required"),
        ({"kind": "OpenPlace", "place": "b", "at": "soon"}, "OpenPlace.at: Input should be a valid integer"),
        ({"kind": "MixSexes", "room": "r", "age": 3}, "has no age"),
    ],
)
def test_a_change_written_wrongly_is_named(written: object, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        read_change(written)


def test_what_if_a_ward_closes_somebody_moves_and_somebody_waits() -> None:
    asked = problem(
        demand("d", due=0),
        demand("e", due=0),
        rooms=(room(), room("s", ward="v")),
        places=(bed(), bed("c", room="s")),
        prices={SoftRule.UNPLACED: Price(level=2, amount=100)},
    )
    answer = what_if(asked, Plan(placements=(put("d", "b"), put("e", "c"))), CloseWard(ward="w"), seconds=5)
    assert isinstance(answer, WhatIf)
    assert [(each.demand, each.after) for each in answer.unplaced] == [("d", None)]
    assert (answer.placed, answer.moved, answer.later, answer.earlier, answer.new) == ((), (), (), (), ())
    assert answer.difference.levels == (0, 100, 0, 0, 0)
    assert check(CloseWard(ward="w").apply(asked), answer.plan).valid


def test_what_if_there_are_more_emergencies_they_are_listed_with_who_gives_way() -> None:
    asked = problem(
        demand("d", due=20),
        demand("e", kind=DemandKind.EMERGENCY, due=0, urgency=9),
        prices={SoftRule.UNPLACED: Price(level=2, amount=100), SoftRule.WAITING: Price(level=3, amount=1)},
    )
    answer = what_if(asked, greedy(asked), MoreEmergencies(percent=100), seconds=5)
    assert isinstance(answer, WhatIf)
    assert [each.demand for each in answer.new] == ["more-0"]
    assert answer.new[0].after is not None
    assert [(each.demand, each.after and each.after.start) for each in answer.later] == [("d", 4)]
    assert answer.difference.levels == (0, 0, 4, 0, 0)


def test_what_if_a_bed_opens_somebody_gets_a_place_and_somebody_starts_earlier() -> None:
    asked = problem(
        demand("d", due=0),
        demand("e"),
        places=(bed(),),
        closures=(Closure(place="b", start=0, end=8),),
        prices={SoftRule.UNPLACED: Price(level=2, amount=100), SoftRule.WAITING: Price(level=3, amount=1)},
    )
    answer = what_if(asked, greedy(asked), OpenPlace(place="b", at=0), seconds=5)
    assert isinstance(answer, WhatIf)
    assert [each.demand for each in answer.placed] == ["d"]
    assert [(each.demand, each.after and each.after.start) for each in answer.earlier] == [("e", 4)]


def test_what_if_says_what_becomes_impossible() -> None:
    asked = problem(demand(mandatory=True))
    answer = what_if(asked, greedy(asked), CloseWard(ward="w"), seconds=5)
    assert isinstance(answer, Infeasible)
    assert "d finds no place even alone" in answer.conflicts[0]
