"""Nurse shifts on either grid: the day is cut into equal shifts, counted from the horizon's first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.problem import Horizon


def shifts_of(horizon: Horizon, start: int, end: int) -> range:
    """The shifts touched by the ticks [start, end); on the night grid a tick is a day and has all its shifts."""
    return range(start * horizon.shifts // horizon.day, -(-end * horizon.shifts // horizon.day))
