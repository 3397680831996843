"""Tomorrow's expected demand and supply: for each group of wards, how many of its beds are booked at each hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.emergency import reserve_at
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, DemandState, WardGroup
from bedcentre.usecases.ahead.groups import groups_of, homes_of
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.picture import Picture

HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class HourTomorrow:
    """One hour: of ``beds`` usable ones ``booked`` are expected to be taken, ``kept`` are for emergencies."""

    hour: int
    beds: int
    booked: float
    kept: int

    @property
    def percent(self) -> int:
        """Booked, in hundredths; a group without beds is full."""
        return round(100 * self.booked / self.beds) if self.beds else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTomorrow:
    """A group of wards tomorrow. ``flagged``: booked above the policy's limit at some hour.

    ``coming`` are promised a bed from some time of the day, ``asking`` wait for one on it: both are counted as booked.
    """

    group: WardGroup
    hours: tuple[HourTomorrow, ...]
    leaving: int
    coming: int
    asking: int
    flagged: bool

    @property
    def peak(self) -> int:
        """The highest share booked, in hundredths."""
        return max(each.percent for each in self.hours)


def day_reviewed(picture: Picture) -> date:
    """The day that a review held now is about."""
    return today(picture) + timedelta(days=1)


def tomorrow(picture: Picture, usual: Mapping[int, float]) -> list[GroupTomorrow]:
    """Every group of wards tomorrow; ``usual`` are the patients a ward usually gets in a day that nobody knows of."""
    groups = groups_of(picture)
    counts = _Counts(picture, groups, usual)
    return [counts.of(group) for group in WardGroup if group in groups.values()]


def leaving_tomorrow(picture: Picture) -> Iterator[tuple[BedSituation, Patient, datetime]]:
    """Who is expected to leave tomorrow, in board order."""
    start, end = _day(picture)
    for each in picture.beds.values():
        if each.encounter is not None and each.patient is not None:
            leaves = each.encounter.expected_discharge
            if start <= leaves < end:
                yield each, each.patient, leaves


def coming_tomorrow(picture: Picture) -> Iterator[tuple[BedSituation, Demand, datetime]]:
    """Who is promised a bed from some time tomorrow on, in board order."""
    start, end = _day(picture)
    for situation, claim, demand in picture.promises():
        if start <= claim.interval.start < end:
            yield situation, demand, claim.interval.start


def _day(picture: Picture) -> tuple[datetime, datetime]:
    start = datetime.combine(day_reviewed(picture), time(), picture.zone)
    return start, start + timedelta(days=1)


class _Counts:
    """Counts people and beds at tomorrow's hours."""

    def __init__(self, picture: Picture, groups: Mapping[int, WardGroup], usual: Mapping[int, float]) -> None:
        self._picture, self._groups, self._usual = picture, groups, usual
        self._homes = homes_of(picture)
        self._day = _day(picture)
        self._instants = [self._day[0] + timedelta(hours=hour) for hour in range(HOURS)]

    def of(self, group: WardGroup) -> GroupTomorrow:
        """One group."""
        beds = [each for each in self._picture.beds.values() if self._groups.get(each.ward.id) is group]
        waiting = [
            each
            for each in self._picture.demands.values()
            if each.state is DemandState.WAITING
            and each.encounter_id is None
            and self._homes.get(each.specialty) is group
        ]
        hours = tuple(self._hour(group, hour, beds, waiting) for hour in range(HOURS))
        limit = self._picture.policy.review_booked
        start, end = self._day
        return GroupTomorrow(
            group=group,
            hours=hours,
            leaving=sum(self._groups.get(each.ward.id) is group for each, _, _ in leaving_tomorrow(self._picture)),
            coming=sum(self._groups.get(each.ward.id) is group for each, _, _ in coming_tomorrow(self._picture)),
            asking=sum(each.wanted_from < end and each.wanted_from + each.stay > start for each in waiting),
            flagged=any(each.percent > limit for each in hours),
        )

    def _hour(self, group: WardGroup, hour: int, beds: list[BedSituation], waiting: list[Demand]) -> HourTomorrow:
        at = self._instants[hour]
        wards = [ward for ward in self._picture.wards.values() if self._groups.get(ward.id) is group]
        lying = sum(_lies(each, at) for each in beds)
        promised = sum(
            claim.demand is not None and claim.interval.start <= at < claim.interval.end
            for each in beds
            for claim in each.claims
        )
        asked = sum(each.wanted_from <= at < each.wanted_from + each.stay for each in waiting)
        unknown = sum(self._usual.get(ward.id, 0.0) for ward in wards) * hour / HOURS
        kept = sum(reserve_at(self._picture.policy, ward.reserve_beds, group, hour) for ward in wards)
        usable = sum(not _shut(each, at) for each in beds)
        return HourTomorrow(hour=hour, beds=usable, booked=lying + promised + asked + unknown, kept=kept)


def _lies(situation: BedSituation, at: datetime) -> bool:
    return situation.encounter is not None and situation.encounter.expected_discharge > at


def _shut(situation: BedSituation, at: datetime) -> bool:
    actual = situation.actual
    blocked = actual is not None and actual.kind is ActualKind.BLOCKED
    return blocked and actual is not None and (actual.until is None or actual.until > at)
