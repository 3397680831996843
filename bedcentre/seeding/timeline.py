"""Moments as whole minutes from the local midnight of the start's day, and what kind of day each one is.

Generated moments are handled as minutes so that two years of stays are a few arrays; they become aware UTC
datetimes only in the records.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bedcentre.seeding.rows import DayRow, HourRow

LOCAL = ZoneInfo("Asia/Shanghai")
DAY = 1440
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY = 5

Minutes: TypeAlias = NDArray[np.int64]
Factors: TypeAlias = NDArray[np.float64]


class Timeline:
    """The calendar around the start: ``back`` days before its day, ``ahead`` days from it on."""

    def __init__(
        self, start: datetime, days: tuple[DayRow, ...], hours: tuple[HourRow, ...], back: int = 800, ahead: int = 80
    ) -> None:
        local = start.astimezone(LOCAL)
        self.start = start.astimezone(UTC)
        self.midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self.now = local.hour * 60 + local.minute
        self.back = back
        china = holidays.country_holidays("CN")
        self.kinds = tuple(day_kind(self.date(day), china) for day in range(-back, ahead))
        by_kind: dict[str, DayRow] = {row.day: row for row in days}
        self._days = [by_kind[kind] for kind in self.kinds]
        self._hours = sorted(hours, key=lambda row: row.hour)
        self._hour_edges: dict[str, Factors] = {}

    def date(self, day: int) -> date:
        """The local date of a day number (0 = the start's)."""
        return self.midnight.date() + timedelta(days=day)

    def kind(self, day: int) -> str:
        """What kind of day it is: a weekday, holiday or make-up working day."""
        return self.kinds[day + self.back]

    def is_working(self, day: int) -> bool:
        """Whether planned work is done on that day."""
        return self.kind(day) not in {"sat", "sun", "holiday"}

    def factors(self, what: str) -> Factors:
        """For every day of the calendar, its share of ``what`` (1 = an average weekday or weekend day)."""
        raw = np.array([getattr(row, what) for row in self._days], dtype=float)
        plain = [getattr(row, what) for row, kind in zip(self._days, self.kinds, strict=True) if kind in WEEKDAYS]
        mean: float = np.mean(plain).item()
        return raw / mean

    def times_of_day(self, rng: np.random.Generator, what: str, count: int) -> Minutes:
        """``count`` minutes of the day, spread as ``what`` is."""
        if what not in self._hour_edges:
            raw = np.array([getattr(row, what) for row in self._hours], dtype=float)
            self._hour_edges[what] = np.cumsum(raw) / raw.sum()
        hours = np.searchsorted(self._hour_edges[what], rng.random(count), side="right")
        return np.asarray(hours * 60 + rng.integers(0, 60, size=count), dtype=np.int64)

    def moment(self, minute: float) -> datetime:
        """The aware UTC moment of a minute of this timeline."""
        return (self.midnight + timedelta(minutes=int(minute))).astimezone(UTC)

    def moments(self, minutes: Minutes) -> pd.DatetimeIndex:
        """The same for many at once."""
        origin = pd.Timestamp(self.midnight).tz_convert("UTC").as_unit("s")
        return pd.DatetimeIndex(origin + pd.to_timedelta(minutes * 60, unit="s"))


def day_kind(day: date, china: holidays.HolidayBase) -> str:
    """Weekday, public holiday, or make-up working day (调休) of mainland China's calendar."""
    if day.weekday() >= SATURDAY and china.is_working_day(day):
        return "makeup"
    return "holiday" if day in china else WEEKDAYS[day.weekday()]
