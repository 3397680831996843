"""What is read of people who are at home: their appointments, what they were asked, the stand-by list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bedcentre.domain.appointments import BlockLift, Contact, NoShow, Notice
from bedcentre.domain.intervals import PlannedInterval, TheatreBooking
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Offer, Opening, StandbyEntry
from bedcentre.store.found import found
from bedcentre.store.queries import appointments, standby


class SqlHomeReader:
    """``usecases.home_ports.HomeReader`` over one transaction."""

    connection: Connection
    now: datetime

    def promised_from_home(self, start: datetime, end: datetime) -> Sequence[tuple[Demand, PlannedInterval]]:
        """Who is promised a bed from a time in [start, end) and comes from home for it, by that time."""
        return appointments.promised_from_home(self.connection, start, end)

    def contacts(self, patient_ids: Collection[int]) -> dict[int, Contact]:
        """How some people are reached, as far as known, by their id."""
        return appointments.contacts(self.connection, patient_ids)

    def notice(self, notice_id: int) -> Notice:
        """One notice."""
        return found(appointments.notice_by_id(self.connection, notice_id), "notice", id=notice_id)

    def notice_of_link(self, link_hash: str) -> Notice | None:
        """The notice that a link leads to, if any does."""
        return appointments.notice_of_link(self.connection, link_hash)

    def notices_from(self, start: datetime) -> Sequence[Notice]:
        """Those about appointments and places that begin at or after ``start``, by that time."""
        return appointments.notices_from(self.connection, start)

    def notices_of_offers(self, offer_ids: Collection[int]) -> dict[int, Notice]:
        """The notices of some offers, by the offer's id."""
        return appointments.notices_of_offers(self.connection, offer_ids)

    def notices_to_send(self) -> Sequence[Notice]:
        """The letters whose turn has come and that are still of use."""
        return appointments.notices_to_send(self.connection, self.now)

    def no_show(self, no_show_id: int) -> NoShow:
        """One no-show."""
        return found(appointments.no_show_by_id(self.connection, no_show_id), "no_show", id=no_show_id)

    def no_shows_since(self, since: datetime) -> Sequence[NoShow]:
        """Those noted after ``since``, newest first."""
        return appointments.no_shows_since(self.connection, since)

    def no_shows_of(self, patient_ids: Collection[int]) -> Sequence[NoShow]:
        """All of some people, oldest first."""
        return appointments.no_shows_of(self.connection, patient_ids)

    def lifts_of(self, patient_ids: Collection[int]) -> Sequence[BlockLift]:
        """The lifted blocks of some people, oldest first."""
        return appointments.lifts_of(self.connection, patient_ids)

    def standby_list(self) -> Sequence[tuple[StandbyEntry, Demand]]:
        """Everybody on the stand-by list whose demand is open, longest on it first."""
        return standby.listed(self.connection)

    def standby_entry(self, demand_id: int) -> StandbyEntry | None:
        """A demand's place on the list, if it is on it."""
        return standby.entry_of(self.connection, demand_id)

    def openings(self) -> Sequence[Opening]:
        """What is free and may be offered, soonest first."""
        return standby.openings(self.connection)

    def openings_since(self, since: datetime) -> Sequence[Opening]:
        """What became free after ``since``, whatever became of it."""
        return standby.openings_since(self.connection, since)

    def opening(self, opening_id: int) -> Opening:
        """One freed slot or bed."""
        return found(standby.opening_by_id(self.connection, opening_id), "opening", id=opening_id)

    def open_offers(self) -> Sequence[Offer]:
        """The offers that wait for an answer, soonest deadline first."""
        return standby.open_offers(self.connection)

    def offers_of(self, opening_ids: Collection[int]) -> Sequence[Offer]:
        """All offers of some freed slots."""
        return standby.offers_of(self.connection, opening_ids)

    def offer(self, offer_id: int) -> Offer:
        """One offer."""
        return found(standby.offer_by_id(self.connection, offer_id), "offer", id=offer_id)

    def offered_operations(self, start: datetime, end: datetime) -> Sequence[TheatreBooking]:
        """Theatre time in [start, end) that is kept for whoever was offered it, as if it were booked."""
        return standby.offered_operations(self.connection, start, end)
