"""Milestones: set from a template, reached by their owner, waived, opened again, dropped with their demand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Checklist, MilestoneState, Role
from bedcentre.usecases.milestones import ReachMilestone, ReopenMilestone, WaiveMilestone, set_milestones
from bedcentre.usecases.requests import CancelDemand
from tests.store.house import COORDINATOR, NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS, WARD_IDS

STEPS = (
    Step(name="summary", owner=Role.SURGEON, within=timedelta(hours=2)),
    Step(name="drugs", owner=Role.NURSE),
)
NURSE_S = Actor(user_id=5, name="other", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["S"]}))


def leaving(house: House) -> list[Milestone]:
    """The milestones of the patient in M-1, set at need."""
    with house.writing() as uow:
        encounter = uow.bed(BED_IDS["M-1"]).encounter
        assert encounter is not None
        set_milestones(uow, Checklist.DISCHARGE, STEPS, encounter_id=encounter.id)
        uow.finish(None)
    with house.reader() as reader:
        return list(reader.milestones_of_encounter(encounter.id))


def state(house: House, milestone: Milestone) -> tuple[MilestoneState, str]:
    """How a milestone stands now, and its note."""
    with house.reader() as reader:
        now = reader.milestone(milestone.id)
    return now.state, now.note


def test_a_template_sets_each_step_once(house: House) -> None:
    first = leaving(house)
    assert [(each.step, each.owner, each.due_at) for each in first] == [
        ("summary", Role.SURGEON, house.now + timedelta(hours=2)),
        ("drugs", Role.NURSE, None),
    ]
    assert leaving(house) == first
    with house.reader() as reader:
        assert reader.open_milestones(Checklist.DISCHARGE) == first
        assert reader.open_milestones(Checklist.PRE_ADMISSION) == []


def test_only_what_is_open_and_due_is_late(house: House) -> None:
    summary, drugs = leaving(house)
    house.wait(hours=3)
    assert (summary.is_late(house.now), drugs.is_late(house.now)) == (True, False)
    house.do(ReachMilestone(milestone_id=summary.id))
    with house.reader() as reader:
        assert not reader.milestone(summary.id).is_late(house.now)


def test_reached_opened_again_and_waived(house: House) -> None:
    _, drugs = leaving(house)
    house.do(ReachMilestone(milestone_id=drugs.id, note=" 已发 "), NURSE_M)
    assert state(house, drugs) == (MilestoneState.DONE, "已发")
    house.do(ReopenMilestone(milestone_id=drugs.id), NURSE_M)
    assert state(house, drugs) == (MilestoneState.OPEN, "")
    house.do(WaiveMilestone(milestone_id=drugs.id, reason="无带药"), COORDINATOR)
    assert state(house, drugs) == (MilestoneState.WAIVED, "无带药")
    with house.reader() as reader:
        assert [each.step for each in reader.open_milestones(Checklist.DISCHARGE)] == ["summary"]


@pytest.mark.parametrize(
    ("step", "actor", "stands", "error"),
    [
        (0, NURSE_M, MilestoneState.OPEN, NotPermittedError),
        (1, NURSE_S, MilestoneState.OPEN, NotPermittedError),
        (1, NURSE_M, MilestoneState.DONE, RefusedError),
    ],
)
def test_others_and_second_times_are_refused(
    house: House, step: int, actor: Actor, stands: MilestoneState, error: type[HospitalError]
) -> None:
    milestone = leaving(house)[step]
    if stands is MilestoneState.DONE:
        house.do(ReachMilestone(milestone_id=milestone.id))
    before = state(house, milestone)
    with pytest.raises(error):
        house.do(ReachMilestone(milestone_id=milestone.id), actor)
    assert state(house, milestone) == before


@pytest.mark.parametrize(
    ("owner", "said"), [(Role.COORDINATOR, "refusal.milestone_coordinator"), (Role.NURSE, "refusal.milestone_owner")]
)
def test_a_refusal_names_whose_it_is(house: House, owner: Role, said: str) -> None:
    with house.writing() as uow:
        encounter = uow.bed(BED_IDS["M-1"]).encounter
        assert encounter is not None
        set_milestones(uow, Checklist.DISCHARGE, (Step(name="drugs", owner=owner),), encounter_id=encounter.id)
        uow.finish(None)
    with house.reader() as reader:
        milestone = reader.milestones_of_encounter(encounter.id)[0]
    with pytest.raises(NotPermittedError) as refusal:
        house.do(ReachMilestone(milestone_id=milestone.id), SURGEON_1)
    assert [each.key for each in refusal.value.reasons] == [said]


def test_waiving_needs_a_reason_and_opening_something_closed(house: House) -> None:
    summary, _ = leaving(house)
    with pytest.raises(BadInputError):
        house.do(WaiveMilestone(milestone_id=summary.id, reason=" "))
    with pytest.raises(RefusedError):
        house.do(ReopenMilestone(milestone_id=summary.id))


def test_a_cancelled_demand_leaves_nothing_to_be_done(house: House) -> None:
    demand_id = house.demand_of("N1")
    with house.writing() as uow:
        set_milestones(uow, Checklist.PRE_ADMISSION, STEPS, demand_id=demand_id)
        uow.finish(None)
    with house.reader() as reader:
        done, _ = reader.milestones_of_demand(demand_id)
    with pytest.raises(NotPermittedError):
        house.do(ReachMilestone(milestone_id=done.id), SURGEON_1)
    house.do(ReachMilestone(milestone_id=done.id))
    house.do(CancelDemand(demand_id=demand_id, reason="放弃"))
    with house.reader() as reader:
        assert [each.step for each in reader.milestones_of_demand(demand_id)] == ["summary"]
        assert reader.open_milestones(Checklist.PRE_ADMISSION) == []
