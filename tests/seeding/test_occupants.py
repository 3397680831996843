"""Who lies where at the start."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from bedcentre.seeding import Hospital

OPEN_TO_BOTH = {"icu", "observation", "hdu"}


def _inpatient_beds(hospital: Hospital) -> set[str]:
    return {bed.label for bed in hospital.beds if bed.kind not in {"bay", "chair"}}


def test_the_house_is_about_93_per_cent_full(hospital: Hospital) -> None:
    beds = _inpatient_beds(hospital)
    occupied = {occupant.bed for occupant in hospital.occupants}
    assert occupied <= beds
    assert len(occupied) == len(hospital.occupants)
    assert 0.92 <= len(occupied) / len(beds) <= 0.94


def test_wards_are_unevenly_full(hospital: Hospital) -> None:
    ward_of = {bed.label: bed.ward for bed in hospital.beds}
    size = Counter(ward_of[label] for label in _inpatient_beds(hospital))
    lying = Counter(ward_of[occupant.bed] for occupant in hospital.occupants)
    shares = [lying[ward] / size[ward] for ward in size]
    assert sum(share == 1 for share in shares) >= 5
    assert sum(share < 0.85 for share in shares) >= 5


def test_some_patients_lie_in_borrowed_beds_but_only_where_allowed(hospital: Hospital) -> None:
    ward_of = {bed.label: bed.ward for bed in hospital.beds}
    tiers = {(row.specialty, row.ward): row.tier for row in hospital.sisters}
    found = Counter(tiers[occupant.specialty, ward_of[occupant.bed]] for occupant in hospital.occupants)
    assert set(found) == {0, 1, 2}
    assert 10 <= found[1] + found[2] <= 60
    assert not any(
        occupant.severe and tiers[occupant.specialty, ward_of[occupant.bed]] for occupant in hospital.occupants
    )


def test_no_shared_room_is_mixed_but_where_it_may_be(hospital: Hospital) -> None:
    kinds = {ward.code: ward.kind for ward in hospital.wards}
    rooms = {room.code: room for room in hospital.rooms}
    room_of = {bed.label: bed.room for bed in hospital.beds}
    sexes: defaultdict[str, set[str]] = defaultdict(set)
    for occupant in hospital.occupants:
        sexes[room_of[occupant.bed]].add(occupant.patient.sex)
    mixed = [rooms[code] for code, found in sexes.items() if len(found) > 1]
    assert mixed
    assert {kinds[room.ward] for room in mixed} <= OPEN_TO_BOTH
    for code, found in sexes.items():
        if rooms[code].sex_policy in {"F", "M"}:
            assert found == {rooms[code].sex_policy}


def test_isolated_patients_share_only_with_the_same_organism_and_have_the_right_room(hospital: Hospital) -> None:
    beds = {bed.label: bed for bed in hospital.beds}
    airborne = {row.code for row in hospital.organisms if row.negative_pressure}
    organisms: defaultdict[str, set[str | None]] = defaultdict(set)
    for occupant in hospital.occupants:
        organisms[beds[occupant.bed].room].add(occupant.organism)
        if occupant.organism:
            assert "isolation" in beds[occupant.bed].features
        if occupant.organism in airborne:
            assert "negative_pressure" in beds[occupant.bed].features
    assert all(len(found) == 1 for found in organisms.values())
    assert any(occupant.organism in airborne for occupant in hospital.occupants)
    assert any(occupant.organism and occupant.organism not in airborne for occupant in hospital.occupants)


def test_everybody_has_what_they_need_and_fits_the_ward_by_age(hospital: Hospital) -> None:
    beds = {bed.label: bed for bed in hospital.beds}
    wards = {ward.code: ward for ward in hospital.wards}
    for occupant in hospital.occupants:
        bed = beds[occupant.bed]
        assert occupant.needs <= bed.features
        age = (hospital.start.date() - occupant.patient.birth_date).days / 365.25
        assert wards[bed.ward].age_min - 0.1 <= age <= wards[bed.ward].age_max + 1


def test_times_of_a_stay_are_in_order(hospital: Hospital) -> None:
    for occupant in hospital.occupants:
        assert occupant.admitted_at <= hospital.start < occupant.true_discharge
        assert occupant.true_discharge - occupant.admitted_at < timedelta(days=130)
        assert occupant.expected_discharge >= occupant.admitted_at
        if occupant.certainty == "confirmed":
            assert abs(occupant.expected_discharge - occupant.true_discharge) <= timedelta(minutes=15)


def test_wards_believe_something_near_the_truth_but_not_the_truth(hospital: Hospital) -> None:
    slipped = [each for each in hospital.occupants if each.expected_discharge < hospital.start]
    assert 0 < len(slipped) < 0.06 * len(hospital.occupants)
    assert {each.certainty for each in hospital.occupants} == {"guessed", "predicted", "confirmed"}
    errors = sorted((each.expected_discharge - each.true_discharge) / timedelta(days=1) for each in hospital.occupants)
    assert abs(errors[len(errors) // 2]) < 1
    assert errors[len(errors) // 20] < -0.5
    assert errors[-len(errors) // 20] > 0.5


def test_about_a_seventh_to_a_tenth_of_the_house_leaves_in_a_day(hospital: Hospital) -> None:
    leaving = sum(each.true_discharge - hospital.start <= timedelta(days=1) for each in hospital.occupants)
    assert 0.08 <= leaving / len(hospital.occupants) <= 0.16


def test_closures_are_of_every_kind_on_empty_beds_and_end_later(hospital: Hospital) -> None:
    occupied = {occupant.bed for occupant in hospital.occupants}
    assert {closure.kind for closure in hospital.closures} == {"vacated", "cleaning", "blocked"}
    assert not occupied & {closure.bed for closure in hospital.closures}
    assert len({closure.bed for closure in hospital.closures}) == len(hospital.closures)
    assert all(closure.since <= hospital.start < closure.expected_end for closure in hospital.closures)
    assert len(hospital.closures) < len(_inpatient_beds(hospital)) - len(occupied)


def test_people_are_different_and_their_names_fit(hospital: Hospital) -> None:
    patients = [occupant.patient for occupant in hospital.occupants]
    assert len({patient.mrn for patient in patients}) == len(patients)
    assert len({patient.name for patient in patients}) > 0.6 * len(patients)
    assert {patient.sex for patient in patients} == {"F", "M"}
    known = {flag.code for flag in hospital.flags}
    carried = {flag for patient in patients for flag in patient.flags}
    assert carried <= known
    assert {"elderly", "falls_risk", "pregnant"} <= carried
