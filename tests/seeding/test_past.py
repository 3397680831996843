"""The two years of finished stays."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from bedcentre.seeding import Hospital


@pytest.fixture(scope="module")
def stays(hospital: Hospital) -> pd.DataFrame:
    """Ward stays only, with their length in days."""
    past = hospital.past_stays
    inside = past[past["level"] == "ward"].copy()
    inside["days"] = (inside["discharged_at"] - inside["admitted_at"]).dt.total_seconds() / 86_400
    return inside


def test_two_years_of_stays_all_finished_before_the_start(hospital: Hospital) -> None:
    past = hospital.past_stays
    assert 70_000 <= len(past) <= 110_000
    assert past["discharged_at"].max() <= pd.Timestamp(hospital.start)
    assert past["admitted_at"].is_monotonic_increasing
    first = past["admitted_at"].min()
    assert timedelta(days=728) <= pd.Timestamp(hospital.start) - first <= timedelta(days=732)
    assert (past["discharged_at"] > past["admitted_at"]).all()
    assert past["mrn"].is_unique


def test_codes_are_those_of_the_hospital(hospital: Hospital) -> None:
    past = hospital.past_stays
    assert set(past["ward"]) == {ward.code for ward in hospital.wards if ward.kind != "observation"}
    assert set(past["specialty"]) <= {specialty.code for specialty in hospital.specialties}
    assert set(past["diagnosis"]) - {""} <= {diagnosis.code for diagnosis in hospital.diagnoses}
    assert set(past["procedure"]) - {""} <= {procedure.code for procedure in hospital.procedures}
    assert set(past["kind"]) == {"planned", "emergency", "referral_in", "day_surgery"}
    by_day = past["level"] == "day"
    assert ((past["procedure"] != "") == by_day).all()
    assert ((past["diagnosis"] == "") == by_day).all()


def test_lengths_of_stay_can_be_learned_and_differ_by_specialty_diagnosis_and_age(stays: pd.DataFrame) -> None:
    assert 7 <= stays["days"].mean() <= 9.5
    medians = stays.groupby("specialty")["days"].median()
    assert medians["REHA"] > 2 * medians["CARD"] > 2 * medians["OPH"]
    surgery = stays[stays["specialty"] == "GI"].groupby("diagnosis")["days"].median()
    assert surgery["C16"] > 1.5 * surgery["K40"]
    heart = stays[stays["specialty"] == "CARD"]
    assert heart[heart["age"] >= 80]["days"].median() > heart[heart["age"] < 50]["days"].median()
    assert stays["days"].quantile(0.95) > 2 * stays["days"].median()


def test_what_was_expected_tells_something_of_what_was(stays: pd.DataFrame) -> None:
    assert 0.3 < stays["expected_minutes"].rank().corr(stays["days"].rank()) < 0.95


def test_people_leave_by_day_and_seldom_on_sundays(stays: pd.DataFrame) -> None:
    left = stays["discharged_at"].dt.tz_convert("Asia/Shanghai")
    assert (left.dt.hour < 7).mean() < 0.02
    assert left.dt.hour.between(9, 16).mean() > 0.75
    weekdays = left.dt.day_of_week.value_counts()
    assert weekdays[6] < 0.75 * weekdays[4]


def test_spring_festival_empties_planned_admissions(stays: pd.DataFrame) -> None:
    planned = stays[stays["kind"] == "planned"]
    days = planned["admitted_at"].dt.tz_convert("Asia/Shanghai").dt.date.astype(str).value_counts()
    assert days["2026-02-18"] < 0.35 * days["2026-03-18"]
    assert days["2026-02-28"] > 2 * days["2026-02-18"]
