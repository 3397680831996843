"""Campus → building → floor → ward → room → bed, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from bedcentre.domain.vocabulary import BedKind, Feature, SexPolicy, WardKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """A nursing unit. ``specialty`` owns it; ``in_pool`` says whether other specialties may borrow."""

    id: int
    code: str
    name_zh: str
    name_en: str
    campus: str
    building: str
    floor: int
    kind: WardKind
    specialty: str
    in_pool: bool
    reserve_beds: int
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of a ward; ``sex_policy`` governs who shares it."""

    id: int
    ward_id: int
    number: str
    sex_policy: SexPolicy
    negative_pressure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """One bed, bay or chair. ``opens``/``closes`` (hospital's local time) bound a day bay; None = day and night."""

    id: int
    label: str
    room_id: int
    ward_id: int
    kind: BedKind
    features: frozenset[Feature]
    floating: bool
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty:
    """A clinical discipline (专科)."""

    code: str
    name_zh: str
    name_en: str
    surgical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sister:
    """How near a ward is to a specialty: tier 0 own, 1 sister ward, 2 floating or any other in the pool."""

    specialty: str
    ward_id: int
    tier: int
