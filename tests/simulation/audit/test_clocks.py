"""The auditor of the insurance's clocks tells why one ran out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bedcentre.domain.events import Event, MilestonesDropped, PreAdmissionChanged, PreAdmissionOpened
from bedcentre.domain.preadmission import PreAdmission, PreAdmissionState
from bedcentre.simulation.audit.clocks import Clocks, Lapse
from bedcentre.simulation.audit.requests import Requests
from tests.simulation.audit.story import NOON, asks
from tests.simulation.audit.test_milestones import DONE, SET

OPENED = PreAdmission(id=1, demand_id=1, opened_at=NOON, expires_at=NOON + timedelta(days=5))
OVER = PreAdmissionChanged(pre_admission=replace(OPENED, state=PreAdmissionState.LAPSED))
IN_TIME = PreAdmissionChanged(pre_admission=replace(OPENED, state=PreAdmissionState.ADMITTED))


def after(*events: Event) -> Clocks:
    requests = Requests()
    clocks = Clocks(requests)
    for each in events:
        requests.enter(each, NOON)
        clocks.enter(each)
    return clocks


def test_a_clock_runs_or_was_in_time() -> None:
    begun = asks(1), PreAdmissionOpened(pre_admission=OPENED)
    assert after(*begun).counted() == {"open": 1}
    longer = PreAdmissionChanged(pre_admission=replace(OPENED, approval="是"))
    assert after(*begun, longer).counted() == {"open": 1}
    in_time = after(*begun, IN_TIME)
    assert (in_time.counted(), in_time.lapses) == ({"open": 0, "admitted": 1}, {})


def test_a_lapse_is_for_want_of_a_bed_only_if_all_tests_were_done() -> None:
    begun = asks(1), PreAdmissionOpened(pre_admission=OPENED), SET
    dropped = MilestonesDropped(milestone_ids=(1,), cause="lapsed")
    assert after(*begun, DONE, OVER, dropped).lapses == {Lapse.NO_BED: 1}
    assert after(*begun, OVER, dropped).lapses == {Lapse.TESTS: 1}


def test_a_clock_that_ended_before_the_bed_was_wanted_was_opened_too_early() -> None:
    late = asks(1, wanted=NOON + timedelta(days=6))
    assert after(late, PreAdmissionOpened(pre_admission=OPENED), OVER).lapses == {Lapse.TOO_EARLY: 1}
