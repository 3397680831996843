"""Day surgery in the demo: who is booked comes, is checked, operated and sees home; nobody is left in the centre."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.events import DayCaseChanged
from bedcentre.domain.vocabulary import CaseState
from tests.simulation.conftest import START, Stage

OVER = {CaseState.GONE_HOME, CaseState.CONVERTED, CaseState.CANCELLED, CaseState.NO_SHOW}


@pytest.fixture(scope="module")
def cases(lived: Stage) -> dict[int, DayCase]:
    """Everybody as they stand in the end."""
    return {row.event.case.demand_id: row.event.case for row in lived.rows() if isinstance(row.event, DayCaseChanged)}


def test_most_go_home_after_their_operation(cases: dict[int, DayCase]) -> None:
    states = Counter(case.state for case in cases.values())
    assert states[CaseState.GONE_HOME] > 0.7 * sum(states[each] for each in OVER)
    home = [case for case in cases.values() if case.state is CaseState.GONE_HOME]
    assert all(case.began_at and case.ended_at and case.began_at < case.ended_at for case in home)


def test_nobody_is_left_over_from_days_before(lived: Stage, cases: dict[int, DayCase]) -> None:
    yesterday = lived.clock.now() - timedelta(days=1)
    left = [case for case in cases.values() if case.is_here and case.planned_at < yesterday]
    assert left == []


def test_an_operation_starts_only_when_every_check_is_passed(lived: Stage) -> None:
    assert lived.demo.tally.refused["StartOperation", "refusal.check_open"] == 0
    assert lived.demo.tally.done["StartOperation"] > 0


def test_who_is_booked_at_the_start_comes_on_the_first_day(lived: Stage, cases: dict[int, DayCase]) -> None:
    midnight = START + timedelta(hours=16, minutes=30)
    first = [case for case in cases.values() if case.planned_at < midnight]
    assert first
    assert len(first) >= sum(each.booking is not None for each in lived.hospital.demands)
    assert {case.state for case in first} <= OVER
