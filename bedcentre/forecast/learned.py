"""Everything that is learned from finished stays, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from bedcentre.forecast.newcomers import PLANNED, UNASKED, Newcomers, learn_newcomers
from bedcentre.forecast.stays import Departures, learn


@dataclass(frozen=True, slots=True)
class Learned:
    """How people leave, who comes that nobody knows of yet, and how many planned admissions are usual."""

    departures: Departures
    unasked: Newcomers
    planned: Newcomers


def learn_all(stays: pd.DataFrame, zone: ZoneInfo) -> Learned | None:
    """What the stays teach; None if there are none."""
    if stays.empty:
        return None
    return Learned(
        departures=learn(stays, zone),
        unasked=learn_newcomers(stays, zone, UNASKED),
        planned=learn_newcomers(stays, zone, PLANNED),
    )
