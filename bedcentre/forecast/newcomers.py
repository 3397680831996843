"""Who usually comes to each ward on each weekday and how long they stay, learned from finished stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

UNASKED = ("emergency", "referral_in")
"""The kinds of demand that nobody knows of a week ahead: they are raised when the bed is needed, or days before."""

PLANNED = ("planned",)
"""Those raised well ahead: of the next days most are known, of the week after next few."""

WEEK = 7
LONGEST = 60

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Newcomers:
    """By ward code: ``arrivals`` per weekday (Monday first), and ``stays``, the share that stays more than n nights."""

    zone: ZoneInfo
    arrivals: Mapping[str, Numbers]
    stays: Mapping[str, Numbers]

    def usual(self, ward: str, now: datetime, days: int) -> Numbers:
        """How many usually come to the ward on each of the days from ``now`` on, of the first only the rest."""
        if ward not in self.arrivals:
            return np.zeros(days)
        local = now.astimezone(self.zone)
        coming = self.arrivals[ward][(local.weekday() + np.arange(days)) % WEEK]
        coming[0] *= 1 - (local.hour * 60 + local.minute) / (24 * 60)
        return coming

    def present(self, ward: str, coming: Numbers) -> Numbers:
        """How many of those ``coming`` on each day are expected in the ward at each of the midnights."""
        expected = np.zeros(len(coming))
        for day in np.flatnonzero(coming):
            expected[day:] += coming[day] * self.stays[ward][: len(coming) - day]
        return expected


def learn_newcomers(stays: pd.DataFrame, zone: ZoneInfo, kinds: Collection[str]) -> Newcomers:
    """Learn of demands of these kinds from finished stays: rows with ward, kind, admitted_at and discharged_at."""
    local = stays[["admitted_at", "discharged_at"]].apply(lambda times: times.dt.tz_convert(zone).dt.normalize())
    told = pd.DataFrame(
        {
            "ward": stays["ward"],
            "weekday": local["admitted_at"].dt.day_of_week,
            "nights": (local["discharged_at"] - local["admitted_at"]).dt.days.clip(0, LONGEST),
        }
    )[stays["kind"].isin(kinds)]
    days = pd.date_range(local["admitted_at"].min(), local["admitted_at"].max(), freq="D", tz=zone).day_of_week
    of_each = np.bincount(days, minlength=WEEK).clip(1)
    arrivals, left = {}, {}
    for ward, group in told.groupby("ward"):
        arrivals[str(ward)] = np.bincount(group["weekday"], minlength=WEEK) / of_each
        left[str(ward)] = np.bincount(group["nights"], minlength=LONGEST + 1).cumsum() / len(group)
    return Newcomers(zone=zone, arrivals=arrivals, stays={ward: 1 - gone for ward, gone in left.items()})
