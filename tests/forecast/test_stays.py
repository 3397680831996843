"""When people leave, learned from stays that tell it plainly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from bedcentre.forecast.stays import Departures, age_band, learn

ZONE = ZoneInfo("Asia/Shanghai")
ADMITTED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""10:00 of a Monday in the hospital's zone."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That local hour on the n-th day of the stay (0 = the day of admission)."""
    return (ADMITTED + timedelta(days=day)).astimezone(ZONE).replace(hour=hour, minute=minute)


def learned(*groups: tuple[str, str, int, int, int, int]) -> Departures:
    """Of these groups: level, discipline, age, nights, hour of leaving, and how many such patients there were."""
    rows = [
        {
            "level": level,
            "specialty": specialty,
            "age": age,
            "admitted_at": pd.Timestamp(ADMITTED),
            "discharged_at": pd.Timestamp(at(nights, hour, 30).astimezone(UTC)),
        }
        for level, specialty, age, nights, hour, count in groups
        for _ in range(count)
    ]
    return learn(pd.DataFrame(rows), ZONE)


def chance(departures: Departures, now: datetime, by: datetime, specialty: str = "MED", age: int = 50) -> float:
    """The probability to have left."""
    return departures.left_by(("ward", specialty, age_band(age)), admitted=ADMITTED, now=now, by=by)


def test_those_who_always_leave_on_the_third_day_leave_then() -> None:
    departures = learned(("ward", "MED", 50, 3, 14, 10_000))
    assert chance(departures, at(1, 8), at(2, 23)) < 0.01
    assert chance(departures, at(3, 8), at(3, 13)) < 0.01
    assert chance(departures, at(3, 8), at(3, 16)) > 0.99
    assert chance(departures, at(0, 12), at(3, 16)) > 0.99


def test_half_who_leave_on_a_day_are_half_and_later_all() -> None:
    departures = learned(("ward", "MED", 50, 2, 11, 5000), ("ward", "MED", 50, 4, 11, 5000))
    assert chance(departures, at(2, 8), at(2, 20)) == pytest.approx(0.5, abs=0.02)
    assert chance(departures, at(3, 8), at(4, 20)) == pytest.approx(1.0, abs=0.02)


def test_who_is_still_here_in_the_evening_hardly_leaves_the_same_day() -> None:
    departures = learned(("ward", "MED", 50, 2, 11, 5000), ("ward", "MED", 50, 5, 11, 5000))
    assert chance(departures, at(2, 18), at(2, 23)) == pytest.approx(0.0, abs=0.01)


def test_chances_grow_with_time_and_never_leave_their_bounds() -> None:
    departures = learned(*(("ward", "MED", 50, nights, 9 + nights, 30) for nights in range(1, 8)))
    chances = [chance(departures, at(1, 8), at(1, 8) + timedelta(hours=hours)) for hours in range(0, 400, 7)]
    assert chances == sorted(chances)
    assert chances[0] == 0
    assert 0 <= chances[-1] <= 1


def test_age_and_discipline_count_where_there_are_patients_enough() -> None:
    departures = learned(("ward", "MED", 30, 1, 11, 3000), ("ward", "MED", 90, 9, 11, 3000))
    assert chance(departures, at(1, 8), at(1, 20), age=30) > 0.9
    assert chance(departures, at(1, 8), at(1, 20), age=90) < 0.1


def test_small_group_leans_on_the_wider_one() -> None:
    departures = learned(("ward", "MED", 50, 2, 11, 5000), ("ward", "SUR", 50, 9, 11, 1))
    assert chance(departures, at(2, 8), at(2, 20), specialty="SUR") > 0.8


def test_unknown_discipline_and_no_past_at_all_still_give_a_chance() -> None:
    departures = learned(("ward", "MED", 50, 2, 11, 5000))
    assert chance(departures, at(2, 8), at(2, 20), specialty="NEW") > 0.9
    nothing = learned(("ward", "MED", 50, 2, 11, 1))
    assert 0 < chance(nothing, at(20, 8), at(20, 20)) < 1


def test_longest_stays_are_told_apart_no_more() -> None:
    departures = learned(("ward", "MED", 50, 70, 11, 100))
    assert chance(departures, at(200, 8), at(200, 20)) == chance(departures, at(300, 8), at(300, 20))
