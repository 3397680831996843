"""A hospital small enough to hold in the head: four wards, nine beds, two patients, one dirty bed, one closed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bedcentre.domain.policy import Policy

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""08:00 of a Monday in the hospital's zone."""
ZONE = ZoneInfo("Asia/Shanghai")
POLICY = Policy()

WARDS = {
    "M": ("general", "MED", True),
    "S": ("general", "SUR", True),
    "I": ("icu", "ICU", False),
    "D": ("day_surgery", "SUR", False),
}
BEDS = {
    "M-1": ("M/1", "ward"),
    "M-2": ("M/1", "ward"),
    "M-3": ("M/2", "ward"),
    "S-1": ("S/1", "ward"),
    "S-2": ("S/1", "ward"),
    "I-1": ("I/1", "icu"),
    "I-2": ("I/1", "icu"),
    "D-1": ("D/1", "bay"),
    "D-2": ("D/1", "bay"),
}
BED_IDS = {label: number for number, label in enumerate(BEDS, 1)}
WARD_IDS = {code: number for number, code in enumerate(WARDS, 1)}
