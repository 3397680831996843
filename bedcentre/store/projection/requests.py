"""Demands, the beds promised to them, and their theatre time."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from bedcentre.domain.events import (
    BedHeld,
    BedReserved,
    ClaimReleased,
    DemandCancelled,
    DemandPinned,
    DemandRaised,
    TheatreBooked,
    TheatreReleased,
)
from bedcentre.domain.vocabulary import DemandState, PlannedKind, ProposalState
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.places import theatre
from bedcentre.store.tables.requests import (
    BOOKINGS,
    DEMANDS,
    PLANNED,
    demand,
    planned_interval,
    proposal,
    theatre_booking,
)


@show.register
def demand_raised(event: DemandRaised, connection: Connection) -> None:
    """A demand waits."""
    connection.execute(insert(demand), DEMANDS.values(event.demand))


@show.register
def demand_cancelled(event: DemandCancelled, connection: Connection) -> None:
    """A demand is closed."""
    set_state(connection, event.demand_id, DemandState.CANCELLED)


@show.register
def demand_pinned(event: DemandPinned, connection: Connection) -> None:
    """A demand has a fixed bed, or none any more."""
    connection.execute(update(demand).where(demand.c.id == event.demand_id).values(pinned_bed_id=event.bed_id))


@show.register
def bed_reserved(event: BedReserved, connection: Connection) -> None:
    """The bed is promised; the proposal it came from is accepted, others for the demand no longer matter."""
    connection.execute(insert(planned_interval), PLANNED.values(event.reservation))
    if event.proposal_id is not None:
        accepted = update(proposal).where(proposal.c.id == event.proposal_id)
        connection.execute(accepted.values(state=ProposalState.ACCEPTED))
    if event.reservation.demand_id is not None:
        set_state(connection, event.reservation.demand_id, DemandState.PROMISED)


@show.register
def bed_held(event: BedHeld, connection: Connection) -> None:
    """The bed is kept."""
    connection.execute(insert(planned_interval), PLANNED.values(event.hold))


@show.register
def claim_released(event: ClaimReleased, connection: Connection) -> None:
    """The bed is no longer meant for it; a demand that had no other promise waits again, for a new proposal."""
    connection.execute(delete(planned_interval).where(planned_interval.c.id == event.interval_id))
    if event.demand_id is not None and event.cause != "used":
        promises = select(planned_interval.c.demand_id).where(planned_interval.c.kind == PlannedKind.RESERVATION)
        waits_again = connection.execute(
            update(demand)
            .where(
                demand.c.id == event.demand_id,
                demand.c.state == DemandState.PROMISED,
                demand.c.id.not_in(promises.where(planned_interval.c.demand_id == event.demand_id)),
            )
            .values(state=DemandState.WAITING)
        )
        if waits_again.rowcount:
            _withdraw(connection, event.demand_id)


@show.register
def theatre_booked(event: TheatreBooked, connection: Connection) -> None:
    """The theatre is taken then."""
    theatre_id = select(theatre.c.id).where(theatre.c.code == event.booking.theatre).scalar_subquery()
    connection.execute(insert(theatre_booking).values({**BOOKINGS.values(event.booking), "theatre_id": theatre_id}))


@show.register
def theatre_released(event: TheatreReleased, connection: Connection) -> None:
    """The theatre is free then."""
    connection.execute(delete(theatre_booking).where(theatre_booking.c.id == event.booking_id))


def set_state(connection: Connection, demand_id: int, state: DemandState) -> None:
    """Move a demand on. What was proposed for it until then is withdrawn."""
    connection.execute(update(demand).where(demand.c.id == demand_id).values(state=state))
    _withdraw(connection, demand_id)


def _withdraw(connection: Connection, demand_id: int) -> None:
    """What is proposed for a demand speaks of the state it was in."""
    connection.execute(
        update(proposal)
        .where(proposal.c.demand_id == demand_id, proposal.c.state == ProposalState.OPEN)
        .values(state=ProposalState.WITHDRAWN)
    )
