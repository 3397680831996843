"""Who is on the stand-by list, what became free, and to whom it is offered."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from bedcentre.domain.events import OfferClosed, OpeningClosed, SlotFreed, SlotOffered, StandbyJoined, StandbyLeft
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.standby import ENTRIES, OFFERS, OPENINGS, offer, opening, standby


@show.register
def standby_joined(event: StandbyJoined, connection: Connection) -> None:
    """It is on the list."""
    connection.execute(insert(standby), ENTRIES.values(event.entry))


@show.register
def standby_left(event: StandbyLeft, connection: Connection) -> None:
    """It is on the list no longer."""
    connection.execute(delete(standby).where(standby.c.demand_id == event.demand_id))


@show.register
def slot_freed(event: SlotFreed, connection: Connection) -> None:
    """It may be offered."""
    connection.execute(insert(opening), OPENINGS.values(event.opening))


@show.register
def opening_closed(event: OpeningClosed, connection: Connection) -> None:
    """It is offered no longer."""
    changed = update(opening).where(opening.c.id == event.opening.id)
    connection.execute(changed.values(OPENINGS.values(event.opening)))


@show.register
def slot_offered(event: SlotOffered, connection: Connection) -> None:
    """Somebody is asked."""
    connection.execute(insert(offer), OFFERS.values(event.offer))


@show.register
def offer_closed(event: OfferClosed, connection: Connection) -> None:
    """They answered, or the time for it is over."""
    changed = update(offer).where(offer.c.id == event.offer.id)
    connection.execute(changed.values(OFFERS.values(event.offer)))
