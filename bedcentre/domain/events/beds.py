"""A bed between two patients: found so, cleaned, blocked, looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.intervals import ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class BedFound:
    """A bed was found vacated or being cleaned when the hospital was taken over; who lay there is not known."""

    found: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningStarted:
    """Somebody began to clean a vacated bed."""

    vacated_id: int
    cleaning: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningFinished:
    """The bed is ready."""

    cleaning_id: int
    bed_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BedBlocked:
    """A bed cannot be used, for a reason."""

    block: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class BedUnblocked:
    """A blocked bed may be used again."""

    block_id: int
    bed_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BedConfirmed:
    """Somebody looked: what is known of the bed is still so."""

    bed_id: int
    at: datetime
