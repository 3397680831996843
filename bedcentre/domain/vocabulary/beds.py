"""What a bed is and is meant for, and what its tile shows."""

from __future__ import annotations

from enum import StrEnum


class ActualKind(StrEnum):
    """What a bed really is, from the moment somebody saw it; these intervals never overlap on one bed."""

    OCCUPIED = "occupied"
    VACATED = "vacated"
    CLEANING = "cleaning"
    BLOCKED = "blocked"


class PlannedKind(StrEnum):
    """What a bed is meant for: a hold ends by itself, a reservation is a promise to a patient."""

    HOLD = "hold"
    RESERVATION = "reservation"


class BedState(StrEnum):
    """What a tile shows; always derived from the two layers of intervals, never stored."""

    FREE = "free"
    HELD = "held"
    RESERVED = "reserved"
    OCCUPIED = "occupied"
    LEAVING = "leaving"
    VACATED = "vacated"
    CLEANING = "cleaning"
    BLOCKED = "blocked"
