"""What lists of leaving patients are about: whatever changes who leaves, when, and what is still to be done."""

from __future__ import annotations

from bedcentre.domain.events import (
    BedReserved,
    ClaimReleased,
    DemandCancelled,
    DemandRaised,
    DischargeExpected,
    LeavingLoungeUndone,
    LeavingUndone,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesMoved,
    MilestonesSet,
    OnwardReferralChanged,
    OnwardReferralMarked,
    PatientAdmitted,
    PatientLeft,
    PatientLeftLounge,
    PatientMoved,
    PatientReturned,
    PatientToLounge,
    PolicyChanged,
)

LEAVING = (
    DischargeExpected,
    LeavingLoungeUndone,
    LeavingUndone,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesMoved,
    MilestonesSet,
    OnwardReferralChanged,
    OnwardReferralMarked,
    PatientLeft,
    PatientLeftLounge,
    PatientMoved,
    PatientReturned,
    PatientToLounge,
)
"""A ward's, or one patient's."""

CENTRE = (*LEAVING, BedReserved, ClaimReleased, DemandCancelled, DemandRaised, PatientAdmitted, PolicyChanged)
"""The whole centre's: also who comes in."""
