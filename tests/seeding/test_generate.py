"""The same seed gives the same hospital; sizes and bad arguments."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bedcentre.seeding import Hospital, SeedError, generate
from tests.seeding.conftest import MONDAY

DAY = timedelta(days=1)


def _parts(hospital: Hospital) -> dict[str, object]:
    return {
        field.name: getattr(hospital, field.name)
        for field in dataclasses.fields(hospital)
        if field.name != "past_stays"
    }


def test_the_same_seed_gives_the_same_hospital() -> None:
    first, second = generate(150, 7, start=MONDAY), generate(150, 7, start=MONDAY)
    assert _parts(first) == _parts(second)
    assert first.past_stays.equals(second.past_stays)


def test_another_seed_gives_other_people_in_the_same_house() -> None:
    first, second = generate(150, 7, start=MONDAY), generate(150, 8, start=MONDAY)
    assert first.beds == second.beds
    assert first.occupants != second.occupants
    assert first.demands != second.demands
    assert not first.past_stays.equals(second.past_stays)


def test_the_same_moment_in_another_zone_is_the_same_hospital() -> None:
    assert _parts(generate(150, 1, start=MONDAY)) == _parts(generate(150, 1, start=MONDAY.astimezone(UTC)))


@pytest.mark.parametrize("beds", [100, 137, 1600])
def test_any_size_has_exactly_its_beds_and_the_promised_fullness(beds: int) -> None:
    hospital = generate(beds, 3, start=MONDAY)
    assert len(hospital.beds) == beds
    assert len({bed.label for bed in hospital.beds}) == beds
    assert len({ward.code for ward in hospital.wards}) >= 34
    inpatient = sum(bed.kind not in {"bay", "chair"} for bed in hospital.beds)
    assert 0.92 <= len(hospital.occupants) / inpatient <= 0.94
    assert set(Counter(demand.kind for demand in hospital.demands)) == {
        "planned",
        "day_surgery",
        "emergency",
        "step_down",
        "transfer",
        "referral_in",
    }


def test_a_big_house_has_several_campuses_and_work_in_proportion(hospital: Hospital) -> None:
    big = generate(5000, 1, start=MONDAY)
    assert len(big.campuses) == 5
    assert len(big.beds) == 5000
    assert 4 < len(big.demands) / len(hospital.demands) < 6
    assert len(big.theatres) == 5 * len(hospital.theatres)
    assert len({building.code for building in big.buildings}) == len(big.buildings)


def test_demands_come_for_as_many_days_as_asked() -> None:
    usual, month = generate(100, 1, start=MONDAY), generate(100, 1, start=MONDAY, days=31)
    came = {(each.raised_at - MONDAY) // DAY for each in month.demands if each.raised_at > MONDAY}
    assert max(each.raised_at for each in usual.demands) < MONDAY + 14 * DAY
    assert set(range(30)) <= came <= set(range(31))
    assert month.days == 31
    assert max(each.end for each in month.sessions) > MONDAY + 44 * DAY
    assert month.beds == usual.beds


@pytest.mark.parametrize("hour", [0, 3, 17, 23])
def test_it_may_begin_at_any_hour(hour: int) -> None:
    hospital = generate(100, 1, start=MONDAY.replace(hour=hour, minute=59))
    assert all(each.admitted_at <= hospital.start < each.true_discharge for each in hospital.occupants)
    assert hospital.start - min(each.raised_at for each in hospital.demands) < timedelta(days=40)


@pytest.mark.parametrize(
    ("beds", "seed", "days", "start", "words"),
    [
        (99, 1, 14, MONDAY, "beds: 99 is not possible; ask for 100 to"),
        (5_001, 1, 14, MONDAY, "beds: 5001 is not possible"),
        (1000, -1, 14, MONDAY, "seed: -1 is negative"),
        (1000, 1, 0, MONDAY, "days: 0 is not possible; ask for 1 to 366"),
        (1000, 1, 367, MONDAY, "days: 367 is not possible"),
        (1000, 1, 14, datetime.fromisoformat("2026-11-23T08:00"), "has no time zone"),
    ],
)
def test_impossible_arguments_are_refused_with_words(
    beds: int, seed: int, days: int, start: datetime, words: str
) -> None:
    with pytest.raises(SeedError, match=words):
        generate(beds, seed, start=start, days=days)


def test_all_bad_arguments_are_named_at_once() -> None:
    with pytest.raises(SeedError) as refused:
        generate(1, -1, start=datetime.fromisoformat("2026-11-23T08:00"))
    assert len(refused.value.findings) == 3
