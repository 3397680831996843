"""The daily review, and the quarters of a day."""

from __future__ import annotations

from enum import StrEnum


class ReviewAction(StrEnum):
    """What the daily review proposes for tomorrow."""

    OPEN_FLOATING = "open_floating"
    EARLY_DISCHARGE = "early_discharge"
    CALL_STANDBY = "call_standby"
    HOLD_EMERGENCY = "hold_emergency"
    MORE_SLOTS = "more_slots"


class DayPart(StrEnum):
    """A quarter of the day: 0–6, 6–12, 12–18 and 18–24 o'clock."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
