"""The auditor of milestones: none stays open for ever, or for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bedcentre.domain.events import DemandCancelled, Event, MilestoneChanged, MilestonesDropped, MilestonesSet
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.preadmission import SETTLE
from bedcentre.domain.vocabulary import Checklist, MilestoneState, Role
from bedcentre.simulation.audit.milestones import AT_MOST, Done, Milestones
from bedcentre.simulation.audit.places import Places
from bedcentre.simulation.audit.requests import Requests
from tests.simulation.audit.story import HOUR, NOON, asks, fabric

BLOOD = Milestone(
    id=1,
    checklist=Checklist.PRE_ADMISSION,
    step="blood",
    owner=Role.COORDINATOR,
    set_at=NOON,
    changed_at=NOON,
    changed_by=1,
    demand_id=1,
    due_at=NOON + HOUR,
)
SET = MilestonesSet(milestones=(BLOOD,))
DONE = MilestoneChanged(milestone=replace(BLOOD, state=MilestoneState.DONE, changed_at=NOON + 2 * HOUR))
CANCELLED = DemandCancelled(demand_id=1, reason="")


def wrong(now: datetime, *events: Event) -> list[str]:
    milestones, requests = Milestones(), Requests()
    for each in (asks(1), *events):
        milestones.enter(each)
        requests.enter(each, NOON)
    return [each.key for each in milestones.compare(Places(fabric()), requests, now)]


def test_what_is_done_or_dropped_is_over() -> None:
    for end in (DONE, MilestonesDropped(milestone_ids=(1,), cause="")):
        assert wrong(NOON + 2 * AT_MOST, SET, end) == []


def test_nothing_stays_open_for_ever() -> None:
    assert wrong(NOON + AT_MOST, SET) == []
    assert wrong(NOON + AT_MOST + 2 * HOUR, SET) == ["month.open_for_ever"]
    reopened = MilestoneChanged(milestone=BLOOD)
    assert wrong(NOON + AT_MOST + 2 * HOUR, SET, DONE, reopened) == ["month.open_for_ever"]


def test_nothing_stays_open_for_somebody_whose_way_is_over() -> None:
    assert wrong(NOON + 2 * HOUR, SET) == []
    assert wrong(NOON + 2 * HOUR, SET, CANCELLED) == ["month.open_for_nobody"]
    bill = MilestonesSet(milestones=(replace(BLOOD, step=SETTLE.name),))
    assert wrong(NOON + 2 * HOUR, bill, CANCELLED) == []


def test_checks_before_an_operation_are_over_when_it_is_called_off_not_when_the_patient_has_come() -> None:
    check = MilestonesSet(milestones=(replace(BLOOD, checklist=Checklist.DAY_SURGERY),))
    milestones, requests = Milestones(), Requests()
    for each in (asks(1), check):
        milestones.enter(each)
        requests.enter(each, NOON)
    requests.open.discard(1)
    assert list(milestones.compare(Places(fabric()), requests, NOON + 2 * HOUR)) == []
    assert wrong(NOON + 2 * HOUR, check, CANCELLED) == ["month.open_for_nobody"]


def test_they_are_counted_by_checklist() -> None:
    milestones = Milestones()
    for each in (SET, DONE, MilestonesSet(milestones=(replace(BLOOD, id=2),))):
        milestones.enter(each)
    assert milestones.counted() == {"pre_admission": Done(set=2, done=1, waived=0, dropped=0, open=1, late=1)}
