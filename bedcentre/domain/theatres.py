"""Theatres, surgeons' sessions and the catalogue of day-surgery procedures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A day-surgery procedure with its typical minutes before, in and after the theatre."""

    code: str
    name_zh: str
    name_en: str
    specialty: str
    preparation_minutes: int
    theatre_minutes: int
    recovery_minutes: int

    @property
    def bay_minutes(self) -> int:
        """How long the bay is the patient's: preparation, operation and recovery."""
        return self.preparation_minutes + self.theatre_minutes + self.recovery_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Surgeon:
    """A surgeon who may ask for slots."""

    code: str
    name: str
    specialty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreSession:
    """A surgeon's (or, with None, a specialty's open) time in one theatre."""

    id: int
    theatre: str
    specialty: str
    surgeon: str | None
    start: datetime
    end: datetime
