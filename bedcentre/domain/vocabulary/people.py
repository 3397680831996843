"""Who signs in, who lies in beds and for how long."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who signs in, and so what they may do."""

    COORDINATOR = "coordinator"
    NURSE = "nurse"
    SURGEON = "surgeon"
    CLEANER = "cleaner"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    PARTNER = "partner"
    SYSTEM = "system"


class Sex(StrEnum):
    """Administrative sex, as rooms are shared by it."""

    FEMALE = "F"
    MALE = "M"


class Certainty(StrEnum):
    """How sure an expected discharge is."""

    GUESSED = "guessed"
    PREDICTED = "predicted"
    CONFIRMED = "confirmed"
