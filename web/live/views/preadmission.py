"""What the worklist of pre-admissions is about."""

from __future__ import annotations

from bedcentre.domain.events import (
    BedReserved,
    ClaimReleased,
    DemandCancelled,
    DemandRaised,
    ExamReleased,
    ExamsBooked,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    PatientAdmitted,
    PolicyChanged,
    PreAdmissionChanged,
    PreAdmissionOpened,
)

PREADMISSION = (
    BedReserved,
    ClaimReleased,
    DemandCancelled,
    DemandRaised,
    ExamReleased,
    ExamsBooked,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    PatientAdmitted,
    PolicyChanged,
    PreAdmissionChanged,
    PreAdmissionOpened,
)
