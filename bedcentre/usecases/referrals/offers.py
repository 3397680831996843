"""Beds that partners offer to patients from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import BedsOffered, OfferWithdrawn
from bedcentre.domain.messages import Message
from bedcentre.domain.referrals import OfferedBeds
from bedcentre.domain.vocabulary import Destination, Role, Sex
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.referrals.common import require_partner
from bedcentre.usecases.requests import FARTHEST, too_far

MOST = 200
"""More beds in one offer are mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferBeds:
    """A partner has so many beds of a kind from ``start`` until ``end``; ``sex`` None: for anybody."""

    partner: str
    kind: Destination
    sex: Sex | None
    beds: int
    start: datetime
    end: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOffer:
    """What is left of an offer is offered no longer; patients asked for or accepted keep theirs."""

    offer_id: int


@handles(OfferBeds, Role.PARTNER, Role.COORDINATOR)
def offer_beds(uow: UnitOfWork, command: OfferBeds) -> int:
    """Put them on the list; returns the offer's id.

    Raises:
        BadInputError: no number of beds, a kind the partner does not have, or times that cannot be meant.
        NotPermittedError: it is another partner's.
    """
    partner = uow.partner(command.partner)
    require_partner(uow.actor, partner.code)
    if not 0 < command.beds <= MOST:
        raise BadInputError(Message("input.offer_beds", {"most": MOST}))
    if command.kind not in partner.offers:
        raise BadInputError(Message("input.offer_kind", {"kind": f"@destination.{command.kind.value}"}))
    if command.end <= max(command.start, uow.now):
        raise BadInputError(Message("input.offer_times"))
    if command.end > uow.now + FARTHEST:
        raise BadInputError(too_far(command.end))
    offer = OfferedBeds(
        id=uow.new_id(),
        partner=partner.code,
        kind=command.kind,
        sex=command.sex,
        beds=command.beds,
        start=command.start,
        end=command.end,
        note=command.note.strip(),
        made_at=uow.now,
        made_by=uow.actor.user_id,
    )
    uow.record(BedsOffered(offer=offer))
    return offer.id


@handles(WithdrawOffer, Role.PARTNER, Role.COORDINATOR)
def withdraw_offer(uow: UnitOfWork, command: WithdrawOffer) -> None:
    """Take it off the list.

    Raises:
        NotPermittedError: it is another partner's.
        RefusedError: it was withdrawn before.
    """
    offer = uow.offered_beds(command.offer_id)
    require_partner(uow.actor, offer.partner)
    if offer.withdrawn_at is not None:
        raise RefusedError(Message("refusal.offer_withdrawn", {"at": offer.withdrawn_at}))
    uow.record(OfferWithdrawn(offer=replace(offer, withdrawn_at=uow.now)))


def left_of(reader: Reader, offers: Iterable[OfferedBeds]) -> dict[int, int]:
    """How many beds of each offer nobody is asked for yet, by its id."""
    given = {each.id: each.beds for each in offers}
    used = reader.beds_used(given)
    return {offer_id: beds - used.get(offer_id, 0) for offer_id, beds in given.items()}
