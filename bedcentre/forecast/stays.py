"""When people leave, learned from finished stays: the chance of leaving on each day of a stay, and at which hour.

Discharges come in daily waves, so hours of stay alone say little about the next five hours. What is learned is the
chance that somebody still here on the n-th day leaves on it, by discipline, level of care and age; and how the
leaving of a level spreads over the day. Small groups lean on the next wider one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

AGE_BANDS = (14, 65, 80)
"""Ages in years at which a new band begins: children, adults, older people, the oldest."""

LONGEST = 60
"""Days of stay that are told apart; all later days are alike."""

BORROWED = 40.0
"""How many patients' worth of weight a group gives to what the next wider group says."""

Chances = npt.NDArray[np.float64]
Group = tuple[Hashable, ...]
"""Level of care, then discipline, then age band: the first one, two or three of them; () is everybody."""


@dataclass(frozen=True, slots=True)
class Departures:
    """What was learned.

    ``chances[group][day]`` is the chance to leave on that day of the stay for somebody still here that morning.
    ``hours[level]`` is the share of a day's leavers gone by each full hour, 0 to 24.
    """

    zone: ZoneInfo
    chances: Mapping[Group, Chances]
    hours: Mapping[str, Chances]

    def left_by(self, patient: Group, *, admitted: datetime, now: datetime, by: datetime) -> float:
        """The probability that a patient of that level, discipline and age band who is here ``now`` has left by then.

        A group nobody was seen of before is taken as the wider one it belongs to.
        """
        chances, hours = self._known(patient)
        start, end = now.astimezone(self.zone), by.astimezone(self.zone)
        since = admitted.astimezone(self.zone).date()
        stays, day = 1.0, start.date()
        while day <= end.date():
            chance = float(chances[min(max((day - since).days, 0), LONGEST)])
            gone = _share(hours, start) if day == start.date() else 0.0
            then = _share(hours, end) if day == end.date() else 1.0
            stays *= 1 - chance * max(then - gone, 0.0) / max(1 - chance * gone, TINY)
            day += timedelta(days=1)
        return 1 - stays

    def stays_over(self, patient: Group, *, admitted: datetime, now: datetime, days: int) -> Chances:
        """The probabilities that the same patient, here ``now``, is still here at each of the coming midnights."""
        chances, hours = self._known(patient)
        start = now.astimezone(self.zone)
        first = (start.date() - admitted.astimezone(self.zone).date()).days
        leaves = chances[np.clip(np.arange(first, first + days), 0, LONGEST)]
        gone = _share(hours, start)
        leaves[0] *= (1 - gone) / max(1 - leaves[0] * gone, TINY)
        return np.cumprod(1 - leaves, dtype=np.float64)

    def _known(self, patient: Group) -> tuple[Chances, Chances]:
        while patient not in self.chances:
            patient = patient[:-1]
        return self.chances[patient], self.hours.get(str(patient[0]) if patient else "", EVENLY)


EVENLY: Chances = np.linspace(0.0, 1.0, 25)
TINY = 1e-9


def age_band(age: int) -> int:
    """The band an age in years falls into."""
    return bisect_right(AGE_BANDS, age)


def learn(stays: pd.DataFrame, zone: ZoneInfo) -> Departures:
    """Learn from finished stays: one row each, with level, specialty, age, admitted_at and discharged_at."""
    local = stays[["admitted_at", "discharged_at"]].apply(lambda times: times.dt.tz_convert(zone))
    nights = (local["discharged_at"].dt.normalize() - local["admitted_at"].dt.normalize()).dt.days
    told = pd.DataFrame(
        {
            "level": stays["level"],
            "specialty": stays["specialty"],
            "band": np.searchsorted(AGE_BANDS, stays["age"], side="right"),
            "nights": nights.clip(0, LONGEST),
            "hour": local["discharged_at"].dt.hour,
        }
    )
    chances: dict[Group, Chances] = {(): _chances(told["nights"], np.full(LONGEST + 1, 0.5), weight=1.0)}
    for keys in (["level"], ["level", "specialty"], ["level", "specialty", "band"]):
        for group, nights_of in told.groupby(keys)["nights"]:
            chances[group] = _chances(nights_of, chances[group[:-1]])
    hours = {str(level): _by_hour(group) for level, group in told.groupby("level")["hour"]}
    return Departures(zone=zone, chances=chances, hours=hours)


def _chances(nights: pd.Series[int], wider: Chances, weight: float = BORROWED) -> Chances:
    left = np.bincount(nights, minlength=LONGEST + 1).astype(float)
    here = left[::-1].cumsum()[::-1]
    chances: Chances = (left + weight * wider) / (here + weight)
    return chances


def _by_hour(hours: pd.Series[int]) -> Chances:
    left = np.bincount(hours, minlength=24).astype(float)
    return np.concatenate([[0.0], left.cumsum() / left.sum()])


def _share(hours: Chances, at: datetime) -> float:
    return float(np.interp(at.hour + at.minute / 60, np.arange(25), hours))
