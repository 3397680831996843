"""What the review is about: its decisions, and what changes tomorrow most."""

from __future__ import annotations

from bedcentre.domain.events import (
    BedBlocked,
    BedUnblocked,
    DischargeExpected,
    PatientAdmitted,
    PatientLeft,
    PolicyChanged,
    ReviewDecided,
)

REVIEW = (BedBlocked, BedUnblocked, DischargeExpected, PatientAdmitted, PatientLeft, PolicyChanged, ReviewDecided)
