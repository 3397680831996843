"""Demands, what is promised to them, and what the plan proposes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from bedcentre.domain.intervals import PlannedInterval, TheatreBooking
from bedcentre.domain.proposals import FIRST, PlanRecord, Proposal
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import PlannedKind, ProposalState
from bedcentre.store.tables.places import theatre
from bedcentre.store.tables.requests import (
    BOOKINGS,
    DEMANDS,
    OPEN,
    PLANNED,
    PLANS,
    PROPOSALS,
    demand,
    plan,
    planned_interval,
    proposal,
    theatre_booking,
)

OPEN_DEMANDS = select(*DEMANDS.columns).where(demand.c.state.in_(OPEN)).order_by(demand.c.raised_at, demand.c.id)
BOOKED = select(*BOOKINGS.columns).join(theatre, theatre.c.id == theatre_booking.c.theatre_id)


def demand_by_id(connection: Connection, demand_id: int) -> Demand | None:
    """One demand."""
    row = connection.execute(select(*DEMANDS.columns).where(demand.c.id == demand_id)).one_or_none()
    return None if row is None else DEMANDS.thing(row)


def open_demands(connection: Connection) -> list[Demand]:
    """All waiting and promised demands, longest known first."""
    return DEMANDS.things(connection.execute(OPEN_DEMANDS).all())


def open_demands_of(connection: Connection, patient_id: int) -> list[Demand]:
    """A person's waiting and promised demands, longest known first."""
    return DEMANDS.things(connection.execute(OPEN_DEMANDS.where(demand.c.patient_id == patient_id)).all())


def demands_of_surgeon(connection: Connection, surgeon: str, since: datetime) -> list[Demand]:
    """A surgeon's demands wanted after ``since``, newest first."""
    found = select(*DEMANDS.columns).where(demand.c.surgeon == surgeon, demand.c.latest > since)
    return DEMANDS.things(connection.execute(found.order_by(demand.c.raised_at.desc(), demand.c.id.desc())).all())


def claims_of(connection: Connection, demand_id: int) -> list[PlannedInterval]:
    """Holds and reservations of a demand, expired holds too, by start."""
    found = select(*PLANNED.columns).where(planned_interval.c.demand_id == demand_id)
    return PLANNED.things(connection.execute(found.order_by(planned_interval.c.start)).all())


def expired_holds(connection: Connection, now: datetime) -> list[PlannedInterval]:
    """Holds whose time is over but that still stand."""
    found = select(*PLANNED.columns).where(
        planned_interval.c.kind == PlannedKind.HOLD, planned_interval.c.expires_at <= now
    )
    return PLANNED.things(connection.execute(found.order_by(planned_interval.c.id)).all())


def open_proposals(connection: Connection, demand_ids: Collection[int] | None) -> list[Proposal]:
    """The open proposals of these demands (None = all), by when the bed would be given."""
    found = select(*PROPOSALS.columns).where(proposal.c.state == ProposalState.OPEN)
    if demand_ids is not None:
        found = found.where(proposal.c.demand_id.in_(demand_ids))
    return PROPOSALS.things(connection.execute(found.order_by(proposal.c.start, proposal.c.id)).all())


def proposal_by_id(connection: Connection, proposal_id: int) -> Proposal | None:
    """One proposal."""
    row = connection.execute(select(*PROPOSALS.columns).where(proposal.c.id == proposal_id)).one_or_none()
    return None if row is None else PROPOSALS.thing(row)


def rejections(connection: Connection) -> frozenset[tuple[int, int]]:
    """(demand, bed) pairs that were turned down, of open demands."""
    found = (
        select(proposal.c.demand_id, proposal.c.bed_id)
        .join(demand, demand.c.id == proposal.c.demand_id)
        .where(proposal.c.state == ProposalState.REJECTED, demand.c.state.in_(OPEN))
    )
    return frozenset((demand_id, bed_id) for demand_id, bed_id in connection.execute(found))


def latest_plan(connection: Connection) -> PlanRecord | None:
    """The newest plan of the whole hospital."""
    whole = select(*PLANS.columns).where(plan.c.method != FIRST)
    row = connection.execute(whole.order_by(plan.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else PLANS.thing(row)


def bookings(connection: Connection, start: datetime, end: datetime) -> list[TheatreBooking]:
    """Theatre bookings that overlap [start, end), by start."""
    found = BOOKED.where(theatre_booking.c.start < end, theatre_booking.c.end > start)
    return BOOKINGS.things(connection.execute(found.order_by(theatre_booking.c.start, theatre_booking.c.id)).all())


def booking_of(connection: Connection, demand_id: int) -> TheatreBooking | None:
    """The operation's place of a demand."""
    row = connection.execute(BOOKED.where(theatre_booking.c.demand_id == demand_id)).one_or_none()
    return None if row is None else BOOKINGS.thing(row)
