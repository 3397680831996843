"""Small, ordinary people and places for tests; each test changes only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.intervals import ActualInterval, PlannedInterval
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Bed, Room, Ward
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.vocabulary import (
    ActualKind,
    BedKind,
    Certainty,
    DemandKind,
    DemandState,
    PlannedKind,
    Sex,
    SexPolicy,
    WardKind,
)

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""08:00 on a Monday in Shanghai."""

TODAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
TURNAROUND = timedelta(minutes=60)


def hours(count: float) -> datetime:
    """The instant ``count`` hours from now."""
    return NOW + timedelta(hours=count)


def patient(**changes: Any) -> Patient:
    """A woman of 46."""
    ordinary = Patient(id=1, mrn="M1", name="王小兰", pinyin="wxl", sex=Sex.FEMALE, birth_date=date(1980, 5, 1))
    return replace(ordinary, **changes)


def encounter(**changes: Any) -> Encounter:
    """A surgical stay that ends in two days."""
    ordinary = Encounter(
        id=2,
        patient_id=1,
        specialty="SURG",
        admitted_at=hours(-48),
        expected_discharge=hours(48),
        certainty=Certainty.PREDICTED,
    )
    return replace(ordinary, **changes)


def demand(**changes: Any) -> Demand:
    """An emergency that has waited for an hour."""
    ordinary = Demand(
        id=3,
        kind=DemandKind.EMERGENCY,
        patient_id=1,
        specialty="SURG",
        state=DemandState.WAITING,
        raised_at=hours(-1),
        wanted_from=hours(-1),
        latest=hours(8),
        stay_minutes=2880,
    )
    return replace(ordinary, **changes)


def candidate(**changes: Any) -> Candidate:
    """The woman of 46, surgical, with nothing special about her."""
    ordinary = Candidate(
        patient=patient(),
        specialty="SURG",
        severe=False,
        needs=frozenset(),
        organism=None,
        emergency=False,
        day_case=False,
    )
    return replace(ordinary, **changes)


def ward(**changes: Any) -> Ward:
    """A general surgical ward in the pool."""
    ordinary = Ward(
        id=10,
        code="7-03",
        name_zh="普外一病区",
        name_en="General Surgery 1",
        campus="main",
        building="7",
        floor=3,
        kind=WardKind.GENERAL,
        specialty="SURG",
        in_pool=True,
        reserve_beds=0,
        order=1,
    )
    return replace(ordinary, **changes)


def room(**changes: Any) -> Room:
    """A shared room for one sex at a time."""
    return replace(Room(id=20, ward_id=10, number="301", sex_policy=SexPolicy.SAME, negative_pressure=False), **changes)


def bed(**changes: Any) -> Bed:
    """An ordinary ward bed."""
    ordinary = Bed(
        id=30,
        label="7-03-1",
        room_id=20,
        ward_id=10,
        kind=BedKind.WARD,
        features=frozenset(),
        floating=False,
    )
    return replace(ordinary, **changes)


def situation(**changes: Any) -> BedSituation:
    """That bed, empty and ready."""
    return replace(BedSituation(bed=bed(), room=room(), ward=ward(), said_at=NOW), **changes)


def actual(kind: ActualKind, **changes: Any) -> ActualInterval:
    """Something the bed has been for an hour."""
    return replace(ActualInterval(id=40, bed_id=30, kind=kind, start=hours(-1)), **changes)


def occupied(**changes: Any) -> BedSituation:
    """That bed with the woman of 46 in it."""
    stay = actual(ActualKind.OCCUPIED, encounter_id=2)
    return situation(actual=stay, encounter=encounter(**changes), patient=patient())


def claim(start: float, end: float, kind: PlannedKind = PlannedKind.RESERVATION) -> Claim:
    """A claim for somebody from ``start`` to ``end`` hours from now."""
    interval = PlannedInterval(id=50, bed_id=30, kind=kind, start=hours(start), end=hours(end), demand_id=3, made_by=1)
    return Claim(interval=interval, demand=demand(), patient=patient())
