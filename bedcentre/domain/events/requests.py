"""Somebody asks for a bed, or no longer does."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRegistered:
    """A person became known."""

    patient: Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRaised:
    """Somebody asked for a bed."""

    demand: Demand


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCancelled:
    """The bed is no longer needed; its reservation and theatre booking were released before."""

    demand_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPinned:
    """A coordinator fixed the bed the plan must use (None lifts it)."""

    demand_id: int
    bed_id: int | None
