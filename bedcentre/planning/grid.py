"""The plan's minutes: ticks counted from the first whole minute that is not yet past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class MinuteGrid:
    """Minutes from ``origin``; the plan decides about starts before tick ``window``."""

    origin: datetime
    window: int

    @classmethod
    def starting(cls, now: datetime, hours: int) -> MinuteGrid:
        """The grid of a plan made at ``now`` that looks ``hours`` ahead."""
        return cls(rounded_up(now, MINUTE), hours * 60)

    def instant(self, tick: int) -> datetime:
        """When a tick begins."""
        return self.origin + tick * MINUTE

    def from_tick(self, instant: datetime) -> int:
        """The tick an instant falls into, 0 if it is past."""
        return max((instant - self.origin) // MINUTE, 0)

    def to_tick(self, instant: datetime) -> int:
        """The first tick not before the instant, 0 if it is past."""
        return max(-((self.origin - instant) // MINUTE), 0)

    def soon(self, expected: datetime) -> int:
        """The tick of an expected time as far as it can be trusted: the next quarter of an hour, never already past."""
        tick = max(self.to_tick(expected), 1)
        return tick + -(self.origin.minute + tick) % (QUARTER // MINUTE)


def rounded_up(instant: datetime, step: timedelta) -> datetime:
    """The first multiple of ``step`` (counted from midnight UTC) not before the instant."""
    midnight = instant.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - step * ((midnight - instant) // step)
