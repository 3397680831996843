"""A patient lies in a bed, moves, is expected to leave, leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAdmitted:
    """A patient who was not in the house got an encounter and lies in a bed; the boarding clock stops."""

    encounter: Encounter
    stay: ActualInterval
    demand_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMoved:
    """A patient left one bed for another; the old bed waits for cleaning. ``encounter`` is as it is from now on."""

    encounter: Encounter
    left_stay_id: int
    left_bed_id: int
    vacated: ActualInterval
    stay: ActualInterval
    demand_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeExpected:
    """The ward said, or the forecast predicted, when a patient will leave."""

    encounter_id: int
    bed_id: int
    expected: datetime
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLeft:
    """A patient physically left; the encounter is over, the bed waits for cleaning."""

    encounter_id: int
    stay_id: int
    vacated: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingUndone:
    """A mistaken "left" was taken back: the patient still lies there."""

    encounter_id: int
    stay_id: int
    vacated_id: int
    bed_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationSaid:
    """It was found what must be isolated about a patient (None: nothing any more), also in the bed asked for."""

    encounter_id: int
    bed_id: int
    demand_id: int | None
    organism: str | None
