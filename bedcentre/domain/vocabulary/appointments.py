"""People at home: what they are expected for, and how freed slots find somebody."""

from __future__ import annotations

from enum import StrEnum


class AppointmentKind(StrEnum):
    """What somebody who is at home is expected for: tests, day surgery, or a planned admission."""

    EXAM = "exam"
    DAY_SURGERY = "day_surgery"
    ADMISSION = "admission"


class Refill(StrEnum):
    """Whether a freed slot is offered to the next on the stand-by list by the machine, or by a coordinator's click."""

    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"
