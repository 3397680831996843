"""What time it is: the real clock, or a demo clock that lets a plausible day pass quickly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the hospital's present instant, aware, in UTC, in whole seconds."""

    def now(self) -> datetime:
        """The present instant."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class DemoClock:
    """A clock that left ``hospital_start`` when the real one showed ``real_start`` and runs ``speed`` times as fast.

    The three values are kept in the database, so that every process agrees.
    """

    hospital_start: datetime
    real_start: datetime
    speed: float

    def now(self) -> datetime:
        """The present instant of the demo."""
        elapsed = datetime.now(UTC) - self.real_start
        return (self.hospital_start + elapsed * self.speed).replace(microsecond=0)
