"""The file layout of IHTC-2024 instances and solutions, as published by the competition.

Source: Integrated Healthcare Timetabling Competition 2024, problem description. Fields the competition
adds later are ignored; the ones below must be there.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

Gender = Literal["A", "B"]
Shift = Literal["early", "late", "night"]
SHIFTS: tuple[Shift, ...] = ("early", "late", "night")


class _Record(BaseModel):
    """One object of the file: types are taken literally, nothing is coerced."""

    model_config = ConfigDict(strict=True, frozen=True)


class OccupantRecord(_Record):
    """Somebody in a room on day 0; one workload and skill figure per shift."""

    id: str
    gender: Gender
    age_group: str
    length_of_stay: PositiveInt
    workload_produced: list[NonNegativeInt]
    skill_level_required: list[NonNegativeInt]
    room_id: str


class PatientRecord(_Record):
    """Somebody to admit and operate on; a mandatory one by ``surgery_due_day``."""

    id: str
    mandatory: bool
    gender: Gender
    age_group: str
    length_of_stay: PositiveInt
    surgery_release_day: NonNegativeInt
    surgery_due_day: NonNegativeInt | None = None
    surgery_duration: NonNegativeInt
    surgeon_id: str
    incompatible_room_ids: list[str]
    workload_produced: list[NonNegativeInt]
    skill_level_required: list[NonNegativeInt]


class SurgeonRecord(_Record):
    """A surgeon's operating minutes on each day."""

    id: str
    max_surgery_time: list[NonNegativeInt]


class TheaterRecord(_Record):
    """A theatre's minutes on each day; 0 = closed."""

    id: str
    availability: list[NonNegativeInt]


class RoomRecord(_Record):
    """A room and its number of beds."""

    id: str
    capacity: PositiveInt


class WorkingShiftRecord(_Record):
    """One shift a nurse works and the load she should not exceed."""

    day: NonNegativeInt
    shift: Shift
    max_load: NonNegativeInt


class NurseRecord(_Record):
    """A nurse and her roster."""

    id: str
    skill_level: NonNegativeInt
    working_shifts: list[WorkingShiftRecord]


class Weights(_Record):
    """What one unit of each soft rule costs (the competition's spelling kept)."""

    room_mixed_age: NonNegativeInt
    room_nurse_skill: NonNegativeInt
    continuity_of_care: NonNegativeInt
    nurse_eccessive_workload: NonNegativeInt
    open_operating_theater: NonNegativeInt
    surgeon_transfer: NonNegativeInt
    patient_delay: NonNegativeInt
    unscheduled_optional: NonNegativeInt


class Instance(_Record):
    """A whole instance file."""

    days: PositiveInt
    skill_levels: PositiveInt
    shift_types: list[Shift] = Field(min_length=len(SHIFTS), max_length=len(SHIFTS))
    age_groups: list[str]
    weights: Weights
    occupants: list[OccupantRecord]
    patients: list[PatientRecord]
    surgeons: list[SurgeonRecord]
    operating_theaters: list[TheaterRecord]
    rooms: list[RoomRecord]
    nurses: list[NurseRecord]


class AdmissionRecord(_Record):
    """Where and when a patient is admitted; ``admission_day`` "none" = not at all."""

    id: str
    admission_day: int | Literal["none"]
    room: str | None = None
    operating_theater: str | None = None


class AssignmentRecord(_Record):
    """The rooms of a nurse in one shift."""

    day: int
    shift: Shift
    rooms: list[str]


class NurseAssignments(_Record):
    """All assignments of one nurse."""

    id: str
    assignments: list[AssignmentRecord]


class Solution(_Record):
    """A whole solution file (published ones carry their cost as well; it is recomputed here)."""

    patients: list[AdmissionRecord]
    nurses: list[NurseAssignments]
