"""A house of three beds, and what may happen in it, as journal rows to tamper with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bedcentre.domain.events import (
    BedReserved,
    ClaimReleased,
    DemandRaised,
    Event,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PatientRegistered,
    Recorded,
)
from bedcentre.domain.intervals import ActualInterval, PlannedInterval
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Bed, Ward
from bedcentre.domain.policy import Policy
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import (
    ActualKind,
    BedKind,
    Certainty,
    DemandKind,
    DemandState,
    PlannedKind,
    Sex,
    WardKind,
)
from bedcentre.simulation.audit.fabric import Fabric

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
"""Noon in Shanghai."""
HOUR = timedelta(hours=1)
HEART, LUNG, OTHER_LUNG = 1, 2, 3
"""A bed of cardiology's ward, and two of the respiratory ward."""
NUMBERS = count(100)


def fabric() -> Fabric:
    """The house: cardiology may borrow from the respiratory ward, which is its sister."""
    return Fabric(
        beds={HEART: _bed(HEART, 1), LUNG: _bed(LUNG, 2), OTHER_LUNG: _bed(OTHER_LUNG, 2, floating=True)},
        wards={1: _ward(1, "CARD"), 2: _ward(2, "RESP")},
        tiers={("CARD", 1): 0, ("RESP", 2): 0, ("CARD", 2): 1},
        zone=ZoneInfo("Asia/Shanghai"),
        policy=Policy(),
    )


def journal(*happened: tuple[datetime, Event], command: str = "") -> list[Recorded]:
    """Rows of what happened when, each of a command of its own unless ``command`` is one for all."""
    return [
        Recorded(sequence=number, at=at, user_id=1, command_id=command or str(number), event=event)
        for number, (at, event) in enumerate(happened, 1)
    ]


def stay(bed: int, at: datetime, encounter: int = 1) -> ActualInterval:
    """Somebody lies in a bed from then on."""
    return _interval(bed, ActualKind.OCCUPIED, at, encounter)


def block(bed: int, at: datetime) -> ActualInterval:
    """A bed is closed from then on."""
    return _interval(bed, ActualKind.BLOCKED, at)


def lies(
    place: ActualInterval, *, patient: int = 1, demand: int | None = None, specialty: str = "CARD", hours: float = 48
) -> PatientAdmitted:
    """Somebody new lies there, expected to stay for so long."""
    encounter = Encounter(
        id=place.encounter_id or 0,
        patient_id=patient,
        specialty=specialty,
        admitted_at=place.start,
        expected_discharge=place.start + hours * HOUR,
        certainty=Certainty.GUESSED,
    )
    return PatientAdmitted(encounter=encounter, stay=place, demand_id=demand)


def moves(admitted: PatientAdmitted, to: ActualInterval, demand: int | None = None) -> PatientMoved:
    """Somebody goes to another bed."""
    return PatientMoved(
        encounter=admitted.encounter,
        left_stay_id=admitted.stay.id,
        left_bed_id=admitted.stay.bed_id,
        vacated=_interval(admitted.stay.bed_id, ActualKind.VACATED, to.start),
        stay=to,
        demand_id=demand,
    )


def leaves(place: ActualInterval, at: datetime) -> PatientLeft:
    """Somebody goes home."""
    vacated = _interval(place.bed_id, ActualKind.VACATED, at)
    return PatientLeft(encounter_id=place.encounter_id or 0, stay_id=place.id, vacated=vacated)


def known(patient: int = 1, sex: Sex = Sex.FEMALE) -> PatientRegistered:
    """A person."""
    born = date(1950, 1, 1)
    return PatientRegistered(
        patient=Patient(id=patient, mrn=str(patient), name="王", pinyin="W", sex=sex, birth_date=born)
    )


def asks(demand: int = 1, *, patient: int = 1, wanted: datetime = NOON) -> DemandRaised:
    """Somebody wants a bed."""
    return DemandRaised(
        demand=Demand(
            id=demand,
            kind=DemandKind.PLANNED,
            patient_id=patient,
            specialty="CARD",
            state=DemandState.WAITING,
            raised_at=NOON - HOUR,
            wanted_from=wanted,
            latest=wanted + 24 * HOUR,
            stay_minutes=2880,
        )
    )


def promised(start: datetime, *, demand: int = 1, bed: int = HEART) -> BedReserved:
    """A bed is promised from ``start`` on."""
    return BedReserved(
        reservation=PlannedInterval(
            id=next(NUMBERS),
            bed_id=bed,
            kind=PlannedKind.RESERVATION,
            start=start,
            end=start + 48 * HOUR,
            demand_id=demand,
            made_by=1,
        )
    )


def released(promise: BedReserved, cause: str) -> ClaimReleased:
    """A promise ends."""
    it = promise.reservation
    return ClaimReleased(interval_id=it.id, bed_id=it.bed_id, demand_id=it.demand_id, cause=cause)


def _interval(bed: int, kind: ActualKind, at: datetime, encounter: int | None = None) -> ActualInterval:
    return ActualInterval(id=next(NUMBERS), bed_id=bed, kind=kind, start=at, encounter_id=encounter)


def _bed(bed_id: int, ward: int, *, floating: bool = False) -> Bed:
    return Bed(
        id=bed_id,
        label=f"{ward}-{bed_id}",
        room_id=ward,
        ward_id=ward,
        kind=BedKind.WARD,
        features=frozenset(),
        floating=floating,
    )


def _ward(ward_id: int, specialty: str) -> Ward:
    return Ward(
        id=ward_id,
        code=specialty,
        name_zh=specialty,
        name_en=specialty,
        campus="1",
        building="1",
        floor=1,
        kind=WardKind.GENERAL,
        specialty=specialty,
        in_pool=True,
        reserve_beds=0,
        order=ward_id,
    )
