"""What a ward's nursing is about: whose the rooms are, and who lies in them how long."""

from __future__ import annotations

from bedcentre.domain.events import (
    DischargeExpected,
    LeavingUndone,
    NurseAbsent,
    NurseBack,
    NursingLevelSaid,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PatientReturned,
    PatientToLounge,
    PolicyChanged,
    RoomsGiven,
    ShiftBegan,
)

NURSING = (
    RoomsGiven,
    NurseAbsent,
    NurseBack,
    ShiftBegan,
    NursingLevelSaid,
    PatientAdmitted,
    PatientMoved,
    PatientLeft,
    PatientToLounge,
    PatientReturned,
    LeavingUndone,
    DischargeExpected,
    PolicyChanged,
)
