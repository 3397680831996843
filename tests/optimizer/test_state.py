"""A plan in the making keeps what it works out; that never differs from working it out anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from optimizer.checker import check
from optimizer.checker.suitability import suits
from optimizer.greedy import best, levels_of
from optimizer.index import Index
from optimizer.own_cost import OwnCost
from optimizer.plan import Placement, Plan
from optimizer.problem import Demand, Problem, SoftRule
from optimizer.state.hospital import Hospital
from tests.optimizer.builders import bed, demand, occupant, priced, problem, put, room
from tests.optimizer.small import LENGTH, problems


def _allowed(asked: Problem, hospital: Hospital, wanted: Demand) -> list[Placement]:
    """All placements of one demand beside the others that the checker passes."""
    others = hospital.plan().placements
    before = set(check(asked, Plan(placements=others)).violations)
    sessions = [session.id for session in asked.sessions] if wanted.surgery else [None]
    placements = [
        Placement(demand=wanted.id, place=place.id, start=start, session=session)
        for place in asked.places
        for start in range(wanted.release, min(wanted.due, LENGTH - 1) + 1)
        for session in sessions
    ]
    return [each for each in placements if set(check(asked, Plan(placements=(*others, each))).violations) <= before]


def _half_filled(asked: Problem, wanted: Demand) -> Hospital:
    """Everybody else is placed, then all but the first are taken out and put in again: every memory was used."""
    hospital = Hospital(Index.of(asked))
    others = [each for each in asked.demands if not each.pinned and each is not wanted]
    for each in (*others, *others[1:]):
        if each.id in hospital.placed:
            hospital.take(each)
        hospital.beds.blocked(wanted, asked.places[0])
        if (placement := best(hospital, each, {})) is not None:
            hospital.put(placement)
    return hospital


@given(problems())
def test_places_that_suit_are_those_that_every_rule_lets_through(asked: Problem) -> None:
    index = Index.of(asked)
    hospital = Hospital(index)
    for each in asked.demands:
        assert hospital.suitable(each) == [place for place in asked.places if suits(index, each, place)]


@given(problems())
def test_places_taken_together_cost_the_same(asked: Problem) -> None:
    index = Index.of(asked)
    hospital = Hospital(index)
    for each in asked.demands:
        cost = OwnCost(index, each)
        for places in hospital.alike(each):
            assert len({cost.of_place(place.id) for place in places}) == 1


@given(problems())
def test_best_placement_is_the_cheapest_that_the_checker_passes(asked: Problem) -> None:
    wanted = asked.demands[0]
    if wanted.pinned:
        return
    hospital = _half_filled(asked, wanted)
    found = best(hospital, wanted, {})
    allowed = _allowed(asked, hospital, wanted)
    prices = [levels_of(hospital.index, wanted, each) for each in allowed]
    left_out = levels_of(hospital.index, wanted, None)
    if found is None:
        assert not prices or (not wanted.mandatory and left_out < min(prices))
    else:
        assert found in allowed
        assert levels_of(hospital.index, wanted, found) == min(prices)


@given(problems(), st.data())
def test_what_is_kept_of_a_room_is_forgotten_when_it_changes(asked: Problem, data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(asked.demands))
    hospital = _half_filled(asked, wanted)
    fresh = Hospital(hospital.index, [each for each in hospital.placed.values() if not _pinned(hospital, each)])
    for place in asked.places:
        assert hospital.beds.blocked(wanted, place) == fresh.beds.blocked(wanted, place)


def _pinned(hospital: Hospital, placement: Placement) -> bool:
    return hospital.index.demands[placement.demand].pinned


def test_place_to_be_avoided_is_not_chosen() -> None:
    hospital = Hospital(Index.of(problem(demand(), prices=priced(SoftRule.WAITING))))
    wanted = hospital.index.demands["d"]
    assert best(hospital, wanted, {}) == put()
    assert best(hospital, wanted, {}, besides="b") == put(place="c")


def test_nothing_is_left_where_the_only_other_place_is_full() -> None:
    asked = problem(demand(), occupants=(occupant(place="c", end=48),), prices=priced(SoftRule.UNPLACED))
    hospital = Hospital(Index.of(asked))
    assert best(hospital, hospital.index.demands["d"], {}, besides="b") is None


def test_place_that_somebody_was_promised_is_taken_last() -> None:
    hospital = Hospital(Index.of(problem(demand(), prices=priced(SoftRule.WAITING))))
    lost = {"b": (0, 5, 0, 0, 0)}
    assert best(hospital, hospital.index.demands["d"], lost) == put(place="c")


def test_of_equally_cheap_beds_the_one_that_is_free_first_is_taken() -> None:
    rooms = (room(), room("s"))
    places = (bed(), bed("c", room="s"))
    asked = problem(
        demand(wanted=20), rooms=rooms, places=places, occupants=(occupant(),), prices=priced(SoftRule.WAITING)
    )
    assert best(Hospital(Index.of(asked)), asked.demands[0], {}) == put(place="c")
