"""Theatre sessions, and the operations already booked in them, as the engine sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from bedcentre.domain.day_surgery import is_open_to
from bedcentre.domain.intervals import TheatreBooking
from bedcentre.domain.policy import Policy
from bedcentre.domain.theatres import Procedure, TheatreSession
from bedcentre.planning.grid import QUARTER, MinuteGrid, rounded_up
from optimizer.problem import (
    Closure,
    Demand,
    DemandKind,
    Place,
    Promise,
    Room,
    Session,
    Sex,
    SexRule,
    Surgeon,
    Surgery,
)

SUITE = "theatres"
"""Room, ward and place of the operations already booked: shut to everybody the plan decides about."""

SUITE_ROOM = Room(id=SUITE, ward=SUITE, sex=SexRule.ANY)
SUITE_PLACE = Place(id=SUITE, room=SUITE)


def suite_closure(horizon: int) -> Closure:
    """Nobody is given a bed in the theatre suite."""
    return Closure(place=SUITE, start=0, end=horizon, reason="theatres")


def surgery_of(procedure: Procedure, surgeon: str) -> Surgery:
    """The operation in the middle of a day case, in whole quarters of an hour: slots are told that way."""
    minutes = rounded_minutes(procedure.theatre_minutes)
    return Surgery(surgeon=surgeon, minutes=minutes, offset=procedure.preparation_minutes)


def rounded_minutes(minutes: int) -> int:
    """Minutes rounded up to quarters of an hour."""
    quarter = QUARTER.seconds // 60
    return -(-minutes // quarter) * quarter


def sessions_of(
    sessions: Iterable[TheatreSession], grid: MinuteGrid, wanting: Collection[tuple[str, str]], policy: Policy
) -> Iterator[Session]:
    """The rest of each session, for its surgeon and those among ``wanting`` (surgeon, specialty) it is open to."""
    for each in sessions:
        start, end = grid.to_tick(each.start), grid.from_tick(each.end)
        if start < end:
            named = frozenset({each.surgeon}) if each.surgeon is not None else frozenset[str]()
            others = (who for who, specialty in wanting if is_open_to(each, who, specialty, grid.origin, policy))
            yield Session(
                id=str(each.id),
                theatre=each.theatre,
                start=start,
                end=end,
                minutes=end - start,
                surgeons=named.union(others),
            )


def surgeons_of(
    sessions: Iterable[Session], bookings: Iterable[TheatreBooking], demands: Iterable[Demand]
) -> Iterator[Surgeon]:
    """Everybody who operates, by code."""
    codes = {who for session in sessions for who in session.surgeons or ()}
    codes |= {booking.surgeon for booking in bookings}
    codes |= {demand.surgery.surgeon for demand in demands if demand.surgery is not None}
    return (Surgeon(id=code) for code in sorted(codes))


def operations_of(bookings: Iterable[TheatreBooking], grid: MinuteGrid, sessions: Collection[str]) -> Iterator[Demand]:
    """The operations already booked, which keep theatre and surgeon busy."""
    for booking in bookings:
        start = grid.from_tick(booking.start)
        end = grid.to_tick(rounded_up(booking.end, QUARTER))
        if str(booking.session_id) in sessions and start < end:
            yield Demand(
                id=f"operation-{booking.id}",
                kind=DemandKind.DAY_SURGERY,
                release=start,
                due=start,
                length=end - start,
                sex=Sex.FEMALE,
                surgery=Surgery(surgeon=booking.surgeon, minutes=end - start),
                pinned=True,
                promise=Promise(place=SUITE, start=start, session=str(booking.session_id)),
            )


def window_of(grid: MinuteGrid) -> tuple[datetime, datetime]:
    """From when until when sessions and bookings are looked at."""
    return grid.origin, grid.instant(grid.window + 24 * 60)
