"""The house without people: wards, rooms, beds, tiers, staff, theatres."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from bedcentre.domain.nursing import LETTERS
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import BedKind, Feature, NursingLevel, SexPolicy, WardKind
from bedcentre.seeding import Hospital, generate
from bedcentre.seeding.structure import apportion
from tests.seeding.conftest import MONDAY


def test_a_thousand_beds_in_at_least_34_wards_of_every_kind(hospital: Hospital) -> None:
    assert len(hospital.beds) == 1000
    assert len(hospital.wards) >= 34
    assert {ward.kind for ward in hospital.wards} == {kind.value for kind in WardKind}
    assert {bed.kind for bed in hospital.beds} == {kind.value for kind in BedKind}


def test_codes_are_unique_and_lead_from_bed_to_campus(hospital: Hospital) -> None:
    campuses = {campus.code for campus in hospital.campuses}
    buildings = {building.code: building.campus for building in hospital.buildings}
    wards = {ward.code: ward.building for ward in hospital.wards}
    rooms = {room.code: room.ward for room in hospital.rooms}
    assert len(buildings) == len(hospital.buildings)
    assert len(wards) == len(hospital.wards)
    assert len(rooms) == len(hospital.rooms)
    assert len({bed.label for bed in hospital.beds}) == len(hospital.beds)
    for bed in hospital.beds:
        assert rooms[bed.room] == bed.ward
        assert buildings[wards[bed.ward]] in campuses


def test_words_are_those_of_the_domain(hospital: Hospital) -> None:
    features = {feature.value for feature in Feature}
    assert {feature for bed in hospital.beds for feature in bed.features} <= features
    assert {room.sex_policy for room in hospital.rooms} <= {policy.value for policy in SexPolicy}


def test_rooms_have_one_to_four_beds_and_single_ones_say_so(hospital: Hospital) -> None:
    sizes = Counter(bed.room for bed in hospital.beds)
    assert max(sizes.values()) <= 4
    inpatient = [bed for bed in hospital.beds if bed.kind not in {"bay", "chair"}]
    assert all(("single" in bed.features) == (sizes[bed.room] == 1) for bed in inpatient)


def test_special_beds_are_there(hospital: Hospital) -> None:
    wards = {ward.code: ward for ward in hospital.wards}
    rooms = {room.code: room for room in hospital.rooms}
    airborne = [
        bed for bed in hospital.beds if wards[bed.ward].kind == "infectious" and rooms[bed.room].negative_pressure
    ]
    assert airborne
    assert all("negative_pressure" in bed.features for bed in airborne)
    assert any(bed.floating for bed in hospital.beds)
    assert all(bed.opens and bed.closes for bed in hospital.beds if bed.kind in {"bay", "chair"})
    assert not any(bed.opens or bed.closes for bed in hospital.beds if bed.kind not in {"bay", "chair"})


def test_every_ward_is_the_own_ward_of_its_specialty_and_closed_wards_lend_to_nobody(hospital: Hospital) -> None:
    tiers = {(row.specialty, row.ward): row.tier for row in hospital.sisters}
    assert len(tiers) == len(hospital.sisters)
    closed = {ward.code: ward for ward in hospital.wards if not ward.in_pool}
    for ward in hospital.wards:
        assert tiers[ward.specialty, ward.code] == 0
    assert all(tier == 0 for (_, ward), tier in tiers.items() if ward in closed)
    assert {tiers[row] for row in tiers if row[0] == "RESP"} == {0, 1, 2}
    assert {tier for (specialty, _), tier in tiers.items() if specialty == "PAED"} == {0}


def test_every_ward_has_nurses_and_a_cleaner_and_every_operating_specialty_surgeons(hospital: Hospital) -> None:
    posts = {(member.role, member.ward) for member in hospital.staff}
    assert all({("nurse", ward.code), ("cleaner", ward.code)} <= posts for ward in hospital.wards)
    surgeons = {member.specialty for member in hospital.surgeons}
    assert {procedure.specialty for procedure in hospital.procedures} <= surgeons
    assert {"coordinator", "director", "administrator", "physician"} <= {member.role for member in hospital.staff}
    assert len({member.code for member in hospital.staff}) == len(hospital.staff)


def test_sessions_of_a_theatre_never_overlap_and_cover_the_horizon(hospital: Hospital) -> None:
    by_theatre = sorted(hospital.sessions, key=lambda session: (session.theatre, session.start))
    for earlier, later in pairwise(by_theatre):
        assert earlier.theatre != later.theatre or earlier.end <= later.start
    assert {session.theatre for session in hospital.sessions} == {theatre.code for theatre in hospital.theatres}
    assert max(session.end for session in hospital.sessions) > hospital.start + timedelta(days=14)
    doctors = {member.code: member.specialty for member in hospital.surgeons}
    assert all(doctors[session.surgeon] == session.specialty for session in hospital.sessions if session.surgeon)


def test_on_holidays_only_the_emergency_theatre_runs() -> None:
    during_national_day = generate(100, 1, start=MONDAY.replace(month=10, day=1))
    holidays = [
        session
        for session in during_national_day.sessions
        if session.start < during_national_day.start + timedelta(days=6)
    ]
    assert holidays
    assert {session.specialty for session in holidays} == {None}
    makeup_saturday = [
        session
        for session in during_national_day.sessions
        if session.start.astimezone(MONDAY.tzinfo).date().isoformat() == "2026-10-10"
    ]
    assert {session.specialty for session in makeup_saturday} > {None, "GI"}


def test_the_catalogue_has_a_hundred_procedures_with_a_session_for_each(hospital: Hospital) -> None:
    assert len(hospital.procedures) >= 100
    assert len({procedure.name_zh for procedure in hospital.procedures}) == len(hospital.procedures)
    longest: Counter[str] = Counter()
    for session in hospital.sessions:
        if session.specialty and session.surgeon is None:
            minutes = int((session.end - session.start).total_seconds()) // 60
            longest[session.specialty] = max(longest[session.specialty], minutes)
    assert all(procedure.theatre_minutes <= longest[procedure.specialty] for procedure in hospital.procedures)


@pytest.mark.parametrize(
    ("total", "weights", "at_least", "parts"),
    [
        (10, [1.0, 1.0], 0, [5, 5]),
        (10, [2.0, 1.0], 0, [7, 3]),
        (3, [100.0, 1.0, 1.0], 1, [1, 1, 1]),
        (0, [1.0, 3.0], 0, [0, 0]),
    ],
)
def test_apportion_loses_nothing(total: int, weights: list[float], at_least: int, parts: list[int]) -> None:
    assert apportion(total, weights, at_least) == parts


def test_intensive_care_has_as_many_nurses_as_is_published_and_the_norm_of_every_shift_asks(
    hospital: Hospital,
) -> None:
    policy = Policy()
    special = policy.nursing_load[NursingLevel.SPECIAL]
    wards = [ward.code for ward in hospital.wards if ward.kind == WardKind.ICU]
    assert wards
    for ward in wards:
        beds = [bed for bed in hospital.beds if bed.ward == ward]
        nurses = [nurse for nurse in hospital.nurses if nurse.ward == ward]
        assert 2.5 <= len(nurses) / len(beds) <= 3.2
        rooms = Counter(bed.room for bed in beds)
        assert max(rooms.values()) * special <= min(policy.nursing_limit.values()), "a room has one nurse"
        for day in range(28):
            for letter, shift in LETTERS.items():
                on_duty = sum(nurse.rota[day % len(nurse.rota)] == letter for nurse in nurses)
                assert on_duty * policy.nursing_limit[shift] >= len(beds) * special, (ward, day, shift)
