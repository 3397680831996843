"""The stand-by list, freed slots and beds, and their offers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from bedcentre.domain.intervals import TheatreBooking
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Offer, OfferState, Opening, OpeningState, StandbyEntry
from bedcentre.store.tables.requests import DEMANDS, OPEN, demand
from bedcentre.store.tables.standby import ENTRIES, OFFERS, OPENINGS, offer, opening, standby


def listed(connection: Connection) -> list[tuple[StandbyEntry, Demand]]:
    """Everybody on the list whose demand is open, longest on it first."""
    found = (
        select(*ENTRIES.columns, *DEMANDS.columns)
        .join(demand, demand.c.id == standby.c.demand_id)
        .where(demand.c.state.in_(OPEN))
        .order_by(standby.c.since, standby.c.demand_id)
    )
    rows = connection.execute(found).all()
    return [(ENTRIES.thing(row), DEMANDS.thing(row, len(ENTRIES.names))) for row in rows]


def entry_of(connection: Connection, demand_id: int) -> StandbyEntry | None:
    """A demand's place on the list, if it is on it."""
    row = connection.execute(select(*ENTRIES.columns).where(standby.c.demand_id == demand_id)).one_or_none()
    return None if row is None else ENTRIES.thing(row)


def openings(connection: Connection) -> list[Opening]:
    """What is free and may be offered, soonest first."""
    return _openings(connection, opening.c.state == OpeningState.OPEN)


def openings_since(connection: Connection, since: datetime) -> list[Opening]:
    """What became free after ``since``, whatever became of it."""
    return _openings(connection, opening.c.freed_at > since)


def opening_by_id(connection: Connection, opening_id: int) -> Opening | None:
    """One freed slot or bed."""
    return next(iter(_openings(connection, opening.c.id == opening_id)), None)


def open_offers(connection: Connection) -> list[Offer]:
    """The offers that wait for an answer, soonest deadline first."""
    return _offers(connection, offer.c.state == OfferState.OPEN)


def offers_of(connection: Connection, opening_ids: Collection[int]) -> list[Offer]:
    """All offers of some freed slots."""
    return _offers(connection, offer.c.opening_id.in_(opening_ids))


def offer_by_id(connection: Connection, offer_id: int) -> Offer | None:
    """One offer."""
    return next(iter(_offers(connection, offer.c.id == offer_id)), None)


def offered_operations(connection: Connection, start: datetime, end: datetime) -> list[TheatreBooking]:
    """Theatre time in [start, end) that is kept for whoever was offered it, as if it were booked."""
    kept = (offer.c.state == OfferState.OPEN, offer.c.operation_start < end, offer.c.operation_end > start)
    return [
        TheatreBooking(
            id=each.id,
            demand_id=each.demand_id,
            session_id=each.session_id,
            theatre=each.theatre,
            surgeon=each.surgeon,
            start=each.operation_start,
            end=each.operation_end,
        )
        for each in _offers(connection, *kept)
        if each.session_id is not None and each.operation_start is not None and each.operation_end is not None
    ]


def _openings(connection: Connection, *conditions: ColumnElement[bool]) -> list[Opening]:
    found = select(*OPENINGS.columns).where(*conditions).order_by(opening.c.start, opening.c.id)
    return OPENINGS.things(connection.execute(found).all())


def _offers(connection: Connection, *conditions: ColumnElement[bool]) -> list[Offer]:
    found = select(*OFFERS.columns).where(*conditions).order_by(offer.c.answer_by, offer.c.id)
    return OFFERS.things(connection.execute(found).all())
