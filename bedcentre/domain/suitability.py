"""Why a bed refuses a patient: *all* reasons, in words a nurse uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.messages import Message
from bedcentre.domain.people import CHILD_BELOW, Encounter, Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, DemandKind, Feature, Sex, SexPolicy, WardKind

SEVERE_OWN_WARD_KINDS = frozenset({WardKind.ICU, WardKind.HDU})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who is to be put somewhere: what suitability needs to know of a patient."""

    patient: Patient
    specialty: str
    severe: bool
    needs: frozenset[Feature]
    organism: str | None
    emergency: bool
    day_case: bool
    demand_id: int | None = None

    @classmethod
    def of_demand(cls, demand: Demand, patient: Patient) -> Candidate:
        """The candidate a demand speaks of."""
        return cls(
            patient=patient,
            specialty=demand.specialty,
            severe=demand.severe,
            needs=demand.needs,
            organism=demand.organism,
            emergency=demand.kind is DemandKind.EMERGENCY,
            day_case=demand.kind is DemandKind.DAY_SURGERY,
            demand_id=demand.id,
        )

    @classmethod
    def of_encounter(cls, encounter: Encounter, patient: Patient) -> Candidate:
        """The candidate who already lies in the house."""
        return cls(
            patient=patient,
            specialty=encounter.specialty,
            severe=encounter.severe,
            needs=encounter.needs,
            organism=encounter.organism,
            emergency=False,
            day_case=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Roommate:
    """Somebody in, or promised, another bed of the same room at the same time."""

    bed_label: str
    sex: Sex
    organism: str | None


def reasons_against(
    candidate: Candidate,
    situation: BedSituation,
    roommates: Iterable[Roommate],
    tier: int | None,
    today: date,
) -> tuple[Message, ...]:
    """Every rule that speaks against putting the candidate into the bed; empty = suitable.

    ``tier`` is how near the ward is to the candidate's specialty (None = not at all). Whether the bed is free
    in time is not asked here: a reservation may lie on an occupied bed (see ``usecases/placement.py``).
    """
    mates = tuple(roommates)
    return (
        *_blocked(situation),
        *_kind(candidate, situation),
        *_specialty(candidate, situation, tier),
        *_age(candidate, situation, today),
        *_sex(candidate, situation),
        *reasons_beside(candidate, situation, mates),
        *_equipment(candidate, situation),
    )


def reasons_beside(candidate: Candidate, situation: BedSituation, roommates: Collection[Roommate]) -> Iterator[Message]:
    """What speaks against the candidate lying beside them in the bed's room."""
    yield from _mixed(candidate, situation, roommates)
    yield from _isolation(candidate, situation, roommates)


def _blocked(situation: BedSituation) -> Iterator[Message]:
    actual = situation.actual
    if actual is not None and actual.kind is ActualKind.BLOCKED:
        yield Message("refusal.blocked", {"bed": situation.bed.label, "reason": actual.reason or ""})


def _kind(candidate: Candidate, situation: BedSituation) -> Iterator[Message]:
    day_bed = Feature.DAY_BAY in situation.bed.features
    if day_bed and not candidate.day_case:
        yield Message("refusal.day_bay", {"bed": situation.bed.label})
    if candidate.day_case and not day_bed:
        yield Message("refusal.not_day_bay", {"bed": situation.bed.label})


def _specialty(candidate: Candidate, situation: BedSituation, tier: int | None) -> Iterator[Message]:
    if tier is None:
        key = "refusal.ward_outside_pool" if not situation.ward.in_pool else "refusal.ward_other_specialty"
        yield Message(key, {"ward": situation.ward.code})
    elif candidate.severe and tier > 0 and situation.ward.kind not in SEVERE_OWN_WARD_KINDS:
        yield Message("refusal.severe_own_ward", {"ward": situation.ward.code})


def _age(candidate: Candidate, situation: BedSituation, today: date) -> Iterator[Message]:
    age = candidate.patient.age_on(today)
    paediatric = situation.ward.kind is WardKind.PAEDIATRIC
    if paediatric and age >= CHILD_BELOW:
        yield Message("refusal.adult_in_paediatrics", {"age": age})
    if situation.ward.kind is WardKind.OBSTETRIC and candidate.patient.sex is Sex.MALE:
        yield Message("refusal.man_in_obstetrics")


def _sex(candidate: Candidate, situation: BedSituation) -> Iterator[Message]:
    policy = situation.room.sex_policy
    if policy not in {SexPolicy.ANY, SexPolicy.SAME} and policy.value != candidate.patient.sex.value:
        yield Message(f"refusal.room_{policy.value.lower()}", {"room": situation.room.number})


def _mixed(candidate: Candidate, situation: BedSituation, mates: Collection[Roommate]) -> Iterator[Message]:
    others = [mate for mate in mates if mate.sex is not candidate.patient.sex]
    if others and situation.room.sex_policy is not SexPolicy.ANY:
        yield Message(
            f"refusal.shared_with_{others[0].sex.value.lower()}",
            {"room": situation.room.number, "bed": others[0].bed_label},
        )


def _isolation(candidate: Candidate, situation: BedSituation, mates: Collection[Roommate]) -> Iterator[Message]:
    others = [mate for mate in mates if mate.organism != candidate.organism]
    if not others:
        return
    params = {"room": situation.room.number, "bed": others[0].bed_label}
    if candidate.organism is None:
        yield Message("refusal.room_isolated", params)
    else:
        yield Message("refusal.isolate_from_others", params)


def _equipment(candidate: Candidate, situation: BedSituation) -> Iterator[Message]:
    for need in sorted(candidate.needs - situation.bed.features):
        yield Message("refusal.lacks", {"bed": situation.bed.label, "feature": f"@feature.{need.value}"})
