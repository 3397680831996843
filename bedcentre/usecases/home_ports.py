"""What use cases may ask of people who are at home: their appointments, what they were asked, the stand-by list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bedcentre.domain.appointments import BlockLift, Contact, NoShow, Notice
from bedcentre.domain.intervals import PlannedInterval, TheatreBooking
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Offer, Opening, StandbyEntry


class HomeReader(Protocol):
    """A part of ``ports.Reader``. Absent things raise ``NotFoundError``."""

    def promised_from_home(self, start: datetime, end: datetime) -> Sequence[tuple[Demand, PlannedInterval]]:
        """Who is promised a bed from a time in [start, end) and comes from home for it, by that time."""

    def contacts(self, patient_ids: Collection[int]) -> dict[int, Contact]:
        """How some people are reached, as far as known, by their id."""

    def notice(self, notice_id: int) -> Notice:
        """One notice."""

    def notice_of_link(self, link_hash: str) -> Notice | None:
        """The notice that a link leads to, if any does."""

    def notices_from(self, start: datetime) -> Sequence[Notice]:
        """Those about appointments and places that begin at or after ``start``, by that time."""

    def notices_of_offers(self, offer_ids: Collection[int]) -> dict[int, Notice]:
        """The notices of some offers, by the offer's id."""

    def notices_to_send(self) -> Sequence[Notice]:
        """The letters whose turn has come and that are still of use."""

    def no_show(self, no_show_id: int) -> NoShow:
        """One no-show."""

    def no_shows_since(self, since: datetime) -> Sequence[NoShow]:
        """Those noted after ``since``, newest first."""

    def no_shows_of(self, patient_ids: Collection[int]) -> Sequence[NoShow]:
        """All of some people, oldest first."""

    def lifts_of(self, patient_ids: Collection[int]) -> Sequence[BlockLift]:
        """The lifted blocks of some people, oldest first."""

    def standby_list(self) -> Sequence[tuple[StandbyEntry, Demand]]:
        """Everybody on the stand-by list whose demand is open, longest on it first."""

    def standby_entry(self, demand_id: int) -> StandbyEntry | None:
        """A demand's place on the list, if it is on it."""

    def openings(self) -> Sequence[Opening]:
        """What is free and may be offered, soonest first."""

    def openings_since(self, since: datetime) -> Sequence[Opening]:
        """What became free after ``since``, whatever became of it."""

    def opening(self, opening_id: int) -> Opening:
        """One freed slot or bed."""

    def open_offers(self) -> Sequence[Offer]:
        """The offers that wait for an answer, soonest deadline first."""

    def offers_of(self, opening_ids: Collection[int]) -> Sequence[Offer]:
        """All offers of some freed slots."""

    def offer(self, offer_id: int) -> Offer:
        """One offer."""

    def offered_operations(self, start: datetime, end: datetime) -> Sequence[TheatreBooking]:
        """Theatre time in [start, end) that is kept for whoever was offered it, as if it were booked."""
