"""Who needs a bed in the 14 days from the start on."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bedcentre.domain.vocabulary import DemandKind
from bedcentre.seeding import Hospital, generate
from bedcentre.seeding.records import Demand
from tests.seeding.conftest import MONDAY

LOCAL = ZoneInfo("Asia/Shanghai")


def _of(hospital: Hospital, kind: DemandKind) -> list[Demand]:
    return [demand for demand in hospital.demands if demand.kind == kind.value]


def _local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()


@pytest.mark.parametrize("kind", DemandKind)
def test_every_kind_of_demand_is_there_before_and_after_the_start(hospital: Hospital, kind: DemandKind) -> None:
    waiting = [demand for demand in _of(hospital, kind) if demand.raised_at <= hospital.start]
    assert waiting
    assert len(_of(hospital, kind)) > len(waiting)


def test_demands_come_in_order_with_unique_codes_within_the_horizon(hospital: Hospital) -> None:
    raised = [demand.raised_at for demand in hospital.demands]
    assert raised == sorted(raised)
    assert len({demand.code for demand in hospital.demands}) == len(hospital.demands)
    assert _local_day(raised[-1]) - _local_day(hospital.start) < timedelta(days=14)
    assert len({_local_day(moment) for moment in raised if moment > hospital.start}) == 14


def test_times_and_lengths_are_in_order(hospital: Hospital) -> None:
    for demand in hospital.demands:
        assert demand.raised_at <= demand.wanted_from <= demand.latest
        assert demand.expected_minutes > 0
        assert demand.true_minutes > 0


def test_about_a_dozen_emergency_patients_board_in_the_observation_ward(hospital: Hospital) -> None:
    lying = {occupant.bed: occupant.patient for occupant in hospital.occupants}
    kinds = {bed.label: bed.kind for bed in hospital.beds}
    boarders = [each for each in _of(hospital, DemandKind.EMERGENCY) if each.raised_at <= hospital.start]
    assert 10 <= len(boarders) <= 14
    for boarder in boarders:
        assert boarder.current_bed is not None
        assert kinds[boarder.current_bed] == "observation"
        assert lying[boarder.current_bed] == boarder.patient
        assert hospital.start - boarder.raised_at <= timedelta(hours=9)


def test_only_emergencies_have_a_triage_grade_and_the_graver_wait_less(hospital: Hospital) -> None:
    patience: defaultdict[str, set[timedelta]] = defaultdict(set)
    for demand in hospital.demands:
        assert (demand.triage is not None) == (demand.kind == "emergency")
        if demand.triage:
            patience[demand.triage].add(demand.latest - demand.wanted_from)
    assert sorted(patience) == ["1", "2", "3", "4"]
    waits = [patience[grade].pop() for grade in sorted(patience)]
    assert not any(patience.values())
    assert waits == sorted(waits)


def test_every_demand_can_be_met_by_some_bed_of_its_own_wards(hospital: Hospital) -> None:
    own: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    tiers = {(row.specialty, row.ward): row.tier for row in hospital.sisters}
    specialties = [specialty.code for specialty in hospital.specialties]
    for bed in hospital.beds:
        for specialty in specialties:
            if tiers.get((specialty, bed.ward)) == 0:
                own[specialty].add(bed.features)
    unmet = [
        demand.code
        for demand in hospital.demands
        if not any(demand.needs <= features for features in own[demand.specialty])
    ]
    assert unmet == []


def test_preferences_are_not_needs_and_airborne_patients_need_negative_pressure(hospital: Hospital) -> None:
    airborne = {row.code for row in hospital.organisms if row.negative_pressure}
    for demand in hospital.demands:
        assert not demand.prefers & demand.needs
        assert ("isolation" in demand.needs) >= (demand.organism is not None)
        if demand.organism in airborne:
            assert "negative_pressure" in demand.needs
    assert any(demand.organism in airborne for demand in hospital.demands)
    assert any("single" in demand.prefers for demand in hospital.demands)


def test_planned_admissions_are_known_ahead_and_some_have_a_clock(hospital: Hospital) -> None:
    planned = _of(hospital, DemandKind.PLANNED)
    on_clock = [demand for demand in planned if demand.expires_at]
    operations = [demand for demand in planned if demand.surgeon and demand.wanted_from > hospital.start]
    assert 0.6 < len([demand for demand in operations if demand.expires_at]) / len(operations) < 0.9
    assert all(demand.surgeon and demand.expires_at for demand in on_clock)
    assert all(demand.expires_at and demand.expires_at > demand.wanted_from for demand in on_clock)
    assert all(demand.expires_at and demand.expires_at > hospital.start for demand in on_clock)
    assert all(_local_day(demand.raised_at) < _local_day(demand.wanted_from) for demand in planned)
    overdue = [demand for demand in planned if demand.wanted_from < hospital.start]
    assert 5 <= len(overdue) <= 60


def test_operations_have_a_surgeon_of_the_specialty(hospital: Hospital) -> None:
    surgeons = {member.code: member.specialty for member in hospital.surgeons}
    for demand in hospital.demands:
        assert (demand.operation_minutes > 0) == (demand.surgeon is not None)
        if demand.surgeon:
            assert surgeons[demand.surgeon] == demand.specialty
    kinds = {demand.kind for demand in hospital.demands if demand.surgeon}
    assert kinds == {"planned", "day_surgery"}


def test_day_cases_name_a_procedure_that_fits_the_patient_and_a_bay_that_is_open(hospital: Hospital) -> None:
    procedures = {procedure.code: procedure for procedure in hospital.procedures}
    bays = [bed for bed in hospital.beds if "day_bay" in bed.features]
    cases = _of(hospital, DemandKind.DAY_SURGERY)
    for case in cases:
        assert case.procedure is not None
        procedure = procedures[case.procedure]
        assert case.specialty == procedure.specialty
        assert case.expected_minutes == (
            procedure.preparation_minutes + procedure.theatre_minutes + procedure.recovery_minutes
        )
        kinds = {bed.kind for bed in bays if case.needs <= bed.features}
        assert kinds == ({"bay"} if procedure.bed_kind == "bay" else {"bay", "chair"})
    overnight = [case for case in cases if case.true_minutes > case.expected_minutes + 12 * 60]
    assert 0 < len(overnight) < 0.1 * len(cases)


def test_step_downs_come_from_intensive_care_or_follow_a_demand_for_it(hospital: Hospital) -> None:
    lying = {occupant.bed: occupant.patient for occupant in hospital.occupants}
    kinds = {bed.label: bed.kind for bed in hospital.beds}
    by_code = {demand.code: demand for demand in hospital.demands}
    for demand in _of(hospital, DemandKind.STEP_DOWN):
        assert (demand.current_bed is None) != (demand.follows is None)
        if demand.current_bed:
            assert kinds[demand.current_bed] in {"icu", "hdu"}
            assert lying[demand.current_bed] == demand.patient
        if demand.follows:
            before = by_code[demand.follows]
            assert before.patient == demand.patient
            assert before.needs & {"icu", "hdu"}
            assert demand.raised_at > before.raised_at


def test_transfers_move_people_who_are_there_and_borrowed_beds_are_asked_back(hospital: Hospital) -> None:
    lying = {occupant.bed: occupant for occupant in hospital.occupants}
    by_code = {demand.code: demand for demand in hospital.demands}
    transfers = _of(hospital, DemandKind.TRANSFER)
    assert len({demand.patient.mrn for demand in transfers}) == len(transfers)
    for demand in transfers:
        if demand.current_bed:
            occupant = lying[demand.current_bed]
            assert occupant.patient == demand.patient
            assert demand.raised_at < occupant.true_discharge
        else:
            assert demand.follows is not None
            assert by_code[demand.follows].patient == demand.patient
    same = [each for each in transfers if each.current_bed and lying[each.current_bed].specialty == each.specialty]
    assert same, "nobody is given back to the own ward"
    assert len(same) < len(transfers)
    assert any(demand.specialty == "REHA" for demand in transfers)


def test_emergencies_peak_by_day_and_do_not_stop_at_night(hospital: Hospital) -> None:
    coming = [each for each in _of(hospital, DemandKind.EMERGENCY) if each.raised_at > hospital.start]
    hours = Counter(demand.raised_at.astimezone(LOCAL).hour for demand in coming)
    by_day = sum(hours[hour] for hour in range(9, 21))
    by_night = sum(hours[hour] for hour in range(7))
    assert by_day > 3 * by_night > 0


def test_planned_work_follows_the_week_and_emergencies_hardly_do(hospital: Hospital) -> None:
    def per_day(kind: DemandKind, days: set[int]) -> float:
        wanted = Counter(_local_day(each.wanted_from).weekday() for each in _of(hospital, kind))
        return sum(wanted[day] for day in days) / len(days)

    week, weekend = {0, 1, 2, 3, 4}, {5, 6}
    assert per_day(DemandKind.DAY_SURGERY, week) > 50
    assert per_day(DemandKind.DAY_SURGERY, weekend) == 0
    assert per_day(DemandKind.PLANNED, week) > 1.4 * per_day(DemandKind.PLANNED, weekend)
    emergencies = per_day(DemandKind.EMERGENCY, weekend) / per_day(DemandKind.EMERGENCY, week)
    assert 0.75 < emergencies < 1.25


def test_holidays_stop_planned_work_and_make_up_saturdays_bring_it_back() -> None:
    autumn = generate(1000, 1, start=MONDAY.replace(month=9, day=28))

    def wanted_on(kind: DemandKind, day: date) -> int:
        return sum(_local_day(demand.wanted_from) == day for demand in _of(autumn, kind))

    ordinary, holiday, makeup = date(2026, 9, 29), date(2026, 10, 2), date(2026, 10, 10)
    assert wanted_on(DemandKind.DAY_SURGERY, holiday) == 0
    assert wanted_on(DemandKind.DAY_SURGERY, makeup) > 10
    assert wanted_on(DemandKind.PLANNED, holiday) < 0.4 * wanted_on(DemandKind.PLANNED, ordinary)
    assert wanted_on(DemandKind.PLANNED, makeup) > 2 * wanted_on(DemandKind.PLANNED, holiday)
    assert wanted_on(DemandKind.EMERGENCY, holiday) > 0.5 * wanted_on(DemandKind.EMERGENCY, ordinary)


def test_the_demands_keep_the_house_about_as_full_as_it_is(hospital: Hospital) -> None:
    """Everybody placed at the wanted time, the second week is neither empty nor far beyond the beds."""
    observed = {bed.label for bed in hospital.beds if bed.kind == "observation"}
    spans = [
        (occupant.admitted_at, occupant.true_discharge)
        for occupant in hospital.occupants
        if occupant.bed not in observed
    ]
    present = len(spans)
    for demand in hospital.demands:
        if demand.kind in {"planned", "emergency", "referral_in", "step_down"}:
            begins = max(demand.wanted_from, hospital.start)
            spans.append((begins, begins + timedelta(minutes=demand.true_minutes)))
    days = [hospital.start + timedelta(days=day) for day in range(7, 14)]
    mean = sum(begins <= day < ends for day in days for begins, ends in spans) / len(days)
    assert 0.92 <= mean / present <= 1.08


def test_every_referred_patient_has_a_sender_and_so_have_a_few_day_cases(hospital: Hospital) -> None:
    senders = {each.code for each in hospital.partners}
    assert {demand.partner for demand in _of(hospital, DemandKind.REFERRAL_IN)} <= senders
    day_cases = _of(hospital, DemandKind.DAY_SURGERY)
    sent = [demand for demand in day_cases if demand.partner is not None]
    assert 0 < len(sent) < len(day_cases) / 5
    others = (demand for demand in hospital.demands if demand.kind in {"emergency", "planned", "transfer"})
    assert {demand.partner for demand in others} == {None}


def test_partners_offer_beds_of_their_kinds_and_have_quotas(hospital: Hospital) -> None:
    kinds = {each.code: each.offers for each in hospital.partners}
    assert {each.kind for each in hospital.offered_beds} == {"primary", "rehabilitation", "hospice", "home_bed"}
    assert all(each.kind in kinds[each.partner] and each.beds > 0 for each in hospital.offered_beds)
    assert all(each.beds > 0 and each.partner in kinds for each in hospital.referral_quotas)
