"""The two layers of a bed's time: what it is (actual) and what it is meant for (planned). Half-open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.vocabulary import ActualKind, PlannedKind


def overlap(start: datetime, end: datetime | None, other_start: datetime, other_end: datetime | None) -> bool:
    """Whether [start, end) and [other_start, other_end) share an instant; None = open end."""
    return (other_end is None or start < other_end) and (end is None or other_start < end)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open [start, end)."""

    start: datetime
    end: datetime

    def overlaps(self, start: datetime, end: datetime | None) -> bool:
        """Whether it shares an instant with [start, end); None = open end."""
        return overlap(self.start, self.end, start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualInterval:
    """What somebody saw: occupied by an encounter, vacated (dirty), being cleaned, or blocked for a reason.

    ``until`` is when it is expected to end (a guess); ``end`` is when it did.
    """

    id: int
    bed_id: int
    kind: ActualKind
    start: datetime
    end: datetime | None = None
    until: datetime | None = None
    encounter_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedInterval:
    """A hold (expires by itself at ``expires_at``) or a reservation for a demand."""

    id: int
    bed_id: int
    kind: PlannedKind
    start: datetime
    end: datetime
    demand_id: int | None
    made_by: int
    expires_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreBooking:
    """An operation's place in a theatre session; bookings of one theatre never overlap."""

    id: int
    demand_id: int
    session_id: int
    theatre: str
    surgeon: str
    start: datetime
    end: datetime
