"""Partners of the network, what they ask for and offer, and the patients who go on to them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, String, Table, Text

from bedcentre.domain.referrals import (
    Declined,
    OfferedBeds,
    OnwardReferral,
    OnwardState,
    Partner,
    Referral,
    ReferralQuota,
    ReferralState,
)
from bedcentre.domain.vocabulary import CareSetting, Destination, Feature, ReferralUrgency, Sex, WardGroup
from bedcentre.store.tables.base import Rows, metadata
from bedcentre.store.tables.people import encounter, patient
from bedcentre.store.tables.places import specialty
from bedcentre.store.tables.requests import demand
from bedcentre.store.types import Coded, Codes, Document, Instant

partner = Table(
    "partner",
    metadata,
    Column("code", String, primary_key=True),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("offers", Codes(Destination), nullable=False),
    Column("ride_minutes", Integer, nullable=False),
)

referral_quota = Table(
    "referral_quota",
    metadata,
    Column("partner", ForeignKey(partner.c.code), primary_key=True),
    Column("group", Coded(WardGroup), primary_key=True),
    Column("beds", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", BigInteger, nullable=False),
)

referral = Table(
    "referral",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("partner", ForeignKey(partner.c.code), nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("asked_by", BigInteger, nullable=False),
    Column("answer_by", Instant, nullable=False),
    Column("mrn", String, nullable=False),
    Column("name", String, nullable=False),
    Column("sex", Coded(Sex), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("specialty", ForeignKey(specialty.c.code), nullable=False),
    Column("urgency", Coded(ReferralUrgency), nullable=False),
    Column("setting", Coded(CareSetting), nullable=False),
    Column("report", Text, nullable=False),
    Column("wanted_from", Instant, nullable=False),
    Column("stay_minutes", Integer, nullable=False),
    Column("by_telephone", Boolean, nullable=False),
    Column("severe", Boolean, nullable=False),
    Column("needs", Codes(Feature), nullable=False),
    Column("procedure", String),
    Column("state", Coded(ReferralState), nullable=False, index=True),
    Column("changed_at", Instant, nullable=False, index=True),
    Column("changed_by", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("group", Coded(WardGroup)),
    Column("within_quota", Boolean, nullable=False),
    Column("policy_version", Integer, nullable=False),
    Column("demand_id", ForeignKey(demand.c.id), index=True),
    Column("encounter_id", ForeignKey(encounter.c.id)),
    Column("received_at", Instant, index=True),
)

offered_beds = Table(
    "offered_beds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("partner", ForeignKey(partner.c.code), nullable=False),
    Column("kind", Coded(Destination), nullable=False),
    Column("sex", Coded(Sex)),
    Column("beds", Integer, nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Column("note", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("withdrawn_at", Instant),
)

onward_referral = Table(
    "onward_referral",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("patient_id", ForeignKey(patient.c.id), nullable=False),
    Column("encounter_id", ForeignKey(encounter.c.id), index=True),
    Column("setting", Coded(CareSetting), nullable=False),
    Column("destination", Coded(Destination), nullable=False),
    Column("reason", Text, nullable=False),
    Column("physician", Text, nullable=False),
    Column("marked_at", Instant, nullable=False),
    Column("marked_by", BigInteger, nullable=False),
    Column("state", Coded(OnwardState), nullable=False, index=True),
    Column("changed_at", Instant, nullable=False, index=True),
    Column("changed_by", BigInteger, nullable=False),
    Column("partner", ForeignKey(partner.c.code)),
    Column("offer_id", ForeignKey(offered_beds.c.id), index=True),
    Column("answer_by", Instant),
    Column("comes_at", Instant),
    Column("declined", Document(tuple[Declined, ...]), nullable=False),
    Column("reason_off", Text, nullable=False),
    Column("policy_version", Integer, nullable=False),
)

PARTNERS = Rows(Partner, partner)
QUOTAS = Rows(ReferralQuota, referral_quota)
REFERRALS = Rows(Referral, referral)
OFFERS = Rows(OfferedBeds, offered_beds)
ONWARD = Rows(OnwardReferral, onward_referral)

PLANTED = (partner,)
"""Reference data."""
