"""Ambulances on their way, and what care an emergency needs."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.emergency import Ambulance, EmergencyCare


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbulanceAnnounced:
    """A patient is on the way."""

    ambulance: Ambulance


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbulanceChanged:
    """An announced ambulance is late, has another bed kept, has come, lapsed or was called off."""

    ambulance: Ambulance


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyCareNoted:
    """A demand's centre, way, deposit or time in the recovery room became known; ``care`` is as it is from now on."""

    care: EmergencyCare
