"""Pre-admission in the demo: people are proposed, booked, come or do not, are admitted; nothing is left behind."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from bedcentre.domain.events import ExamReleased
from bedcentre.domain.preadmission import PreAdmissionState, count
from bedcentre.domain.vocabulary import Checklist
from tests.simulation.conftest import Stage


@pytest.fixture(scope="module")
def books(lived: Stage) -> Counter[str]:
    """What was done, by command."""
    return lived.demo.tally.done


def test_every_step_is_taken(books: Counter[str]) -> None:
    steps = {"ProposePreAdmission", "OpenPreAdmission", "BookExams", "ReachMilestone"}
    assert steps <= books.keys()
    assert books["OpenPreAdmission"] <= books["ProposePreAdmission"]


def test_what_runs_is_somebodys_and_what_is_over_is_closed(lived: Stage) -> None:
    with lived.app.reader() as reader:
        known = reader.pre_admissions(lived.hospital.start - timedelta(days=9))
        counted = count(known)
        running = reader.open_pre_admissions()
        open_demands = {each.id for each in reader.open_demands()}
        listed = {each.demand_id for each in reader.open_milestones(Checklist.PRE_ADMISSION) if each.step == "blood"}
    assert known
    assert counted[PreAdmissionState.OPEN] == len(running)
    assert {each.demand_id for each in running} <= open_demands
    assert listed <= {each.demand_id for each in running}
    assert all(each.expires_at > lived.clock.now() - timedelta(minutes=30) for each in running)


def test_some_do_not_come(lived: Stage) -> None:
    causes = Counter(row.event.cause for row in lived.rows() if isinstance(row.event, ExamReleased))
    assert causes.keys() <= {"missed", "needless", "moved", "cancelled"}
