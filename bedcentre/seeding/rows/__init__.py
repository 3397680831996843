"""One row of every seed table: its columns, their meaning (the data dictionary has it too) and their limits."""

from bedcentre.seeding.rows.base import Row
from bedcentre.seeding.rows.exams import ExamDeviceRow, ExamRow, PreAdmissionRow
from bedcentre.seeding.rows.house import (
    BuildingRow,
    CampusRow,
    ClosureRow,
    HospitalRow,
    SessionRow,
    StaffRow,
    TheatreRow,
    WardRow,
)
from bedcentre.seeding.rows.names import GivenNameRow, SurnameRow
from bedcentre.seeding.rows.nursing import RotaRow
from bedcentre.seeding.rows.partners import PartnerBedsRow, PartnerQuotaRow, PartnerRow
from bedcentre.seeding.rows.patients import (
    DiagnosisRow,
    FlagRow,
    LevelRow,
    NeedRow,
    OrganismRow,
    ProcedureRow,
    SisterRow,
    SpecialtyRow,
    StayRow,
    TriageRow,
)
from bedcentre.seeding.rows.times import DayKind, DayRow, HourRow

__all__ = [
    "BuildingRow",
    "CampusRow",
    "ClosureRow",
    "DayKind",
    "DayRow",
    "DiagnosisRow",
    "ExamDeviceRow",
    "ExamRow",
    "FlagRow",
    "GivenNameRow",
    "HospitalRow",
    "HourRow",
    "LevelRow",
    "NeedRow",
    "OrganismRow",
    "PartnerBedsRow",
    "PartnerQuotaRow",
    "PartnerRow",
    "PreAdmissionRow",
    "ProcedureRow",
    "RotaRow",
    "Row",
    "SessionRow",
    "SisterRow",
    "SpecialtyRow",
    "StaffRow",
    "StayRow",
    "SurnameRow",
    "TheatreRow",
    "TriageRow",
    "WardRow",
]
