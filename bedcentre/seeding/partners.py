"""The partners of the network: what they are granted and offer, and which patients they send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np

from bedcentre.seeding.kit import Kit
from bedcentre.seeding.records import Demand, OfferedBeds, Partner, ReferralQuota

THOUSAND = 1000
SENT_TO_DAY_SURGERY = 0.06
"""Share of the day cases that primary care sends by the green channel (assumption)."""


def build_partners(kit: Kit) -> tuple[Partner, ...]:
    """The facilities."""
    return tuple(
        Partner(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            offers=frozenset(row.offers),
            ride_minutes=row.ride_minutes,
        )
        for row in kit.tables.partners
    )


def build_quotas(kit: Kit) -> tuple[ReferralQuota, ...]:
    """The quotas, in proportion to the house."""
    return tuple(
        ReferralQuota(partner=row.partner, group=row.group, beds=_scaled(kit, row.beds))
        for row in kit.tables.partner_quotas
    )


def build_offers(kit: Kit) -> tuple[OfferedBeds, ...]:
    """The beds that are offered at the start, in proportion to the house."""
    start = kit.timeline.start
    return tuple(
        OfferedBeds(
            partner=row.partner,
            kind=row.kind,
            sex=None if row.sex == "any" else row.sex,
            beds=_scaled(kit, row.beds),
            start=start,
            end=start + timedelta(days=row.days),
        )
        for row in kit.tables.partner_beds
    )


def sent_by_partners(kit: Kit, demands: Iterable[Demand]) -> Iterator[Demand]:
    """The demands, those of referred patients with who sends them; so are a few day cases."""
    rng = kit.dice("partners")
    senders = [row for row in kit.tables.partners if row.sends]
    weights = np.array([row.sends for row in senders], dtype=float)
    for demand in demands:
        referred = demand.kind == "referral_in"
        if referred or (demand.kind == "day_surgery" and rng.random() < SENT_TO_DAY_SURGERY):
            sender = senders[rng.choice(len(senders), p=weights / weights.sum())]
            yield replace(demand, partner=sender.code)
        else:
            yield demand


def _scaled(kit: Kit, beds: int) -> int:
    return max(1, round(beds * kit.structure.beds / THOUSAND))
