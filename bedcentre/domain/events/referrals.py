"""Partners ask for beds and are answered, offer beds, and take patients over."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.referrals import OfferedBeds, OnwardReferral, Referral, ReferralQuota


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAsked:
    """A partner asked for a bed."""

    referral: Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered:
    """A partner's request was accepted, declined or withdrawn; ``referral`` is as it is from now on."""

    referral: Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralQuotaSet:
    """A partner has priority for so many beds of a group from now on."""

    quota: ReferralQuota


@dataclass(frozen=True, slots=True, kw_only=True)
class BedsOffered:
    """A partner offers beds to patients from here."""

    offer: OfferedBeds


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn:
    """A partner offers what is left of its beds no longer; ``offer`` is as it is from now on."""

    offer: OfferedBeds


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardReferralMarked:
    """A patient is ready to go on to a partner, or (an outpatient) was sent there."""

    onward: OnwardReferral


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardReferralChanged:
    """A partner was asked, said yes or no, the patient went or does not go; ``onward`` is as it is from now on."""

    onward: OnwardReferral
