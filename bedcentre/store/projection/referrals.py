"""What partners asked for and offer, and who goes on to them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from bedcentre.domain.events import (
    BedsOffered,
    OfferWithdrawn,
    OnwardReferralChanged,
    OnwardReferralMarked,
    ReferralAnswered,
    ReferralAsked,
    ReferralQuotaSet,
)
from bedcentre.domain.people import Encounter
from bedcentre.store.projection.dispatch import show
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


@show.register
def referral_asked(event: ReferralAsked, connection: Connection) -> None:
    """It waits for an answer."""
    connection.execute(insert(referral), REFERRALS.values(event.referral))


@show.register
def referral_answered(event: ReferralAnswered, connection: Connection) -> None:
    """It stands otherwise now."""
    changed = update(referral).where(referral.c.id == event.referral.id)
    connection.execute(changed.values(REFERRALS.values(event.referral)))


@show.register
def referral_quota_set(event: ReferralQuotaSet, connection: Connection) -> None:
    """The newest word counts; the journal has the rest."""
    quota = event.quota
    known = (referral_quota.c.partner == quota.partner) & (referral_quota.c.group == quota.group)
    connection.execute(delete(referral_quota).where(known))
    connection.execute(insert(referral_quota), QUOTAS.values(quota))


@show.register
def beds_offered(event: BedsOffered, connection: Connection) -> None:
    """One offer more."""
    connection.execute(insert(offered_beds), OFFERS.values(event.offer))


@show.register
def offer_withdrawn(event: OfferWithdrawn, connection: Connection) -> None:
    """What is left of it is offered no longer."""
    connection.execute(
        update(offered_beds).where(offered_beds.c.id == event.offer.id).values(OFFERS.values(event.offer))
    )


@show.register
def onward_referral_marked(event: OnwardReferralMarked, connection: Connection) -> None:
    """A patient is ready."""
    connection.execute(insert(onward_referral), ONWARD.values(event.onward))


@show.register
def onward_referral_changed(event: OnwardReferralChanged, connection: Connection) -> None:
    """It stands otherwise now."""
    changed = update(onward_referral).where(onward_referral.c.id == event.onward.id)
    connection.execute(changed.values(ONWARD.values(event.onward)))


def received(connection: Connection, demand_id: int, encounter: Encounter) -> None:
    """The patient of a demand lies here: if a partner asked for the bed, its referral is met."""
    met = update(referral).where(referral.c.demand_id == demand_id)
    connection.execute(met.values(encounter_id=encounter.id, received_at=encounter.admitted_at))
