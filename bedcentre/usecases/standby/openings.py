"""A promised slot or bed that becomes free before its time is noted, so that it can be offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bedcentre.domain.appointments import KIND_OF
from bedcentre.domain.events import ClaimReleased, OfferClosed, OpeningClosed, SlotFreed, StandbyLeft
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Offer, OfferState, Opening, OpeningState
from bedcentre.domain.vocabulary import PlannedKind
from bedcentre.usecases.ports import UnitOfWork

BED_KEPT = timedelta(hours=24)
"""How long a freed bed is offered at most: what lies further ahead is the plan's."""


def note_freed(uow: UnitOfWork, demand: Demand, cause: str) -> None:
    """Note what a demand is about to give back, if it is still to come; called before it is given back."""
    if demand.kind not in KIND_OF:
        return
    booking = uow.booking_of(demand.id)
    for claim in uow.claims_of(demand.id):
        if claim.kind is not PlannedKind.RESERVATION or claim.start <= uow.now:
            continue
        opening = Opening(
            id=uow.new_id(),
            kind=KIND_OF[demand.kind],
            bed_id=claim.bed_id,
            start=claim.start,
            end=claim.end,
            until=booking.end if booking is not None else min(claim.end, claim.start + BED_KEPT),
            freed_at=uow.now,
            cause=cause,
            former=demand.id,
            session_id=booking.session_id if booking is not None else None,
            theatre=booking.theatre if booking is not None else "",
            operation_start=booking.start if booking is not None else None,
            operation_end=booking.end if booking is not None else None,
        )
        uow.record(SlotFreed(opening=opening))


def leave_standby(uow: UnitOfWork, demand: Demand) -> None:
    """The demand is on the list no longer, and what it was offered goes to others."""
    for offer in uow.open_offers():
        if offer.demand_id == demand.id:
            close_offer(uow, offer, OfferState.WITHDRAWN)
    if uow.standby_entry(demand.id) is not None:
        uow.record(StandbyLeft(demand_id=demand.id, at=uow.now))


def close_offer(uow: UnitOfWork, offer: Offer, state: OfferState) -> None:
    """An offer is over; the bed that was held for it is no longer."""
    hold = uow.hold(offer.hold_id)
    if hold is not None:
        uow.record(ClaimReleased(interval_id=hold.id, bed_id=hold.bed_id, demand_id=None, cause="undone"))
    uow.record(OfferClosed(offer=replace(offer, state=state, changed_at=uow.now)))


def close_opening(uow: UnitOfWork, opening: Opening, state: OpeningState) -> None:
    """A freed slot is offered no longer."""
    uow.record(OpeningClosed(opening=replace(opening, state=state, closed_at=uow.now)))
