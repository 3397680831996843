"""The day-surgery lists of the start's own day."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bedcentre.seeding import Hospital, generate
from bedcentre.seeding.demands import codes_from
from bedcentre.seeding.first_day import BOOKED_SHARE
from bedcentre.seeding.records import Booking, Demand
from bedcentre.seeding.timeline import LOCAL
from tests.seeding.conftest import MONDAY

SATURDAY = MONDAY + timedelta(days=5)


def _booked(hospital: Hospital) -> list[tuple[Demand, Booking]]:
    return [(each, each.booking) for each in hospital.demands if each.booking is not None]


def _bays(hospital: Hospital) -> int:
    return sum("day_bay" in bed.features for bed in hospital.beds)


def _arrival(hospital: Hospital, demand: Demand, booking: Booking) -> datetime:
    preparation = {each.code: each.preparation_minutes for each in hospital.procedures}
    return booking.start - timedelta(minutes=preparation[demand.procedure or ""])


@pytest.mark.parametrize("beds", [100, 300, 1600])
def test_a_house_of_any_size_has_lists_in_proportion(beds: int) -> None:
    hospital = generate(beds, 1, start=MONDAY)
    cases = [demand for demand, _ in _booked(hospital)]
    assert 0.5 * BOOKED_SHARE * _bays(hospital) <= len(cases) <= 1.5 * _bays(hospital)
    assert {demand.kind for demand in cases} == {"day_surgery"}
    assert all(demand.raised_at < hospital.start <= demand.latest for demand in cases)


def test_every_operation_is_in_a_session_of_the_centre_that_is_its_surgeons(hospital: Hospital) -> None:
    centre = {theatre.code for theatre in hospital.theatres if theatre.kind == "day"}
    for demand, booking in _booked(hospital):
        end = booking.start + timedelta(minutes=demand.operation_minutes)
        found = [
            session
            for session in hospital.sessions
            if session.theatre == booking.theatre and session.start <= booking.start and end <= session.end
        ]
        assert booking.theatre in centre
        assert [session.specialty for session in found] == [demand.specialty]
        assert found[0].surgeon in {None, demand.surgeon}
        assert _arrival(hospital, demand, booking) >= hospital.start


def test_no_theatre_surgeon_or_bay_is_given_twice_at_a_time(hospital: Hospital) -> None:
    taken: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for demand, booking in _booked(hospital):
        operation = (booking.start, booking.start + timedelta(minutes=demand.operation_minutes))
        arrival = _arrival(hospital, demand, booking)
        taken[booking.theatre].append(operation)
        taken[demand.surgeon or ""].append(operation)
        taken[booking.bay].append((arrival, arrival + timedelta(minutes=demand.expected_minutes)))
    assert any(len(spans) > 1 for spans in taken.values())
    for spans in taken.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(spans)))


def test_every_bay_has_what_is_needed_and_is_open(hospital: Hospital) -> None:
    bays = {bed.label: bed for bed in hospital.beds}
    for demand, booking in _booked(hospital):
        bay, arrival = bays[booking.bay], _arrival(hospital, demand, booking).astimezone(LOCAL)
        assert demand.needs <= bay.features
        assert bay.opens is not None
        assert bay.closes is not None
        assert bay.opens <= arrival.time()
        assert (arrival + timedelta(minutes=demand.expected_minutes)).time() <= bay.closes


def test_few_are_allergic_to_latex_and_are_operated_first(hospital: Hospital) -> None:
    by_list: defaultdict[tuple[str, str], list[tuple[datetime, bool]]] = defaultdict(list)
    for demand, booking in _booked(hospital):
        by_list[booking.theatre, demand.surgeon or ""].append((booking.start, "latex_allergy" in demand.patient.flags))
    first = [min(each)[1] for each in by_list.values()]
    assert 1 <= sum(flag for each in by_list.values() for _, flag in each) <= 3
    assert any(first)


def test_checks_are_begun_and_none_is_asked_too_early(hospital: Hospital) -> None:
    passed = [booking.passed for _, booking in _booked(hospital)]
    assert len(set(passed)) > 1
    assert set().union(*passed) == {"consent", "fit_for_anaesthesia", "escort_named"}


def test_everybody_else_is_as_they_would_be_without(hospital: Hospital) -> None:
    cases = {demand.code for demand, _ in _booked(hospital)}
    others = {each.code for each in hospital.demands} - cases
    numbers = codes_from(1)
    assert others == {next(numbers) for _ in others}
    strangers = {demand.patient.mrn for demand, _ in _booked(hospital)}
    assert all(each.patient.mrn not in strangers for each in hospital.demands if each.code in others)


@pytest.mark.parametrize("hour", [12, 18])
def test_who_would_have_come_before_the_start_is_not_booked(hour: int) -> None:
    hospital = generate(300, 1, start=MONDAY.replace(hour=hour))
    found = _booked(hospital)
    assert bool(found) == (hour < 18)
    assert all(_arrival(hospital, *each) >= hospital.start for each in found)


def test_nobody_is_operated_at_a_weekend() -> None:
    assert _booked(generate(300, 1, start=SATURDAY)) == []
