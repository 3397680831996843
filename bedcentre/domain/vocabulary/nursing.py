"""Shifts and levels of care."""

from __future__ import annotations

from enum import StrEnum


class Shift(StrEnum):
    """The three shifts of a nursing day."""

    NIGHT = "night"
    DAY = "day"
    EVENING = "evening"


class NursingLevel(StrEnum):
    """How closely a patient is nursed (分级护理: 特级, 一级, 二级, 三级), closest first."""

    SPECIAL = "special"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
