"""The emergency reserve by hour: as the wards have it, and as the policy scales it through the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bedcentre.domain.emergency import reserve_at
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import WardGroup
from bedcentre.planning.census import Census
from bedcentre.planning.grid import MinuteGrid
from bedcentre.planning.reserves import reserves_of
from bedcentre.planning.times import BedTimes
from bedcentre.seeding import records
from bedcentre.usecases.board.picture import Picture, take
from optimizer.problem import Reserve
from tests.planning.house import House
from tests.store.seed import hospital


def kept(picture: Picture, hours: int = 24) -> list[Reserve]:
    """What the engine is asked to keep in the coming hours."""
    grid = MinuteGrid.starting(picture.now, hours)
    return list(reserves_of(picture, Census.of(picture.beds.values(), BedTimes.under(picture.policy, grid))))


@pytest.fixture
def picture(open_house: Callable[[records.Hospital], House]) -> Picture:
    """08:00 in a hospital whose medical ward keeps two beds for emergencies."""
    with open_house(hospital()).app.reader() as reader:
        picture = take(reader)
    wards = {key: replace(ward, reserve_beds=2 if ward.code == "M" else 0) for key, ward in picture.wards.items()}
    return replace(picture, wards=wards)


def test_an_unscaled_reserve_is_one_stretch(picture: Picture) -> None:
    (reserve,) = kept(picture)
    assert (reserve.count, reserve.start, reserve.end) == (2, 0, 24 * 60)


def test_a_scaled_reserve_changes_with_the_quarters_of_the_day(picture: Picture) -> None:
    policy = replace(
        picture.policy,
        reserve_afternoon={**picture.policy.reserve_afternoon, WardGroup.MEDICAL: 50},
        reserve_evening={**picture.policy.reserve_evening, WardGroup.MEDICAL: 0},
    )
    stretches = [(each.start, each.end, each.count) for each in kept(replace(picture, policy=policy))]
    assert stretches == [(0, 240, 2), (240, 600, 1), (960, 24 * 60, 2)]


def test_wards_without_a_reserve_keep_nothing(picture: Picture) -> None:
    wards = {key: replace(ward, reserve_beds=0) for key, ward in picture.wards.items()}
    assert kept(replace(picture, wards=wards)) == []


@pytest.mark.parametrize(("share", "beds", "expected"), [(100, 3, 3), (50, 3, 2), (0, 3, 0), (150, 2, 3)])
def test_half_a_bed_is_a_bed(share: int, beds: int, expected: int) -> None:
    policy = replace(Policy(), reserve_night=dict.fromkeys(WardGroup, share))
    assert reserve_at(policy, beds, WardGroup.SURGICAL, 3) == expected
    assert reserve_at(policy, beds, None, 3) == beds
