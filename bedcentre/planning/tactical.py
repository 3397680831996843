"""The coming two weeks by the night: on which day, in which room. A look ahead for people; nobody is promised anything.

Day surgery has no night and is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.requests import Demand
from bedcentre.domain.special_groups import counted_wait, groups_of, suiting
from bedcentre.domain.vocabulary import ActualKind, DemandKind, DemandState, SexPolicy
from bedcentre.planning.answers import Answer
from bedcentre.planning.matching import asks, homes_of, offers, this_bed, wishes
from bedcentre.planning.prices import EMERGENCY_LEVEL, TACTICAL, urgency
from bedcentre.planning.theatre_suite import SUITE_PLACE, SUITE_ROOM, suite_closure
from bedcentre.planning.tiers import engine_tiers, tier_group, tiers_of
from bedcentre.usecases.ahead.plan import Admission, Gap, TacticalPlan
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.preadmission import exams_done
from optimizer import problem as engine


@dataclass(frozen=True, slots=True)
class Nights:
    """The nights from the one that begins on day ``first``."""

    first: date
    zone: ZoneInfo
    length: int

    def of(self, instant: datetime) -> int:
        """The night that begins on the instant's day; the first for what is past, ``length`` for what is beyond."""
        return min(max((instant.astimezone(self.zone).date() - self.first).days, 0), self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class TacticalQuestion:
    """The question, and what it takes to read the answer."""

    problem: engine.Problem
    picture: Picture
    nights: Nights
    asked: Mapping[int, Demand]
    places: Mapping[str, BedSituation]

    def read(self, answer: Answer) -> TacticalPlan:
        """The engine's answer in days and rooms."""
        placed = {int(each.demand): each for each in answer.plan.placements if each.demand.isdecimal()}
        admissions = tuple(
            Admission(
                demand_id=demand_id,
                day=self.nights.first + timedelta(days=placement.start),
                ward_id=self.places[placement.place].ward.id,
                room_id=self.places[placement.place].room.id,
            )
            for demand_id, placement in sorted(placed.items(), key=lambda pair: (pair[1].start, pair[0]))
        )
        unplaced = tuple(sorted(self.asked.keys() - placed.keys()))
        gap = _gap(answer)
        return TacticalPlan(
            made_at=self.picture.now,
            days=self.nights.length,
            method=answer.method,
            milliseconds=answer.milliseconds,
            admissions=admissions,
            unplaced=unplaced,
            proven=answer.bound is not None and gap is None,
            gap=gap,
        )


def _gap(answer: Answer) -> Gap | None:
    for level, (cost, bound) in enumerate(zip(answer.levels, answer.bound or (), strict=False), start=1):
        if cost > bound:
            return Gap(level=level, cost=cost, bound=bound)
    return None


def tactical(reader: Reader) -> TacticalQuestion:
    """The two weeks' question; a place is the beds of one room that are alike."""
    picture = take(reader)
    today = picture.now.astimezone(picture.zone).date()
    nights = Nights(today, picture.zone, picture.policy.tactical_days)
    groups: dict[tuple[int, frozenset[str]], list[BedSituation]] = {}
    for each in picture.beds.values():
        groups.setdefault((each.room.id, offers(each) - {this_bed(each.bed.id)}), []).append(each)
    places = {f"{room}-{beds[0].bed.id}": beds for (room, _), beds in groups.items()}
    asked = {
        each.id: each
        for each in picture.demands.values()
        if each.state is DemandState.WAITING
        and each.kind is not DemandKind.DAY_SURGERY
        and nights.of(each.wanted_from) < nights.length
    }
    tiers = tiers_of(reader, picture, picture.wards)
    problem = engine.Problem(
        horizon=engine.Horizon(grid=engine.Grid.NIGHTS, length=nights.length, day=1),
        rooms=(*_rooms(picture), SUITE_ROOM),
        places=(*_places(places), SUITE_PLACE),
        demands=(*_demands(picture, asked, nights, exams_done(reader)), *_claims(places, nights)),
        occupants=tuple(_occupants(places, nights)),
        closures=(*_closures(places, nights), suite_closure(nights.length)),
        tiers=tuple(engine_tiers(tiers, picture)),
        prices=TACTICAL,
    )
    first_beds = {place: beds[0] for place, beds in places.items()}
    return TacticalQuestion(problem=problem, picture=picture, nights=nights, asked=asked, places=first_beds)


def _rooms(picture: Picture) -> Iterator[engine.Room]:
    for room, ward in {each.room.id: (each.room, each.ward) for each in picture.beds.values()}.values():
        rule = engine.SexRule.ANY if room.sex_policy is SexPolicy.ANY else engine.SexRule.SAME
        yield engine.Room(id=str(room.id), ward=str(ward.id), sex=rule)


def _places(places: Mapping[str, list[BedSituation]]) -> Iterator[engine.Place]:
    for place, beds in places.items():
        features = frozenset().union(*(offers(each) for each in beds))
        yield engine.Place(id=place, room=str(beds[0].room.id), capacity=len(beds), features=features)


def _occupants(places: Mapping[str, list[BedSituation]], nights: Nights) -> Iterator[engine.Occupant]:
    for place, beds in places.items():
        for each in beds:
            if each.encounter is None or each.patient is None:
                continue
            end = nights.of(each.encounter.expected_discharge)
            if end > 0:
                yield engine.Occupant(
                    id=f"stay-{each.encounter.id}",
                    place=place,
                    end=end,
                    sex=engine.Sex(each.patient.sex.value),
                    organism=each.encounter.organism,
                )


def _closures(places: Mapping[str, list[BedSituation]], nights: Nights) -> Iterator[engine.Closure]:
    for place, beds in places.items():
        for each in beds:
            if each.actual is not None and each.actual.kind is ActualKind.BLOCKED:
                end = nights.of(each.actual.until) if each.actual.until is not None else nights.length
                if end > 0:
                    yield engine.Closure(place=place, start=0, end=end, reason="blocked", beds=1)


def _claims(places: Mapping[str, list[BedSituation]], nights: Nights) -> Iterator[engine.Demand]:
    """Reservations are constants."""
    for place, beds in places.items():
        for each in beds:
            for claim in each.claims:
                start = nights.of(claim.interval.start)
                if claim.demand is None or claim.patient is None or start >= nights.length:
                    continue
                yield engine.Demand(
                    id=f"claim-{claim.interval.id}",
                    kind=engine.DemandKind(claim.demand.kind.value),
                    release=start,
                    due=start,
                    length=max(nights.of(claim.interval.end) - start, 1),
                    sex=engine.Sex(claim.patient.sex.value),
                    organism=claim.demand.organism,
                    pinned=True,
                    promise=engine.Promise(place=place, start=start),
                )


def _demands(
    picture: Picture, asked: Mapping[int, Demand], nights: Nights, tests: Mapping[int, datetime]
) -> Iterator[engine.Demand]:
    homes = homes_of(picture.beds.values())
    for demand in asked.values():
        patient = picture.patients[demand.patient_id]
        release = nights.of(max(demand.wanted_from, tests.get(demand.id, demand.wanted_from)))
        due = max(nights.of(demand.latest), release) if demand.latest > picture.now else nights.length - 1
        limit = picture.policy.boarding_limit[demand.triage] if demand.triage is not None else None
        groups = groups_of(patient, nights.first)
        ahead = picture.policy.group_ahead if demand.triage is None else timedelta()
        yield engine.Demand(
            id=str(demand.id),
            kind=engine.DemandKind(demand.kind.value),
            release=release,
            due=min(due, nights.length - 1),
            length=-(-demand.stay_minutes // (24 * 60)),
            sex=engine.Sex(patient.sex.value),
            urgency=urgency(demand, counted_wait(groups, picture.now - demand.raised_at, ahead), limit),
            waiting_level=EMERGENCY_LEVEL if demand.triage is not None else None,
            specialty=tier_group(demand.specialty, severe=demand.severe),
            needs=asks(demand, patient, nights.first + timedelta(days=release), homes),
            prefers=wishes(demand, suiting(groups, picture.policy.group_prefers)),
            organism=demand.organism,
            expires=nights.of(demand.expires_at) if demand.expires_at is not None else None,
        )
