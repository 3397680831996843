"""What tiles, heads, numbers, cards and time lines say: allowed, refused, nothing there, everything there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.policy import Policy
from bedcentre.domain.special_groups import SpecialGroup
from bedcentre.domain.vocabulary import ActualKind, BedState, DemandKind, DemandState, Feature, Sex, SexPolicy, Triage
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.numbers import numbers
from bedcentre.usecases.board.queue import Group, cards
from bedcentre.usecases.board.tiles import tiles
from bedcentre.usecases.board.timeline import time_line
from bedcentre.usecases.board.wards import heads
from tests.web.board.drawing import HOUR, NOW, OTHER, bed, claimed, demand, lying, patient, picture, spell


def test_an_empty_hospital_has_no_tiles_and_zero_numbers() -> None:
    assert tiles(picture()) == {}
    counted = numbers(picture())
    assert (counted.free, counted.boarding, counted.longest_since, counted.plan_at) == (0, 0, None, None)
    assert cards(picture(), Names.FULL) == {}


@pytest.mark.parametrize(
    ("situation", "state", "overdue"),
    [
        (bed(1), BedState.FREE, False),
        (lying(bed(1), patient(1), NOW + 48 * HOUR), BedState.OCCUPIED, False),
        (lying(bed(1), patient(1), NOW + HOUR), BedState.LEAVING, False),
        (claimed(bed(1), NOW), BedState.RESERVED, False),
        (replace(bed(1), actual=spell(bed(1), ActualKind.VACATED, NOW - HOUR / 6)), BedState.VACATED, False),
        (replace(bed(1), actual=spell(bed(1), ActualKind.VACATED, NOW - HOUR)), BedState.VACATED, True),
        (replace(bed(1), actual=spell(bed(1), ActualKind.CLEANING, NOW - HOUR)), BedState.CLEANING, True),
        (replace(bed(1), actual=spell(bed(1), ActualKind.BLOCKED, NOW - HOUR)), BedState.BLOCKED, False),
    ],
)
def test_a_tile_says_its_state_and_whether_cleaning_is_late(
    situation: BedSituation,
    state: BedState,
    overdue: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    drawn = tiles(picture([situation]))[1]
    assert (drawn.state, drawn.overdue, drawn.number) == (state, overdue, "1")


def test_old_news_is_stale_and_fresh_news_is_not() -> None:
    limit = Policy().stale_after
    fresh = replace(bed(1), said_at=NOW - limit)
    old = replace(bed(2), said_at=NOW - limit - timedelta(seconds=1))
    drawn = tiles(picture([fresh, old]))
    assert [drawn[1].stale, drawn[2].stale] == [False, True]


def test_an_overrun_is_a_conflict_and_a_patient_who_leaves_in_time_is_none() -> None:
    comes = NOW + 5 * HOUR
    promised = [replace(demand(number, DemandKind.PLANNED), state=DemandState.PROMISED) for number in (7, 8)]
    late = claimed(lying(bed(1), patient(1), comes), comes, promised[0])
    in_time = claimed(lying(bed(2), patient(2), comes - 2 * HOUR), comes, promised[1])
    house = picture([late, in_time], promised)
    drawn = tiles(house)
    assert [drawn[1].conflict, drawn[2].conflict] == [True, False]
    assert numbers(house).at_risk == 1
    first, second = cards(house, Names.FULL).values()
    assert (first.demand.id, second.demand.id) == (7, 8)
    assert first.promise is not None
    assert first.promise.danger is not None
    assert second.promise is not None
    assert second.promise.danger is None


def test_an_empty_bed_takes_the_sex_its_room_is_bound_to() -> None:
    woman = lying(bed(1), patient(1, Sex.FEMALE), NOW + 48 * HOUR)
    beside_her, alone = bed(2), bed(3, room=2)
    for_men, for_any = bed(4, room=3, policy=SexPolicy.MALE), bed(5, room=4, policy=SexPolicy.ANY)
    promised_to_a_man = claimed(bed(6, room=5), NOW + HOUR, demand(1))
    beside_him = bed(7, room=5)
    house = picture([woman, beside_her, alone, for_men, for_any, promised_to_a_man, beside_him], [demand(1)])
    drawn = tiles(house)
    assert [drawn[each].sex for each in (2, 3, 4, 5, 7)] == [Sex.FEMALE, None, Sex.MALE, None, Sex.MALE]
    counted = numbers(house)
    assert (counted.free_women, counted.free_men, counted.free_either) == (1, 2, 2)


def test_a_changed_bed_redraws_its_room_and_no_other() -> None:
    house = picture([bed(1), bed(2), bed(3, room=2)])
    assert tiles(house, [1]).keys() == {1, 2}


def test_day_bays_are_not_counted_as_free_beds() -> None:
    bay = bed(1)
    bay = replace(bay, bed=replace(bay.bed, features=frozenset({Feature.DAY_BAY})))
    assert numbers(picture([bay, bed(2)])).free == 1


def test_a_head_counts_free_waiting_and_borrowed_both_ways() -> None:
    own = lying(bed(1), patient(1), NOW + 48 * HOUR)
    guest = lying(bed(2), patient(2), NOW + 48 * HOUR, specialty="SUR")
    away = lying(bed(3, room=9, ward=OTHER), patient(3), NOW + 48 * HOUR)
    promised = replace(demand(2), state=DemandState.PROMISED)
    drawn = heads(picture([own, guest, away, bed(4, room=2)], [demand(1), promised]))
    assert (drawn[1].beds, drawn[1].free, drawn[1].waiting) == (3, 1, 1)
    assert (drawn[1].borrowed_in, drawn[1].borrowed_out) == (1, 1)
    assert (drawn[2].borrowed_in, drawn[2].borrowed_out, drawn[2].waiting) == (1, 1, 0)


def test_boarding_counts_those_beyond_their_triage_limit() -> None:
    late = replace(demand(1), triage=Triage.DYING)
    counted = numbers(picture([], [late, demand(2), demand(3, DemandKind.PLANNED)]))
    assert (counted.boarding, counted.late, counted.longest_since) == (2, 1, NOW - HOUR)


def test_the_queue_goes_by_group_then_triage_then_wait_and_leaves_out_what_is_far_off() -> None:
    far = replace(demand(1, DemandKind.PLANNED), wanted_from=NOW + 40 * HOUR)
    near = replace(demand(2, DemandKind.PLANNED), wanted_from=NOW + 2 * HOUR)
    step_down = demand(3, DemandKind.STEP_DOWN)
    acute, dying = demand(4), replace(demand(5), triage=Triage.DYING)
    longer = replace(demand(6), raised_at=NOW - 2 * HOUR)
    promised = replace(demand(7), state=DemandState.PROMISED)
    house = picture([claimed(bed(1), NOW + HOUR, promised)], [far, near, step_down, acute, dying, longer, promised])
    drawn = cards(house, Names.MASKED)
    assert list(drawn) == [5, 6, 4, 3, 2, 7]
    assert drawn[7].group is Group.PROMISED
    assert drawn[7].promise is not None
    assert drawn[7].promise.bed_label == "2-04-1"
    assert cards(house, Names.FULL, [1]).keys() == {1}


@pytest.mark.parametrize(("names", "shown"), [(Names.FULL, "王小明"), (Names.MASKED, "王**"), (Names.NONE, "")])
def test_names_are_shown_as_far_as_allowed(names: Names, shown: str) -> None:
    assert cards(picture([], [demand(1)]), names)[1].name == shown


def test_a_card_says_which_special_groups_its_patient_belongs_to() -> None:
    plain = picture([], [demand(1), demand(2)])
    pregnant = replace(plain.patients[2], flags=frozenset({"pregnant", "falls_risk"}))
    drawn = cards(replace(plain, patients={**plain.patients, 2: pregnant}), Names.FULL)
    assert (drawn[1].groups, drawn[2].groups) == ((), (SpecialGroup.PREGNANT,))


def test_a_time_line_shows_what_is_and_what_follows() -> None:
    situation = claimed(lying(bed(1), patient(1), NOW + 3 * HOUR), NOW + 6 * HOUR, demand(2))
    line = time_line(situation, picture(), Names.MASKED)
    assert [bar.kind for bar in line.actual] == [ActualKind.OCCUPIED, ActualKind.CLEANING]
    assert [bar.label for bar in line.planned] == ["王**"]
    lying_bar, cleaning = line.actual
    assert lying_bar.left == 0
    assert cleaning.left == pytest.approx(lying_bar.left + lying_bar.width, abs=0.001)
    assert line.now_at == pytest.approx(6 / 42, abs=0.001)
    assert all(0 <= tick.left <= 1 for tick in line.ticks)
    free = time_line(bed(1), picture(), Names.FULL)
    assert (free.actual, free.planned) == ((), ())
