"""The planner at work: first proposals at once, full plans after, and nothing that the world has overtaken."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest

from bedcentre.config import Settings
from bedcentre.domain.events import PlanProposed
from bedcentre.domain.proposals import FIRST, GREEDY, REPAIRED, SOLVER
from bedcentre.domain.vocabulary import Checklist, DemandKind, Triage
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.first import first_proposal
from bedcentre.planning.house import PLANNER
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.service import FIRST_HOURS, Planner
from bedcentre.seeding import generate, records
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.board.picture import Changes, Picture, take
from bedcentre.usecases.proposals import HoldBed
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.stays import ExpectDischarge
from tests.planning.house import COORDINATOR, HOUR, House
from tests.store.seed import hospital
from tests.store.small import BED_IDS

Opened = Callable[[records.Hospital], House]

EMPTY = replace(hospital(), occupants=(), closures=(), demands=())
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@contextmanager
def planner_of(house: House) -> Iterator[Planner]:
    planner = Planner(house.app)
    try:
        yield planner
    finally:
        planner.stop()


def method(house: House) -> str | None:
    """How the newest plan or first proposal came about."""
    plans = [row.event.plan for row in house.app.journal_since(0, 100_000) if isinstance(row.event, PlanProposed)]
    return plans[-1].method if plans else None


def picture(house: House) -> Picture:
    with house.app.reader() as reader:
        return take(reader)


def eventually(condition: Callable[[], object]) -> bool:
    """Whether something becomes true before everybody has lost patience."""
    pause = Event()
    return any(condition() or pause.wait(0.05) for _ in range(1200))


def test_new_emergency_is_offered_a_bed_at_once(open_house: Opened) -> None:
    house = open_house(EMPTY)
    with planner_of(house) as planner:
        demand = house.ask("A")
        planner.offer_first()
        assert set(house.proposals()) == {demand}
    assert method(house) == FIRST


def test_bed_that_is_wanted_beyond_the_first_hours_is_offered_too(open_house: Opened) -> None:
    house = open_house(EMPTY)
    wanted = house.clock.now() + (FIRST_HOURS + 6) * HOUR
    with planner_of(house) as planner:
        demand = house.ask("A", wanted_from=wanted, latest=wanted + 6 * HOUR)
        planner.offer_first()
    assert house.proposals()[demand].start == wanted


def test_emergencies_that_come_together_are_offered_different_beds(open_house: Opened) -> None:
    house = open_house(EMPTY)
    with planner_of(house) as planner:
        asked = [house.ask(f"A{number}") for number in range(3)]
        planner.offer_first()
    proposals = house.proposals()
    assert set(proposals) == set(asked)
    assert len({proposal.bed_id for proposal in proposals.values()}) == 3


def test_first_proposal_may_take_what_was_proposed_to_somebody_less_urgent(open_house: Opened) -> None:
    house = open_house(hospital())
    planned = house.ask("A", kind=DemandKind.PLANNED, severe=True, latest=house.clock.now() + timedelta(days=3))
    emergency = house.ask("B", triage=Triage.DYING, severe=True)
    snapshot = house.snapshot()
    first = first_proposal(snapshot, planned)
    assert first is not None
    house.app.execute(first, PLANNER)
    second = first_proposal(house.snapshot(), emergency)
    assert second is not None
    assert second.suggestions[0].bed_id == first.suggestions[0].bed_id == BED_IDS["M-3"]


def test_there_is_no_first_proposal_where_nothing_suits(open_house: Opened) -> None:
    house = open_house(EMPTY)
    demand = house.ask("A", specialty="ICU")
    assert first_proposal(house.snapshot(), demand) is None
    with planner_of(house) as planner:
        planner.offer_first()
    assert house.proposals() == {}


def test_demand_that_is_cancelled_at_once_is_offered_nothing(open_house: Opened) -> None:
    house = open_house(EMPTY)
    with planner_of(house) as planner:
        demand = house.ask("A")
        house.app.execute(CancelDemand(demand_id=demand, reason="转院"), COORDINATOR)
        planner.offer_first()
    assert house.proposals() == {}


def test_plan_leaves_out_what_was_touched_while_it_was_made(open_house: Opened) -> None:
    house = open_house(EMPTY)
    demands = [house.ask(f"A{number}", severe=True) for number in range(3)]
    snapshot = house.snapshot()
    answer = greedy_answer(snapshot.problem)
    house.app.execute(BlockBed(bed_id=BED_IDS["M-3"], reason="漏水"), COORDINATOR)
    house.app.execute(CancelDemand(demand_id=demands[0], reason="转院"), COORDINATOR)
    since = Changes.of(house.app.journal_since(snapshot.picture.sequence))
    command = full_plan(snapshot, answer, picture(house), since)
    offered = {each.demand_id: each.bed_id for each in command.suggestions}
    assert BED_IDS["M-3"] not in offered.values()
    assert demands[0] not in offered
    assert offered


def test_older_plan_does_not_withdraw_the_first_proposal_of_a_newer_demand(open_house: Opened) -> None:
    house = open_house(EMPTY)
    house.ask("A")
    snapshot = house.snapshot()
    answer = greedy_answer(snapshot.problem)
    newer = house.ask("B")
    first = first_proposal(house.snapshot(), newer)
    assert first is not None
    house.app.execute(first, PLANNER)
    since = Changes.of(house.app.journal_since(snapshot.picture.sequence))
    house.app.execute(full_plan(snapshot, answer, picture(house), since), PLANNER)
    assert newer in house.proposals()


def test_holds_end_when_their_time_is_over(open_house: Opened) -> None:
    house = open_house(EMPTY)
    house.make(HoldBed(bed_id=BED_IDS["M-1"], reason="等家属"))
    with planner_of(house) as planner:
        planner.tend()
        with house.app.reader() as reader:
            assert reader.bed(BED_IDS["M-1"]).claims
        house.clock.at += house.app.policy.hold
        planner.tend()
    with house.app.reader() as reader:
        assert not reader.bed(BED_IDS["M-1"]).claims
        assert not reader.expired_holds()


def test_checklists_of_leaving_begin_when_their_time_comes(open_house: Opened) -> None:
    house = open_house(hospital())
    bed_id = BED_IDS["M-1"]
    house.app.execute(ExpectDischarge(bed_id=bed_id, expected=house.clock.at + 60 * HOUR), COORDINATOR)
    with planner_of(house) as planner:
        planner.tend()
        with house.app.reader() as reader:
            assert reader.open_milestones(Checklist.DISCHARGE) == []
        house.clock.at += 30 * HOUR
        planner.tend()
    with house.app.reader() as reader:
        encounter = reader.bed(bed_id).encounter
        assert encounter is not None
        assert {each.encounter_id for each in reader.open_milestones(Checklist.DISCHARGE)} == {encounter.id}


def test_greedy_plan_stands_when_the_solver_dies_at_work(open_house: Opened) -> None:
    house = open_house(generate(beds=150, seed=2, start=MORNING))
    house.app.settings = Settings(plan_seconds=100)
    with planner_of(house) as planner:
        planning = Thread(target=planner.replan)
        planning.start()
        assert eventually(lambda: planner.solver.pid)
        os.kill(planner.solver.pid or 0, signal.SIGKILL)
        planning.join()
    assert method(house) == GREEDY
    assert house.proposals()


def test_new_emergency_stops_the_plan_being_made(open_house: Opened) -> None:
    house = open_house(generate(beds=150, seed=2, start=MORNING))
    with planner_of(house) as planner:
        planner.replan()
        house.app.settings = Settings(plan_seconds=100)
        planning = Thread(target=planner.replan)
        planning.start()
        demand = house.ask("A", specialty="GI")
        planning.join()
        planner.offer_first()
    assert method(house) == FIRST
    assert demand in house.proposals()


def test_news_end_a_search_and_the_next_plan_knows_them_at_once(open_house: Opened) -> None:
    house = open_house(generate(beds=150, seed=2, start=MORNING))
    with planner_of(house) as planner:
        planner.replan()
        house.app.settings = Settings(plan_seconds=100)
        planning = Thread(target=planner.replan)
        planning.start()
        assert eventually(lambda: method(house) == REPAIRED)
        bed_id = next(each.bed_id for each in house.proposals().values() if _is_empty(house, each.bed_id))
        house.app.execute(BlockBed(bed_id=bed_id, reason="漏水"), COORDINATOR)
        planning.join()
        house.app.settings = Settings(plan_seconds=0.5)
        planner.step()
    assert house.proposals()
    assert bed_id not in {each.bed_id for each in house.proposals().values()}


def test_plan_is_repaired_here_where_the_repairer_dies(open_house: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    house = open_house(EMPTY)
    demand = house.ask("A")
    with planner_of(house) as planner:
        monkeypatch.setattr("bedcentre.planning.worker.GRACE", -1.0)
        planner.replan()
    assert demand in house.proposals()


def _is_empty(house: House, bed_id: int) -> bool:
    with house.app.reader() as reader:
        situation = reader.bed(bed_id)
    return situation.actual is None and not situation.claims


def test_planner_plans_by_itself_until_it_is_stopped(open_house: Opened) -> None:
    house = open_house(EMPTY)
    planner = Planner(house.app)
    planner.start()
    try:
        demand = house.ask("A")
        assert eventually(lambda: method(house) == SOLVER and demand in house.proposals())
    finally:
        planner.stop()
    assert planner.solver.pid is None
    later = house.ask("B")
    assert later not in house.proposals()
