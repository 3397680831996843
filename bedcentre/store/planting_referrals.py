"""What partners were granted, offer and have asked for already when the hospital is taken over."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.domain.events import BedsOffered, Event, ReferralAsked, ReferralQuotaSet
from bedcentre.domain.referrals import OfferedBeds, Referral, ReferralQuota, ReferralState
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import CareSetting, Destination, ReferralUrgency, Sex, WardGroup
from bedcentre.seeding import records
from bedcentre.seeding.records import Hospital
from bedcentre.store.unit_of_work import SqlUnitOfWork
from bedcentre.usecases.ahead.groups import homes_among


def agreed_before(uow: SqlUnitOfWork, hospital: Hospital) -> Iterator[Event]:
    """The quotas, and the beds that partners offer now."""
    for quota in hospital.referral_quotas:
        yield ReferralQuotaSet(
            quota=ReferralQuota(
                partner=quota.partner,
                group=WardGroup(quota.group),
                beds=quota.beds,
                changed_at=uow.now,
                changed_by=uow.actor.user_id,
            )
        )
    for offer in hospital.offered_beds:
        yield BedsOffered(
            offer=OfferedBeds(
                id=uow.new_id(),
                partner=offer.partner,
                kind=Destination(offer.kind),
                sex=Sex(offer.sex) if offer.sex else None,
                beds=offer.beds,
                start=offer.start,
                end=offer.end,
                note="",
                made_at=uow.now,
                made_by=uow.actor.user_id,
            )
        )


def sent_before(uow: SqlUnitOfWork, hospital: Hospital, demand: Demand, sent: records.Demand) -> Iterator[Event]:
    """A partner's request that was accepted before, outside any quota: quotas count from now on."""
    if sent.partner is None:
        return
    patient = sent.patient
    yield ReferralAsked(
        referral=Referral(
            id=uow.new_id(),
            partner=sent.partner,
            asked_at=demand.raised_at,
            asked_by=uow.actor.user_id,
            answer_by=demand.raised_at,
            mrn=patient.mrn,
            name=patient.name,
            sex=Sex(patient.sex),
            birth_date=patient.birth_date,
            specialty=demand.specialty,
            urgency=ReferralUrgency.SOON,
            setting=CareSetting.OUTPATIENT if demand.procedure else CareSetting.INPATIENT,
            report=hospital.report_of(sent),
            wanted_from=demand.wanted_from,
            stay_minutes=demand.stay_minutes,
            severe=demand.severe,
            needs=frozenset() if demand.procedure else demand.needs,
            procedure=demand.procedure,
            state=ReferralState.ACCEPTED,
            changed_at=demand.raised_at,
            changed_by=uow.actor.user_id,
            group=homes_among(uow.wards(), uow.specialties()).get(demand.specialty),
            demand_id=demand.id,
        )
    )
