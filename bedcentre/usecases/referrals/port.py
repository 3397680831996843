"""What referrals ask of the store; part of ``usecases.ports.Reader``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bedcentre.domain.referrals import OfferedBeds, OnwardReferral, Referral, ReferralQuota


class ReferralReads(Protocol):
    """Requests of partners, their offers and quotas, and the patients who go on to them."""

    def referral(self, referral_id: int) -> Referral:
        """One request of a partner."""

    def referrals_unanswered(self) -> Sequence[Referral]:
        """Partners' requests that wait for an answer, soonest due first."""

    def referrals_coming(self) -> Sequence[Referral]:
        """Accepted requests whose patient still waits for the bed, longest accepted first."""

    def referrals_in_quota(self) -> Sequence[Referral]:
        """Accepted requests that use a bed of a quota: the patient waits for it, or lies in the house."""

    def referrals_asked(self, since: datetime) -> Sequence[Referral]:
        """Requests asked at or after ``since``, oldest first."""

    def referrals_answered(self, start: datetime, end: datetime) -> Sequence[Referral]:
        """Requests answered or withdrawn in [start, end), oldest first."""

    def referrals_received(self, start: datetime, end: datetime) -> Sequence[Referral]:
        """Requests whose patient was received in [start, end), oldest first."""

    def referral_quotas(self) -> Sequence[ReferralQuota]:
        """For how many beds partners' patients have priority."""

    def offered_beds(self, offer_id: int) -> OfferedBeds:
        """One offer of a partner."""

    def standing_offers(self) -> Sequence[OfferedBeds]:
        """Offers that are neither over nor withdrawn, soonest first."""

    def beds_used(self, offer_ids: Collection[int]) -> dict[int, int]:
        """How many beds of some offers are asked for or taken; an offer without any is left out."""

    def onward_referral(self, onward_id: int) -> OnwardReferral:
        """One patient's way to a partner."""

    def onward_open(self) -> Sequence[OnwardReferral]:
        """Patients on their way to a partner, longest ready first."""

    def onward_of(self, encounter_id: int) -> OnwardReferral | None:
        """The newest way to a partner of an encounter."""

    def onward_gone(self, start: datetime, end: datetime) -> Sequence[OnwardReferral]:
        """Patients who went on to a partner in [start, end), longest ready first."""
