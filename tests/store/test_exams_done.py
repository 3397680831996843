"""Until when a pre-admission's tests take, and that no bed is planned or offered before: through the real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.vocabulary import DemandKind
from bedcentre.planning.snapshot import Snapshot, operational
from bedcentre.planning.why.telling import undecided
from bedcentre.usecases.beds import UnblockBed
from bedcentre.usecases.milestones import ReachMilestone, WaiveMilestone
from bedcentre.usecases.preadmission import EndPreAdmission, exams_done
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.standby.calling import call_in
from bedcentre.usecases.standby.entries import JoinStandby
from bedcentre.usecases.standby.order import ranked
from tests.store.house import House
from tests.store.preadmission import booked, checklist, demand, opened, operation, slots
from tests.store.small import BED_IDS

EXAMS = ("blood", "contrast_ct", "anaesthesia")


def done(house: House) -> dict[int, object]:
    with house.reader() as reader:
        return dict(exams_done(reader))


def snapshot(house: House) -> Snapshot:
    with house.reader() as reader:
        return operational(reader)


def first_tick(house: House, demand_id: int) -> int | None:
    """From when on the plan may give the demand a bed, in minutes; None: it cannot within its hours."""
    asked = snapshot(house).problem.demands
    return next((each.release for each in asked if each.id == str(demand_id)), None)


def test_nothing_runs_and_nothing_is_waited_for(house: House) -> None:
    operation(house)
    assert done(house) == {}


def test_a_test_without_a_slot_counts_the_policys_time_and_one_with_a_slot_its_result(house: House) -> None:
    demand_id = opened(house)
    assert done(house) == {demand_id: house.now + timedelta(hours=24)}
    other = booked(house, "E2")
    last = slots(house, other)["anaesthesia"]
    assert done(house)[other] == last.end


def test_done_waived_or_given_up_nothing_is_waited_for(house: House) -> None:
    demand_id = opened(house)
    steps = checklist(house, demand_id)
    for name in EXAMS[:-1]:
        house.do(ReachMilestone(milestone_id=steps[name].id))
    assert done(house) == {demand_id: house.now + timedelta(hours=24)}
    house.do(WaiveMilestone(milestone_id=steps[EXAMS[-1]].id, reason="局麻"))
    assert done(house) == {}
    other = opened(house, "E2")
    house.do(EndPreAdmission(demand_id=other, reason="病情变化"))
    assert done(house) == {}


def test_when_the_clock_runs_out_before_the_tests_the_clock_counts(house: House) -> None:
    demand_id = opened(house)
    house.wait(days=4, hours=12)
    assert done(house) == {demand_id: demand(house, demand_id).expires_at}


def test_the_plan_gives_no_bed_before_the_tests_are_done_and_says_so(house: House) -> None:
    demand_id = opened(house)
    house.wait(days=3)
    assert first_tick(house, demand_id) == 24 * 60
    for name in EXAMS:
        house.do(ReachMilestone(milestone_id=checklist(house, demand_id)[name].id))
    assert first_tick(house, demand_id) == 0


def test_whose_tests_last_beyond_the_plans_hours_is_told_until_when(house: House) -> None:
    demand_id = opened(house)
    house.wait(days=2, hours=12)
    found = snapshot(house)
    answer = undecided(found, demand_id)
    assert answer is not None
    assert answer.verdict.key == "why.tests"


def alone_with_a_bed(house: House) -> None:
    """The surgeons' second bed is open, and no emergency goes first."""
    house.do(UnblockBed(bed_id=BED_IDS["S-2"]))
    with house.reader() as reader:
        urgent = [each.id for each in reader.open_demands() if each.kind is DemandKind.EMERGENCY]
    for demand_id in urgent:
        house.do(CancelDemand(demand_id=demand_id, reason="elsewhere"))


def test_nobody_is_called_in_before_the_tests(house: House) -> None:
    demand_id = opened(house)
    alone_with_a_bed(house)
    with pytest.raises(RefusedError, match="tests_first"), house.writing() as uow:
        call_in(uow, uow.demand(demand_id), house.now)


def test_a_freed_bed_is_offered_from_when_the_tests_are_done_or_to_others(house: House) -> None:
    demand_id = opened(house)
    alone_with_a_bed(house)
    house.do(JoinStandby(demand_id=demand_id))
    for hours, starts in ((3, [house.now + timedelta(hours=24)]), (30, [house.now + timedelta(hours=30)])):
        other = operation(house, f"O{hours}")
        start = house.now + timedelta(hours=hours)
        house.do(ChooseBed(demand_id=other, bed_id=BED_IDS["S-2"], start=start))
        house.do(CancelDemand(demand_id=other, reason="fever"))
        with house.reader() as reader:
            opening = reader.openings()[-1]
            assert [fit.start for fit in ranked(reader, opening)] == starts
    with house.reader() as reader:
        over = replace(opening, start=house.now, until=house.now + timedelta(hours=24))
        assert ranked(reader, over) == []
