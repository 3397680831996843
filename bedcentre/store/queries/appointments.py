"""Appointments of people at home: what is promised to them, what they were asked, who did not come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from bedcentre.domain.appointments import KIND_OF, BlockLift, Channel, Contact, Delivery, NoShow, Notice
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandState, PlannedKind
from bedcentre.store.tables.appointments import (
    CONTACTS,
    LIFTS,
    NO_SHOWS,
    NOTICES,
    block_lift,
    contact,
    no_show,
    notice,
    notice_link,
)
from bedcentre.store.tables.requests import DEMANDS, PLANNED, demand, planned_interval


def promised_from_home(connection: Connection, start: datetime, end: datetime) -> list[tuple[Demand, PlannedInterval]]:
    """Who is promised a bed from a time in [start, end) and comes from home for it, by that time."""
    found = (
        select(*DEMANDS.columns, *PLANNED.columns)
        .join(planned_interval, planned_interval.c.demand_id == demand.c.id)
        .where(
            planned_interval.c.kind == PlannedKind.RESERVATION,
            planned_interval.c.start >= start,
            planned_interval.c.start < end,
            demand.c.state == DemandState.PROMISED,
            demand.c.kind.in_(list(KIND_OF)),
        )
        .order_by(planned_interval.c.start, planned_interval.c.id)
    )
    rows = connection.execute(found).all()
    return [(DEMANDS.thing(row), PLANNED.thing(row, len(DEMANDS.names))) for row in rows]


def contacts(connection: Connection, patient_ids: Collection[int]) -> dict[int, Contact]:
    """How some people are reached, by their id."""
    found = select(*CONTACTS.columns).where(contact.c.patient_id.in_(patient_ids))
    return {each.patient_id: each for each in CONTACTS.things(connection.execute(found).all())}


def notice_by_id(connection: Connection, notice_id: int) -> Notice | None:
    """One notice."""
    return next(iter(_notices(connection, notice.c.id == notice_id)), None)


def notice_of_link(connection: Connection, link_hash: str) -> Notice | None:
    """The notice that a link leads to."""
    leads = select(notice_link.c.notice_id).where(notice_link.c.link_hash == link_hash)
    return next(iter(_notices(connection, notice.c.id.in_(leads))), None)


def notices_from(connection: Connection, start: datetime) -> list[Notice]:
    """Those about appointments and places that begin at or after ``start``, by that time."""
    return _notices(connection, notice.c.at >= start)


def notices_of_offers(connection: Connection, offer_ids: Collection[int]) -> dict[int, Notice]:
    """The notices of some offers, by the offer."""
    return {each.offer_id or 0: each for each in _notices(connection, notice.c.offer_id.in_(offer_ids))}


def notices_to_send(connection: Connection, now: datetime) -> list[Notice]:
    """The letters whose turn has come and that are still of use."""
    waiting = (notice.c.channel == Channel.MAIL, notice.c.delivery == Delivery.WAITING)
    return _notices(connection, *waiting, notice.c.next_try <= now, notice.c.answer_by > now)


def no_shows_since(connection: Connection, since: datetime) -> list[NoShow]:
    """Those noted after ``since``, newest first."""
    found = select(*NO_SHOWS.columns).where(no_show.c.noted_at > since)
    return NO_SHOWS.things(connection.execute(found.order_by(no_show.c.noted_at.desc(), no_show.c.id)).all())


def no_shows_of(connection: Connection, patient_ids: Collection[int]) -> list[NoShow]:
    """All of some people, oldest first."""
    found = select(*NO_SHOWS.columns).where(no_show.c.patient_id.in_(patient_ids))
    return NO_SHOWS.things(connection.execute(found.order_by(no_show.c.noted_at, no_show.c.id)).all())


def no_show_by_id(connection: Connection, no_show_id: int) -> NoShow | None:
    """One no-show."""
    row = connection.execute(select(*NO_SHOWS.columns).where(no_show.c.id == no_show_id)).one_or_none()
    return None if row is None else NO_SHOWS.thing(row)


def lifts_of(connection: Connection, patient_ids: Collection[int]) -> list[BlockLift]:
    """The lifted blocks of some people, oldest first."""
    found = select(*LIFTS.columns).where(block_lift.c.patient_id.in_(patient_ids))
    return LIFTS.things(connection.execute(found.order_by(block_lift.c.id)).all())


def _notices(connection: Connection, *conditions: ColumnElement[bool]) -> list[Notice]:
    found = select(*NOTICES.columns).where(*conditions).order_by(notice.c.at, notice.c.id)
    return NOTICES.things(connection.execute(found).all())
