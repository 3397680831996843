"""Offering a freed slot to one person after the other, and what becomes of each offer."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.appointments import Subject
from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import BedHeld, SlotOffered
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.standby import Fit, Offer, OfferState, Opening, OpeningState, why_first
from bedcentre.domain.vocabulary import PlannedKind, Role
from bedcentre.usecases.appointments.outbox import make_notice
from bedcentre.usecases.commands import handles
from bedcentre.usecases.day_surgery.theatre import book_theatre
from bedcentre.usecases.placement import reserve
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.standby.openings import close_offer, close_opening, leave_standby, note_freed
from bedcentre.usecases.standby.order import ranked

HELD = "@standby.held"
"""Why the bed is held meanwhile, in whatever language it is read."""

MOVED_EARLIER = "@standby.moved_earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOffer:
    """Offer a freed slot to the first on the stand-by list whom it suits."""

    opening_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOpening:
    """Do not offer it (any more): the plan gives it away like any other bed."""

    opening_id: int


@handles(MakeOffer, Role.COORDINATOR)
def make_offer(uow: UnitOfWork, command: MakeOffer) -> int:
    """Ask the next one; the bed is held and the theatre kept until they answer. Returns the offer's id.

    Raises:
        RefusedError: it is not free any more, somebody is being asked already, or it suits nobody on the list.
    """
    opening = _open(uow, command.opening_id)
    asked = [each for each in uow.open_offers() if each.opening_id == opening.id]
    if asked:
        raise RefusedError(Message("refusal.offered", {"until": asked[0].answer_by}))
    made = offer_next(uow, opening)
    if made is None:
        raise RefusedError(Message("refusal.nobody_suits"))
    return made


@handles(CloseOpening, Role.COORDINATOR)
def give_up_opening(uow: UnitOfWork, command: CloseOpening) -> None:
    """Open → closed; whoever is being asked is asked no longer.

    Raises:
        RefusedError: it is filled or closed already.
    """
    opening = _open(uow, command.opening_id)
    for offer in uow.open_offers():
        if offer.opening_id == opening.id:
            close_offer(uow, offer, OfferState.WITHDRAWN)
    close_opening(uow, opening, OpeningState.CLOSED)


def offer_next(uow: UnitOfWork, opening: Opening) -> int | None:
    """Ask the first whom the opening suits; the offer's id, None = it suits nobody."""
    found = ranked(uow, opening)
    return offer_to(uow, opening, found[0], why_first(found)) if found else None


def offer_to(uow: UnitOfWork, opening: Opening, fit: Fit, why: Message) -> int:
    """Ask one whom the opening suits, for the reason ``why``; the offer's id."""
    offer = _offer(uow, opening, fit, why)
    hold = PlannedInterval(
        id=offer.hold_id,
        bed_id=offer.bed_id,
        kind=PlannedKind.HOLD,
        start=offer.start,
        end=offer.start + fit.demand.stay,
        demand_id=None,
        made_by=uow.actor.user_id,
        expires_at=offer.answer_by,
        reason=HELD,
    )
    uow.record(BedHeld(hold=hold))
    uow.record(SlotOffered(offer=offer))
    make_notice(
        uow,
        key=f"{Subject.OFFER.value}:{offer.id}",
        kind=opening.kind,
        demand=fit.demand,
        at=offer.start,
        offer=offer,
    )
    return offer.id


def accept_offer(uow: UnitOfWork, offer: Offer) -> None:
    """Book it in place of what the demand had, which becomes free for the next.

    Raises:
        RefusedError: it is no longer offered, or a rule speaks against it by now.
        TakenError: somebody else has it by now.
    """
    _require_open(offer)
    demand, opening = uow.demand(offer.demand_id), uow.opening(offer.opening_id)
    note_freed(uow, demand, MOVED_EARLIER)
    close_offer(uow, offer, OfferState.ACCEPTED)
    reserve(uow, demand, uow.bed(offer.bed_id), offer.start)
    if offer.session_id is not None and offer.operation_start is not None:
        book_theatre(uow, demand, offer.session_id, offer.operation_start)
    close_opening(uow, opening, OpeningState.FILLED)
    leave_standby(uow, demand)


def decline_offer(uow: UnitOfWork, offer: Offer) -> None:
    """The patient keeps to what is planned, stays on the list, and is not asked about this one again.

    Raises:
        RefusedError: it is no longer offered.
    """
    _require_open(offer)
    close_offer(uow, offer, OfferState.DECLINED)


def _offer(uow: UnitOfWork, opening: Opening, fit: Fit, why: Message) -> Offer:
    return Offer(
        id=uow.new_id(),
        opening_id=opening.id,
        demand_id=fit.demand.id,
        bed_id=fit.bed_id,
        start=fit.start,
        hold_id=uow.new_id(),
        answer_by=min(uow.now + uow.policy.standby_answer, fit.start),
        made_at=uow.now,
        made_by=uow.actor.user_id,
        policy_version=uow.policy_version,
        why=why,
        session_id=fit.session_id,
        theatre=fit.theatre,
        surgeon=fit.demand.surgeon or "",
        operation_start=fit.operation_start,
        operation_end=fit.operation_end,
    )


def _open(uow: UnitOfWork, opening_id: int) -> Opening:
    opening = uow.opening(opening_id)
    if opening.state is not OpeningState.OPEN:
        raise RefusedError(Message("refusal.opening_over", {"state": f"@opening_state.{opening.state.value}"}))
    return opening


def _require_open(offer: Offer) -> None:
    if offer.state is not OfferState.OPEN:
        raise RefusedError(Message("refusal.standby_offer_over", {"state": f"@offer_state.{offer.state.value}"}))
