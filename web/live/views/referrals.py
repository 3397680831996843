"""What the list of referrals is about."""

from __future__ import annotations

from bedcentre.domain.events import (
    BedReserved,
    BedsOffered,
    ClaimReleased,
    DemandCancelled,
    DischargeExpected,
    LeavingLoungeUndone,
    LeavingUndone,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    OfferWithdrawn,
    OnwardReferralChanged,
    OnwardReferralMarked,
    PatientAdmitted,
    PatientLeft,
    PatientLeftLounge,
    PolicyChanged,
    ReferralAnswered,
    ReferralAsked,
    ReferralQuotaSet,
)
from bedcentre.domain.vocabulary import Role

REFERRAL_ROLES = frozenset({Role.COORDINATOR, Role.DIRECTOR, Role.PARTNER})

REFERRALS = (
    BedReserved,
    BedsOffered,
    ClaimReleased,
    DemandCancelled,
    DischargeExpected,
    LeavingLoungeUndone,
    LeavingUndone,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    OfferWithdrawn,
    OnwardReferralChanged,
    OnwardReferralMarked,
    PatientAdmitted,
    PatientLeft,
    PatientLeftLounge,
    PolicyChanged,
    ReferralAnswered,
    ReferralAsked,
    ReferralQuotaSet,
)
