"""Who may lie where, as features that places have and demands need: the domain's suitability in the engine's words.

Whatever the engine lets through, ``usecases.placement`` accepts too; the tests hold the two together. Beyond the
domain's rules the plan never offers an intensive-care or observation bed to somebody who does not need one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.people import CHILD_BELOW, Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import BedKind, DemandKind, Feature, Sex, SexPolicy, WardKind

ADULT = "adult"
OVERNIGHT = "overnight"
ORDINARY = "ordinary"
PLAIN = "plain"

INTENSIVE_KINDS = frozenset({BedKind.ICU, BedKind.HDU, BedKind.OBSERVATION})
INTENSIVE_NEEDS = frozenset({Feature.ICU, Feature.HDU})
SCARCE = frozenset({Feature.NEGATIVE_PRESSURE, Feature.ISOLATION, Feature.VENTILATOR, Feature.BARIATRIC})


def offers(situation: BedSituation) -> frozenset[str]:
    """What a bed offers to the engine: its features, and whom it admits."""
    features = situation.bed.features
    named = {feature.value for feature in features} | {this_bed(situation.bed.id)}
    return frozenset(named | set(_admits(situation)))


def asks(demand: Demand, patient: Patient, day: date, homes: Collection[str]) -> frozenset[str]:
    """What a demand asks of a bed.

    ``day`` is the last one it may start on (a child of 13 may turn 14); ``homes`` are the specialties with ordinary
    beds of their own (newborns' intensive care has none, its patients are at home there).
    """
    needs = {need.value for need in demand.needs}
    needs.add(_sex(patient.sex))
    if patient.age_on(day) >= CHILD_BELOW:
        needs.add(ADULT)
    needs.add(Feature.DAY_BAY.value if demand.kind is DemandKind.DAY_SURGERY else OVERNIGHT)
    if demand.pinned_bed_id is not None:
        needs.add(this_bed(demand.pinned_bed_id))
    elif not demand.needs & INTENSIVE_NEEDS and demand.specialty in homes:
        needs.add(ORDINARY)
    return frozenset(needs)


def homes_of(situations: Iterable[BedSituation]) -> frozenset[str]:
    """The specialties that have ordinary beds of their own."""
    return frozenset(each.ward.specialty for each in situations if each.bed.kind not in INTENSIVE_KINDS)


def wishes(demand: Demand, suiting: frozenset[str] = frozenset()) -> frozenset[str]:
    """What a demand would like: its preferences, what is ``suiting`` the patient, no scarce bed without need."""
    wanted = {feature.value for feature in demand.prefers} | suiting
    return frozenset(wanted if demand.needs & SCARCE else wanted | {PLAIN})


def this_bed(bed_id: int) -> str:
    """The feature that one bed alone has."""
    return f"bed-{bed_id}"


def _sex(sex: Sex) -> str:
    return f"admits-{sex.value}"


def _admits(situation: BedSituation) -> Iterator[str]:
    policy, kind, features = situation.room.sex_policy, situation.ward.kind, situation.bed.features
    for sex in Sex:
        named = policy in {SexPolicy.FEMALE, SexPolicy.MALE} and policy.value != sex.value
        if not named and not (kind is WardKind.OBSTETRIC and sex is Sex.MALE):
            yield _sex(sex)
    if kind is not WardKind.PAEDIATRIC:
        yield ADULT
    if Feature.DAY_BAY not in features:
        yield OVERNIGHT
    if situation.bed.kind not in INTENSIVE_KINDS:
        yield ORDINARY
    if not features & SCARCE:
        yield PLAIN
