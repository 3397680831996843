"""What a ward's nurse does at a moment: receives, sees off, says who leaves when, blocks, unblocks, looks again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.moves import ONLY_THERE
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, BedKind, Certainty, DemandKind, MoveCause
from bedcentre.simulation.appointments import stays_away
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.beds import BlockBed, ConfirmBed, UnblockBed
from bedcentre.usecases.moves import AskMove
from bedcentre.usecases.requests import RequestBed
from bedcentre.usecases.stays import ExpectDischarge, PatientLeaves, ReceivePatient

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
LATE_NOTICED = timedelta(minutes=12)
BLOCKED_PER_BED_AND_DAY = 0.06
ROUND_FROM, ROUND_TO = time(7, 40), time(12)
"""When the wards' morning rounds begin at the earliest, and when they are over."""
FAULTS = ("设备带氧气故障", "病床维修", "呼叫铃故障", "卫生间漏水", "空调维修")
LEVELS = frozenset({BedKind.ICU, BedKind.HDU})

COMES_AFTER = {
    DemandKind.EMERGENCY: (4, 12, 30),
    DemandKind.STEP_DOWN: (10, 25, 60),
    DemandKind.TRANSFER: (10, 25, 60),
    DemandKind.PLANNED: (0, 20, 90),
    DemandKind.DAY_SURGERY: (0, 4, 12),
    DemandKind.REFERRAL_IN: (0, 30, 150),
}
"""Minutes (least, usual, most) from when a bed is theirs and ready until the patient lies in it."""

FROM_HOME = frozenset({DemandKind.PLANNED, DemandKind.DAY_SURGERY, DemandKind.REFERRAL_IN})
"""Who is asked to come for a time; all others already wait in the house."""


def nurse(scene: Scene, situation: BedSituation) -> Iterator[object]:
    """The commands a nurse of the ward would give for one bed now, most pressing first."""
    actual = situation.actual
    if actual is None:
        yield from _receive(scene, situation)
        yield from _block(scene, situation)
    elif actual.kind is ActualKind.BLOCKED:
        if actual.until is not None and actual.until <= scene.now:
            yield UnblockBed(bed_id=situation.bed.id)
    elif situation.encounter is not None and situation.patient is not None:
        yield from _care(scene, situation, situation.encounter, situation.patient)
    yield from _look_again(scene, situation)


def _receive(scene: Scene, situation: BedSituation) -> Iterator[object]:
    claim = next(iter(situation.claims), None)
    if claim is None or claim.demand is None or stays_away(scene, claim.demand):
        return
    if scene.picture.in_danger(situation, claim):
        return
    if comes_at(scene, claim, claim.demand) <= scene.now:
        yield ReceivePatient(demand_id=claim.demand.id, bed_id=situation.bed.id)


def comes_at(scene: Scene, claim: Claim, demand: Demand) -> datetime:
    """When the patient promised a bed that is ready will lie in it."""
    ready = scene.since("promised and ready", claim.interval.id)
    if demand.kind in FROM_HOME:
        ready = max(ready, claim.interval.start)
    return ready + scene.chance.minutes(*COMES_AFTER[demand.kind], "comes", demand.id)


def _block(scene: Scene, situation: BedSituation) -> Iterator[object]:
    day, bed = scene.local.date(), situation.bed
    if not scene.chance.happens(BLOCKED_PER_BED_AND_DAY, "fault", bed.label, day):
        return
    found = _at(scene, day, time(7)) + scene.chance.minutes(0, 240, 720, "fault found", bed.label, day)
    mended = found + scene.chance.minutes(90, 240, 1200, "fault mended", bed.label, day)
    if found <= scene.now < found + timedelta(hours=1):
        fault = FAULTS[int(scene.chance.share("which fault", bed.label, day) * len(FAULTS))]
        yield BlockBed(bed_id=bed.id, reason=fault, until=mended)


def _care(scene: Scene, situation: BedSituation, encounter: Encounter, patient: Patient) -> Iterator[object]:
    if encounter.id in scene.day_cases:
        return
    leaves = scene.destiny.leaves_at(encounter, patient)
    if leaves <= scene.now:
        yield PatientLeaves(bed_id=situation.bed.id)
        return
    if encounter.id not in scene.moving:
        yield from _step_down(scene, situation, encounter, patient)
        yield from _stay_overnight(scene, situation, encounter, leaves)
    yield from _say_when(scene, situation, encounter, patient, leaves)


def _step_down(scene: Scene, situation: BedSituation, encounter: Encounter, patient: Patient) -> Iterator[object]:
    """Ask for a ward bed for an intensive-care patient whose way nobody wrote down beforehand."""
    if situation.bed.kind not in LEVELS or scene.destiny.knows(patient):
        return
    lasting = encounter.expected_discharge - encounter.admitted_at
    share = 0.4 + 0.4 * scene.chance.share("step down", encounter.id)
    if encounter.admitted_at + lasting * share <= scene.now:
        yield AskMove(bed_id=situation.bed.id, cause=MoveCause.STEP_DOWN)


def _stay_overnight(scene: Scene, situation: BedSituation, encounter: Encounter, leaves: datetime) -> Iterator[object]:
    """Ask for a ward bed for a day case who will not be fit to leave before the bay closes."""
    if situation.bed.closes is None:
        return
    closes = _at(scene, scene.local.date(), situation.bed.closes)
    if leaves > closes and scene.now >= closes - timedelta(hours=3):
        yield _out_of_the_bay(scene, encounter)


def _out_of_the_bay(scene: Scene, encounter: Encounter) -> RequestBed:
    left = max(encounter.expected_discharge - scene.now, timedelta(hours=6))
    return RequestBed(
        kind=DemandKind.TRANSFER,
        patient_id=encounter.patient_id,
        specialty=encounter.specialty,
        wanted_from=scene.now,
        latest=scene.now + timedelta(hours=4),
        stay_minutes=left // timedelta(minutes=1),
        needs=encounter.needs - ONLY_THERE,
        organism=encounter.organism,
        encounter_id=encounter.id,
    )


def _say_when(
    scene: Scene, situation: BedSituation, encounter: Encounter, patient: Patient, leaves: datetime
) -> Iterator[object]:
    """At the morning round say who leaves today and tomorrow; later correct what has turned out wrong."""
    expected, today = encounter.expected_discharge, scene.local.date()
    leaving_day = leaves.astimezone(scene.picture.zone).date()
    bed_id = situation.bed.id
    if expected + LATE_NOTICED <= scene.now:
        yield ExpectDischarge(bed_id=bed_id, expected=_next_quarter(leaves), certainty=Certainty.CONFIRMED)
    elif not _round_is_on(scene, situation.ward.code, today):
        return
    elif leaving_day <= today + DAY:
        if encounter.certainty is not Certainty.CONFIRMED:
            said = max(scene.destiny.said(patient, leaves), scene.now + QUARTER)
            yield ExpectDischarge(bed_id=bed_id, expected=_next_quarter(said), certainty=Certainty.CONFIRMED)
    elif expected.astimezone(scene.picture.zone).date() <= today:
        yield ExpectDischarge(bed_id=bed_id, expected=_next_quarter(leaves), certainty=Certainty.PREDICTED)


def _round_is_on(scene: Scene, ward: str, day: date) -> bool:
    if not ROUND_FROM <= scene.local.time() < ROUND_TO:
        return False
    return _at(scene, day, ROUND_FROM) + scene.chance.minutes(0, 40, 110, "round", ward, day) <= scene.now


def _look_again(scene: Scene, situation: BedSituation) -> Iterator[object]:
    """Confirm what the board says before it counts as old."""
    stale = scene.picture.policy.stale_after
    age = scene.now - situation.said_at
    if age > stale * 0.6 and age > stale * (0.6 + 0.35 * scene.chance.share("looks again", situation.bed.id)):
        yield ConfirmBed(bed_id=situation.bed.id)


def _at(scene: Scene, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, scene.picture.zone)


def _next_quarter(moment: datetime) -> datetime:
    past = timedelta(minutes=moment.minute % 15, seconds=moment.second)
    return moment - past + QUARTER if past else moment
