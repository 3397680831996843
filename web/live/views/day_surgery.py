"""What the day's list is about."""

from __future__ import annotations

from bedcentre.domain.events import (
    BedReserved,
    ClaimReleased,
    CleaningFinished,
    DayCaseChanged,
    DemandCancelled,
    DischargeExpected,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PolicyChanged,
    TheatreBooked,
    TheatreReleased,
)
from bedcentre.domain.vocabulary import Role

DAY_SURGERY_ROLES = frozenset({Role.COORDINATOR, Role.NURSE, Role.SURGEON})

DAY_SURGERY = (
    BedReserved,
    ClaimReleased,
    CleaningFinished,
    DayCaseChanged,
    DemandCancelled,
    DischargeExpected,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PolicyChanged,
    TheatreBooked,
    TheatreReleased,
)
