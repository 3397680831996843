"""The plan there is at once: what people were shown stays, but for what an event has made impossible."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bedcentre.domain.proposals import REPAIRED
from bedcentre.planning.answers import NOTHING, greedy_answer, repaired_answer
from bedcentre.planning.instant import carry_on, changed
from bedcentre.planning.prices import EMERGENCY_LEVEL, OPERATIONAL
from optimizer.checker import HardRule, check
from optimizer.greedy import greedy
from optimizer.plan import Placement, Plan
from optimizer.problem import Closure, Demand, DemandKind, Problem, Sex
from tests.optimizer.builders import bed, demand, occupant, problem, put, room
from tests.optimizer.small import problems


def emergency(name: str, **more: object) -> Demand:
    """An emergency, whose waiting counts above everybody else's."""
    return demand(name, kind=DemandKind.EMERGENCY, waiting_level=EMERGENCY_LEVEL, **more)


def hospital(*demands: Demand, **more: object) -> Problem:
    """Room r with beds b and c, at the prices of the plan of the hour."""
    return problem(*demands, prices=OPERATIONAL, **more)


def shown(*placements: Placement) -> Plan:
    return Plan(placements=placements)


def of_one_rank(asked: Problem) -> Problem:
    """The same question where nobody may take what was offered to somebody else."""
    return replace(asked, demands=tuple(replace(each, waiting_level=None) for each in asked.demands))


@given(problems().map(of_one_rank))
def test_who_was_shown_a_bed_keeps_it(asked: Problem) -> None:
    before = greedy(asked)
    after = carry_on(asked, before)
    assert check(asked, after).cost.levels <= check(asked, before).cost.levels
    assert places_of(before).items() <= places_of(after).items()


@given(problems().map(of_one_rank), st.data())
def test_a_closed_bed_moves_nobody_but_those_in_its_room(asked: Problem, data: st.DataObject) -> None:
    before = greedy(asked)
    place = data.draw(st.sampled_from(asked.places))
    closed = Closure(place=place.id, start=0, end=asked.horizon.length)
    worse = replace(asked, closures=(*asked.closures, closed), reserves=())
    after = places_of(carry_on(worse, before))
    in_room = {each.id for each in asked.places if each.room == place.room}
    pinned = {each.id for each in asked.demands if each.pinned}
    for name, there in places_of(before).items():
        assert name in pinned or there in in_room or after[name] == there


@given(problems(), st.integers(-2, 2))
def test_a_repaired_plan_breaks_no_rule_whatever_was_shown(asked: Problem, shift: int) -> None:
    told = Plan(placements=tuple(replace(each, start=each.start + shift) for each in greedy(asked).placements))
    found = check(asked, carry_on(asked, told)).violations
    assert all(each.rule is HardRule.MANDATORY for each in found)


def places_of(plan: Plan) -> dict[str, str]:
    return {each.demand: each.place for each in plan.placements}


def test_new_demand_gets_a_bed_without_moving_anybody() -> None:
    asked = hospital(demand("old", previous="b"), demand("new"))
    answer = repaired_answer(asked, shown(put("old", "b")))
    assert answer.method == REPAIRED
    assert set(answer.plan.placements) == {put("old", "b"), put("new", "c")}


def test_only_what_is_new_has_alternatives() -> None:
    rooms = (room(), room("s"))
    places = (bed(), bed("c"), bed("x", room="s"))
    asked = hospital(demand("old", previous="b"), demand("new"), rooms=rooms, places=places)
    answer = repaired_answer(asked, shown(put("old", "b")))
    assert {each.demand for each in answer.alternatives} == {"new"}


def test_emergency_takes_a_bed_that_was_offered_to_somebody_who_can_wait() -> None:
    asked = hospital(
        demand("planned", previous="b", due=40), emergency("hurt", due=40), occupants=(occupant(place="c", end=6),)
    )
    plan = repaired_answer(asked, shown(put("planned", "b"))).plan
    assert put("hurt", "b") in plan.placements
    assert put("planned", "b") not in plan.placements
    assert "planned" in {each.demand for each in plan.placements}


def test_emergency_leaves_offered_beds_alone_where_another_is_as_good() -> None:
    asked = hospital(demand("planned", previous="b"), emergency("hurt"))
    plan = repaired_answer(asked, shown(put("planned", "b"))).plan
    assert set(plan.placements) == {put("planned", "b"), put("hurt", "c")}


def test_bed_that_is_ready_later_is_kept_at_a_later_time() -> None:
    asked = hospital(demand(previous="b", due=40), occupants=(occupant(end=9), occupant("p", place="c", end=30)))
    assert carry_on(asked, shown(put(start=2))) == shown(put(start=9))


def test_bed_that_is_ready_sooner_is_given_sooner_if_that_shortens_the_wait() -> None:
    assert carry_on(hospital(demand(previous="b")), shown(put(start=7))) == shown(put(start=0))


def test_time_that_was_shown_stays_where_an_earlier_one_gains_nothing() -> None:
    assert carry_on(hospital(demand(wanted=10, previous="b")), shown(put(start=7))) == shown(put(start=7))


def test_what_was_shown_of_a_bed_or_demand_that_is_gone_is_forgotten() -> None:
    asked = hospital(demand())
    assert carry_on(asked, shown(put("gone"), put(place="lost"))) == shown(put())


def test_where_nothing_was_shown_the_greedy_plan_is_made() -> None:
    asked = hospital(demand(), demand("e", sex=Sex.MALE))
    assert repaired_answer(asked, NOTHING).plan == greedy_answer(asked).plan
    assert repaired_answer(hospital(), NOTHING).plan == NOTHING


def test_changes_are_those_that_differ_in_bed_time_or_session() -> None:
    before = shown(put("a"), put("b", "c"), put("d", start=3))
    after = shown(put("a"), put("b", "b"), put("d", start=4), put("e"))
    assert {each.demand for each in changed(after, before)} == {"b", "d", "e"}
