"""What the checker says about a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.cost import Cost


class HardRule(StrEnum):
    """Everything a plan must never do."""

    IDENTITY = "identity"  # known ids, nobody placed twice
    PINNED = "pinned"  # a pinned decision is a constant
    MANDATORY = "mandatory"
    WINDOW = "window"
    CAPACITY = "capacity"
    ROOM_SEX = "room_sex"
    ROOM_FOR_SEX = "room_for_sex"
    AGE_BAND = "age_band"
    FEATURES = "features"
    REFUSAL = "refusal"
    WARD_TIER = "ward_tier"
    ORGANISM = "organism"
    EMERGENCY_ONLY = "emergency_only"
    RESERVE = "reserve"
    SESSION = "session"
    SESSION_MINUTES = "session_minutes"
    THEATRE_OVERLAP = "theatre_overlap"
    SURGEON_OVERLAP = "surgeon_overlap"
    SURGEON_MINUTES = "surgeon_minutes"
    ROOM_NURSE = "room_nurse"  # every occupied room has exactly one working nurse in each shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A broken hard rule: ``about`` names the demand, place, room, session or nurse; ``detail`` says how."""

    rule: HardRule
    about: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """``units`` of a soft rule; ``about`` names the person, room, theatre, surgeon or nurse."""

    about: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Every broken hard rule and the whole cost of a plan."""

    violations: tuple[Violation, ...]
    cost: Cost

    @property
    def valid(self) -> bool:
        """No hard rule is broken."""
        return not self.violations
