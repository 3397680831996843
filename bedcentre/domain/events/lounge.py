"""A patient who has given up the bed waits in the discharge lounge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.people import Encounter


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientToLounge:
    """A patient who is about to go home left the bed for the discharge lounge; the bed waits for cleaning."""

    encounter_id: int
    stay_id: int
    vacated: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLeftLounge:
    """A patient left the house from the discharge lounge; the encounter is over."""

    encounter_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingLoungeUndone:
    """A mistaken "left the lounge" was taken back: the patient still waits there."""

    encounter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientReturned:
    """A patient went back from the discharge lounge into a bed. ``encounter`` is as it is from now on."""

    encounter: Encounter
    stay: ActualInterval
    demand_id: int | None
