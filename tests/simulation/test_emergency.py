"""The emergency department in the demo: ambulances come announced, long waits are answered, nothing is left behind."""

from __future__ import annotations

from bedcentre.domain.vocabulary import MilestoneState
from bedcentre.simulation.emergency import ANSWERS_AFTER
from tests.simulation.conftest import STEP, Stage


def test_the_gravest_come_announced_and_arrive(lived: Stage) -> None:
    done = lived.demo.tally.done
    assert done["AnnounceAmbulance"] > 0
    assert 0 < done["AmbulanceArrives"] <= done["AnnounceAmbulance"]
    with lived.app.reader() as reader:
        assert all(each.until > lived.clock.now() - STEP for each in reader.ambulances_coming())


def test_no_long_wait_stays_unanswered(lived: Stage) -> None:
    with lived.app.reader() as reader:
        open_ones = [each for each in reader.escalations() if each.state is MilestoneState.OPEN]
    assert all(each.set_at > lived.clock.now() - ANSWERS_AFTER - 2 * STEP for each in open_ones)
