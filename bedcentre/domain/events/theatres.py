"""Theatre time is taken and given back."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.intervals import TheatreBooking


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreBooked:
    """An operation got its place in a session."""

    booking: TheatreBooking


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreReleased:
    """An operation lost its place in a session."""

    booking_id: int
    demand_id: int
