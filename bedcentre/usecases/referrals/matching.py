"""Which offered bed for which patient: what speaks against each offer, and the one to ask first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.referrals import OfferedBeds, OnwardReferral, Partner
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.referrals.offers import left_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An offer for a patient. ``waits``: how long the patient would have to wait for its bed.

    ``against``: everything that speaks against it. ``suggested``: the one to ask first.
    """

    offer: OfferedBeds
    partner: Partner
    left: int
    waits: timedelta
    against: tuple[Message, ...]
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """A patient who is ready to go on, as matching sees them."""

    onward: OnwardReferral
    patient: Patient
    encounter: Encounter


def matches(reader: Reader, travellers: Collection[Traveller]) -> Mapping[int, list[Match]]:
    """Every standing offer of the right kind for each patient, by the id of the onward referral, best first.

    Best is without waiting, then near, then what is offered for the shorter time. Who has been ready longest is
    suggested first: a bed suggested to them is not suggested again.
    """
    offers = reader.standing_offers()
    left = left_of(reader, offers)
    free = dict(left)
    partners = {each.code: each for each in reader.partners()}
    found = {}
    for each in sorted(travellers, key=lambda traveller: (traveller.onward.marked_at, traveller.onward.id)):
        fitting = [
            _match(reader, each, offer, partners[offer.partner], left[offer.id])
            for offer in offers
            if offer.kind is each.onward.destination
        ]
        fitting.sort(key=_worth)
        first = next((match for match in fitting if not match.against and free[match.offer.id] > 0), None)
        if first is not None:
            free[first.offer.id] -= 1
        found[each.onward.id] = [replace(match, suggested=match is first) for match in fitting]
    return found


def against(reader: Reader, traveller: Traveller, offer: OfferedBeds, left: int) -> list[Message]:
    """Everything that speaks against an offer for a patient."""
    reasons = []
    onward = traveller.onward
    if offer.kind is not onward.destination:
        reasons.append(Message("refusal.offer_kind", {"kind": f"@destination.{offer.kind.value}"}))
    if offer.sex not in {None, traveller.patient.sex}:
        reasons.append(Message("refusal.offer_sex", {"sex": f"@sex.{offer.sex.value}" if offer.sex else ""}))
    if left < 1:
        reasons.append(Message("refusal.offer_full"))
    if offer.withdrawn_at is not None:
        reasons.append(Message("refusal.offer_withdrawn", {"at": offer.withdrawn_at}))
    if offer.end <= max(reader.now, traveller.encounter.expected_discharge):
        reasons.append(Message("refusal.offer_over", {"at": offer.end}))
    said_no = [each for each in onward.declined if each.partner == offer.partner]
    if said_no:
        reasons.append(Message("refusal.offer_declined", {"reason": said_no[-1].reason}))
    return reasons


def _match(reader: Reader, traveller: Traveller, offer: OfferedBeds, partner: Partner, left: int) -> Match:
    could_go = max(reader.now, traveller.encounter.expected_discharge)
    return Match(
        offer=offer,
        partner=partner,
        left=left,
        waits=max(offer.start - could_go, timedelta(0)),
        against=tuple(against(reader, traveller, offer, left)),
    )


def _worth(match: Match) -> tuple[object, ...]:
    return len(match.against), match.waits, match.partner.ride_minutes, match.offer.end, match.offer.id
