"""What the emergency list is about: whatever changes who waits, who comes, and what was carried up."""

from __future__ import annotations

from bedcentre.domain.events import (
    AmbulanceAnnounced,
    AmbulanceChanged,
    BedHeld,
    BedReserved,
    ClaimReleased,
    CleaningFinished,
    DemandCancelled,
    DemandRaised,
    EmergencyCareNoted,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    PatientAdmitted,
    PatientMoved,
    PolicyChanged,
)
from bedcentre.domain.vocabulary import Role

EMERGENCY_ROLES = frozenset({Role.COORDINATOR, Role.DIRECTOR, Role.NURSE})

EMERGENCY = (
    AmbulanceAnnounced,
    AmbulanceChanged,
    BedHeld,
    BedReserved,
    ClaimReleased,
    CleaningFinished,
    DemandCancelled,
    DemandRaised,
    EmergencyCareNoted,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    PatientAdmitted,
    PatientMoved,
    PolicyChanged,
)
