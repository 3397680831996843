"""A hospital of two wards, drawn by hand bed by bed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.intervals import ActualInterval, PlannedInterval
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Bed, Room, Specialty, Ward
from bedcentre.domain.policy import Policy
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import (
    ActualKind,
    BedKind,
    Certainty,
    DemandKind,
    DemandState,
    Feature,
    PlannedKind,
    Sex,
    SexPolicy,
    Triage,
    WardKind,
)
from bedcentre.usecases.board.picture import Picture

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Ten in the morning at the hospital."""

ZONE = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)

WARD = Ward(
    id=1,
    code="2-04",
    name_zh="内科",
    name_en="Medicine",
    campus="1",
    building="2",
    floor=4,
    kind=WardKind.GENERAL,
    specialty="MED",
    in_pool=True,
    reserve_beds=0,
    order=0,
)
OTHER = replace(WARD, id=2, code="2-05", specialty="SUR", order=1)


def patient(number: int, sex: Sex = Sex.MALE) -> Patient:
    """Somebody."""
    return Patient(id=number, mrn=str(number), name="王小明", pinyin="wxm", sex=sex, birth_date=date(1960, 1, 1))


def bed(number: int, *, room: int = 1, ward: Ward = WARD, policy: SexPolicy = SexPolicy.SAME) -> BedSituation:
    """A free bed, confirmed just now."""
    return BedSituation(
        bed=Bed(
            id=number,
            label=f"{ward.code}-{number}",
            room_id=room,
            ward_id=ward.id,
            kind=BedKind.WARD,
            features=frozenset({Feature.OXYGEN}),
            floating=False,
        ),
        room=Room(id=room, ward_id=ward.id, number=str(room), sex_policy=policy, negative_pressure=False),
        ward=ward,
        said_at=NOW,
    )


def lying(situation: BedSituation, who: Patient, leaves: datetime, specialty: str = "MED") -> BedSituation:
    """The bed with somebody in it."""
    encounter = Encounter(
        id=who.id,
        patient_id=who.id,
        specialty=specialty,
        admitted_at=NOW - 24 * HOUR,
        expected_discharge=leaves,
        certainty=Certainty.GUESSED,
    )
    return replace(
        situation, actual=spell(situation, ActualKind.OCCUPIED, NOW - 24 * HOUR), encounter=encounter, patient=who
    )


def spell(situation: BedSituation, kind: ActualKind, start: datetime, until: datetime | None = None) -> ActualInterval:
    """What the bed has been since ``start``."""
    return ActualInterval(id=1, bed_id=situation.bed.id, kind=kind, start=start, until=until)


def claimed(situation: BedSituation, start: datetime, demand: Demand | None = None) -> BedSituation:
    """The bed promised for a day from ``start``."""
    interval = PlannedInterval(
        id=9,
        bed_id=situation.bed.id,
        kind=PlannedKind.RESERVATION,
        start=start,
        end=start + 24 * HOUR,
        demand_id=demand.id if demand else None,
        made_by=1,
    )
    who = patient(demand.patient_id) if demand else None
    return replace(situation, claims=(Claim(interval=interval, demand=demand, patient=who),))


def demand(number: int, kind: DemandKind = DemandKind.EMERGENCY) -> Demand:
    """Somebody who asks for a bed of medicine since an hour."""
    return Demand(
        id=number,
        kind=kind,
        patient_id=number,
        specialty="MED",
        state=DemandState.WAITING,
        raised_at=NOW - HOUR,
        wanted_from=NOW - HOUR,
        latest=NOW + HOUR,
        stay_minutes=1440,
        triage=Triage.ACUTE if kind is DemandKind.EMERGENCY else None,
    )


def picture(beds: Iterable[BedSituation] = (), demands: Iterable[Demand] = ()) -> Picture:
    """A hospital of two wards."""
    asked = tuple(demands)
    return Picture(
        now=NOW,
        sequence=1,
        zone=ZONE,
        policy=Policy(),
        wards={1: WARD, 2: OTHER},
        procedures={},
        specialties={
            "MED": Specialty(code="MED", name_zh="内科", name_en="Medicine", surgical=False),
            "SUR": Specialty(code="SUR", name_zh="外科", name_en="Surgery", surgical=True),
        },
        beds={each.bed.id: each for each in beds},
        demands={each.id: each for each in asked},
        closed={},
        operations={},
        patients={each.patient_id: patient(each.patient_id) for each in asked},
        proposals={},
        plan=None,
    )
