"""Each rule: allowed, refused, nothing present, everything present."""

from typing import Any

import pytest

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.suitability import Roommate, reasons_against
from bedcentre.domain.vocabulary import ActualKind, Feature, Sex, SexPolicy, WardKind
from tests.domain.examples import TODAY, actual, bed, candidate, patient, room, situation, ward

MAN = patient(sex=Sex.MALE)
CHILD = patient(birth_date=TODAY.replace(year=2020))
MRSA = "MRSA"


def keys(who: dict[str, Any], where: BedSituation, mates: tuple[Roommate, ...] = (), tier: int | None = 0) -> list[str]:
    against = reasons_against(candidate(**who), where, mates, tier, TODAY)
    return [message.key for message in against]


def mate(sex: Sex = Sex.FEMALE, organism: str | None = None) -> Roommate:
    return Roommate(bed_label="7-03-2", sex=sex, organism=organism)


def test_an_ordinary_patient_fits_an_ordinary_bed() -> None:
    assert keys({}, situation()) == []


def test_everything_against_is_said_at_once() -> None:
    everything = situation(
        bed=bed(features=frozenset({Feature.DAY_BAY})),
        room=room(sex_policy=SexPolicy.FEMALE),
        ward=ward(kind=WardKind.PAEDIATRIC, in_pool=False),
        actual=actual(ActualKind.BLOCKED, reason="水管"),
    )
    who = {"patient": MAN, "severe": True, "needs": frozenset({Feature.OXYGEN}), "organism": MRSA}
    assert keys(who, everything, (mate(),), None) == [
        "refusal.blocked",
        "refusal.day_bay",
        "refusal.ward_outside_pool",
        "refusal.adult_in_paediatrics",
        "refusal.room_f",
        "refusal.shared_with_f",
        "refusal.isolate_from_others",
        "refusal.lacks",
    ]


@pytest.mark.parametrize(
    ("policy", "mates", "expected"),
    [
        (SexPolicy.SAME, (), []),
        (SexPolicy.SAME, (mate(),), []),
        (SexPolicy.SAME, (mate(Sex.MALE),), ["refusal.shared_with_m"]),
        (SexPolicy.FEMALE, (), []),
        (SexPolicy.MALE, (), ["refusal.room_m"]),
        (SexPolicy.MALE, (mate(Sex.MALE),), ["refusal.room_m", "refusal.shared_with_m"]),
        (SexPolicy.ANY, (mate(Sex.MALE), mate()), []),
    ],
)
def test_sex_of_a_shared_room(policy: SexPolicy, mates: tuple[Roommate, ...], expected: list[str]) -> None:
    assert keys({}, situation(room=room(sex_policy=policy)), mates) == expected


@pytest.mark.parametrize(
    ("organism", "mates", "expected"),
    [
        (None, (), []),
        (None, (mate(),), []),
        (MRSA, (), []),
        (MRSA, (mate(organism=MRSA),), []),
        (MRSA, (mate(),), ["refusal.isolate_from_others"]),
        (MRSA, (mate(organism="VRE"),), ["refusal.isolate_from_others"]),
        (None, (mate(organism=MRSA),), ["refusal.room_isolated"]),
    ],
)
def test_isolation_cohorts(organism: str | None, mates: tuple[Roommate, ...], expected: list[str]) -> None:
    assert keys({"organism": organism}, situation(), mates) == expected


@pytest.mark.parametrize(
    ("tier", "severe", "kind", "expected"),
    [
        (0, True, WardKind.GENERAL, []),
        (1, False, WardKind.GENERAL, []),
        (1, True, WardKind.GENERAL, ["refusal.severe_own_ward"]),
        (1, True, WardKind.ICU, []),
        (None, False, WardKind.GENERAL, ["refusal.ward_other_specialty"]),
        (None, True, WardKind.ICU, ["refusal.ward_other_specialty"]),
    ],
)
def test_specialty_tiers(tier: int | None, severe: bool, kind: WardKind, expected: list[str]) -> None:  # noqa: FBT001 - a table's column
    assert keys({"severe": severe}, situation(ward=ward(kind=kind)), (), tier) == expected


def test_children_and_adults() -> None:
    paediatrics = situation(ward=ward(kind=WardKind.PAEDIATRIC))
    assert keys({"patient": CHILD}, paediatrics) == []
    assert keys({}, paediatrics) == ["refusal.adult_in_paediatrics"]
    obstetrics = situation(ward=ward(kind=WardKind.OBSTETRIC))
    assert keys({}, obstetrics) == []
    assert keys({"patient": MAN}, obstetrics) == ["refusal.man_in_obstetrics"]


def test_equipment_names_each_missing_piece() -> None:
    needs = frozenset({Feature.OXYGEN, Feature.TELEMETRY})
    assert keys({"needs": needs}, situation(bed=bed(features=needs))) == []
    assert keys({"needs": needs}, situation()) == ["refusal.lacks", "refusal.lacks"]
    assert keys({}, situation(bed=bed(features=needs))) == []


def test_day_bays_are_for_day_cases_only() -> None:
    bay = situation(bed=bed(features=frozenset({Feature.DAY_BAY})))
    assert keys({"day_case": True}, bay) == []
    assert keys({}, bay) == ["refusal.day_bay"]
    assert keys({"day_case": True}, situation()) == ["refusal.not_day_bay"]
