"""An operation's place in a theatre session: given, moved, given back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bedcentre.domain.errors import RefusedError, TakenError
from bedcentre.domain.events import TheatreBooked, TheatreReleased
from bedcentre.domain.intervals import TheatreBooking
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.usecases.day_surgery.checks import set_checks
from bedcentre.usecases.ports import Reader, UnitOfWork


def booked_arrival(reader: Reader, demand: Demand) -> datetime | None:
    """When the patient of a booked operation needs a bay, whichever it is; None = no operation is booked."""
    booking = reader.booking_of(demand.id)
    if booking is None:
        return None
    return booking.start - timedelta(minutes=reader.procedure(demand.procedure or "").preparation_minutes)


def book_theatre(uow: UnitOfWork, demand: Demand, session_id: int, start: datetime) -> None:
    """Give an operation its place in a theatre session; an earlier place is given back.

    Raises:
        TakenError: the theatre or the surgeon is busy then.
        RefusedError: the session does not contain the operation.
    """
    procedure = uow.procedure(demand.procedure or "")
    end = start + timedelta(minutes=procedure.theatre_minutes)
    session = next((each for each in uow.sessions(start, end) if each.id == session_id), None)
    if session is None or start < session.start or end > session.end:
        raise RefusedError(Message("refusal.outside_session", {"start": start}))
    for booking in (*uow.bookings(start, end), *uow.offered_operations(start, end)):
        if booking.demand_id != demand.id and (booking.theatre == session.theatre or booking.surgeon == demand.surgeon):
            raise TakenError(Message("refusal.theatre_taken", {"theatre": booking.theatre, "start": booking.start}))
    release_theatre(uow, demand.id)
    booking = TheatreBooking(
        id=uow.new_id(),
        demand_id=demand.id,
        session_id=session.id,
        theatre=session.theatre,
        surgeon=demand.surgeon or "",
        start=start,
        end=end,
    )
    uow.record(TheatreBooked(booking=booking))
    set_checks(uow, demand.id, start)


def release_theatre(uow: UnitOfWork, demand_id: int) -> None:
    """Give the operation's place back, if it has one."""
    booking = uow.booking_of(demand_id)
    if booking is not None:
        uow.record(TheatreReleased(booking_id=booking.id, demand_id=demand_id))
