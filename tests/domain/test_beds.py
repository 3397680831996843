"""The state of a bed follows from its intervals."""

from datetime import timedelta

import pytest

from bedcentre.domain.vocabulary import ActualKind, BedState, PlannedKind
from tests.domain.examples import MIDNIGHT, NOW, TURNAROUND, actual, claim, hours, occupied, situation


def test_an_empty_bed_is_free() -> None:
    assert situation().state(MIDNIGHT) is BedState.FREE
    assert situation().expected_free(NOW, TURNAROUND) == NOW


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (ActualKind.VACATED, BedState.VACATED),
        (ActualKind.CLEANING, BedState.CLEANING),
        (ActualKind.BLOCKED, BedState.BLOCKED),
    ],
)
def test_what_it_is_outranks_what_it_is_meant_for(kind: ActualKind, state: BedState) -> None:
    assert situation(actual=actual(kind), claims=(claim(1, 2),)).state(MIDNIGHT) is state


def test_a_patient_who_leaves_before_midnight_is_leaving() -> None:
    assert occupied(expected_discharge=hours(6)).state(MIDNIGHT) is BedState.LEAVING
    assert occupied(expected_discharge=MIDNIGHT).state(MIDNIGHT) is BedState.OCCUPIED


def test_claims_show_when_nothing_actual_is_there() -> None:
    assert situation(claims=(claim(1, 2),)).state(MIDNIGHT) is BedState.RESERVED
    assert situation(claims=(claim(0, 0.5, PlannedKind.HOLD),)).state(MIDNIGHT) is BedState.HELD
    assert situation(claims=(claim(30, 40),)).state(MIDNIGHT) is BedState.FREE


def test_expected_free_counts_leaving_and_cleaning() -> None:
    assert occupied(expected_discharge=hours(6)).expected_free(NOW, TURNAROUND) == hours(7)
    assert occupied(expected_discharge=hours(-3)).expected_free(NOW, TURNAROUND) == hours(1)
    just_vacated = situation(actual=actual(ActualKind.VACATED, start=NOW))
    assert just_vacated.expected_free(NOW, TURNAROUND) == hours(1)
    being_cleaned = situation(actual=actual(ActualKind.CLEANING, start=NOW))
    assert being_cleaned.expected_free(NOW, TURNAROUND) == hours(0.5)
    long_vacated = situation(actual=actual(ActualKind.VACATED, start=hours(-9)))
    assert long_vacated.expected_free(NOW, TURNAROUND) == NOW


def test_a_blocked_bed_without_an_end_is_never_expected_free() -> None:
    never = situation(actual=actual(ActualKind.BLOCKED)).expected_free(NOW, TURNAROUND)
    assert never > NOW + timedelta(days=36500)
    until = situation(actual=actual(ActualKind.BLOCKED, until=hours(5))).expected_free(NOW, TURNAROUND)
    assert until == hours(5)
