"""Referrals in both directions, offers and quotas of partners."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from bedcentre.domain.referrals import (
    ON_THE_WAY,
    USES_OFFER,
    OfferedBeds,
    OnwardReferral,
    OnwardState,
    Referral,
    ReferralQuota,
    ReferralState,
)
from bedcentre.store.found import found
from bedcentre.store.tables.people import encounter
from bedcentre.store.tables.referrals import (
    OFFERS,
    ONWARD,
    QUOTAS,
    REFERRALS,
    offered_beds,
    onward_referral,
    referral,
    referral_quota,
)
from bedcentre.store.tables.requests import OPEN, demand

HERE = select(encounter.c.id).where(encounter.c.left_at.is_(None))
WAITING = select(demand.c.id).where(demand.c.state.in_(OPEN))


class ReferralReads:
    """The part of the reader that is about referrals."""

    connection: Connection
    now: datetime

    def referral(self, referral_id: int) -> Referral:
        """One request of a partner."""
        return found(next(iter(self._referrals(referral.c.id == referral_id)), None), "referral", id=referral_id)

    def referrals_unanswered(self) -> Sequence[Referral]:
        """Partners' requests that wait for an answer, soonest due first."""
        waiting = self._referrals(referral.c.state == ReferralState.ASKED)
        return sorted(waiting, key=lambda each: (each.answer_by, each.id))

    def referrals_coming(self) -> Sequence[Referral]:
        """Accepted requests whose patient still waits for the bed, longest accepted first."""
        coming = self._referrals(referral.c.state == ReferralState.ACCEPTED, referral.c.demand_id.in_(WAITING))
        return sorted(coming, key=lambda each: (each.changed_at, each.id))

    def referrals_in_quota(self) -> Sequence[Referral]:
        """Accepted requests that use a bed of a quota: the patient waits for it, or lies in the house."""
        using = or_(referral.c.encounter_id.in_(HERE), referral.c.demand_id.in_(WAITING))
        return self._referrals(referral.c.within_quota, using)

    def referrals_asked(self, since: datetime) -> Sequence[Referral]:
        """Requests asked at or after ``since``, oldest first."""
        return self._referrals(referral.c.asked_at >= since)

    def referrals_answered(self, start: datetime, end: datetime) -> Sequence[Referral]:
        """Requests answered or withdrawn in [start, end), oldest first."""
        closed = referral.c.state != ReferralState.ASKED
        return self._referrals(closed, referral.c.changed_at >= start, referral.c.changed_at < end)

    def referrals_received(self, start: datetime, end: datetime) -> Sequence[Referral]:
        """Requests whose patient was received in [start, end), oldest first."""
        return self._referrals(referral.c.received_at >= start, referral.c.received_at < end)

    def referral_quotas(self) -> Sequence[ReferralQuota]:
        """For how many beds partners' patients have priority."""
        rows = select(*QUOTAS.columns).order_by(referral_quota.c.partner, referral_quota.c.group)
        return QUOTAS.things(self.connection.execute(rows).all())

    def offered_beds(self, offer_id: int) -> OfferedBeds:
        """One offer of a partner."""
        row = self.connection.execute(select(*OFFERS.columns).where(offered_beds.c.id == offer_id)).one_or_none()
        return found(None if row is None else OFFERS.thing(row), "offered_beds", id=offer_id)

    def standing_offers(self) -> Sequence[OfferedBeds]:
        """Offers that are neither over nor withdrawn, soonest first."""
        standing = select(*OFFERS.columns).where(offered_beds.c.end > self.now, offered_beds.c.withdrawn_at.is_(None))
        rows = self.connection.execute(standing.order_by(offered_beds.c.start, offered_beds.c.id))
        return OFFERS.things(rows.all())

    def beds_used(self, offer_ids: Collection[int]) -> dict[int, int]:
        """How many beds of some offers are asked for or taken; an offer without any is left out."""
        counted = (
            select(onward_referral.c.offer_id, func.count())
            .where(onward_referral.c.offer_id.in_(offer_ids), onward_referral.c.state.in_(USES_OFFER))
            .group_by(onward_referral.c.offer_id)
        )
        return dict(map(tuple, self.connection.execute(counted)))

    def onward_referral(self, onward_id: int) -> OnwardReferral:
        """One patient's way to a partner."""
        return found(next(iter(self._onward(onward_referral.c.id == onward_id)), None), "onward", id=onward_id)

    def onward_open(self) -> Sequence[OnwardReferral]:
        """Patients on their way to a partner, longest ready first."""
        return self._onward(onward_referral.c.state.in_(ON_THE_WAY))

    def onward_of(self, encounter_id: int) -> OnwardReferral | None:
        """The newest way to a partner of an encounter."""
        return next(reversed(self._onward(onward_referral.c.encounter_id == encounter_id)), None)

    def onward_gone(self, start: datetime, end: datetime) -> Sequence[OnwardReferral]:
        """Patients who went on to a partner in [start, end), longest ready first."""
        gone = onward_referral.c.state == OnwardState.GONE
        return self._onward(gone, onward_referral.c.changed_at >= start, onward_referral.c.changed_at < end)

    def _referrals(self, *conditions: ColumnElement[bool]) -> list[Referral]:
        rows = select(*REFERRALS.columns).where(*conditions).order_by(referral.c.asked_at, referral.c.id)
        return REFERRALS.things(self.connection.execute(rows).all())

    def _onward(self, *conditions: ColumnElement[bool]) -> list[OnwardReferral]:
        rows = select(*ONWARD.columns).where(*conditions).order_by(onward_referral.c.marked_at, onward_referral.c.id)
        return ONWARD.things(self.connection.execute(rows).all())
