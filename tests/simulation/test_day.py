"""A demo day on a small hospital: life goes on, nobody is lost, and the same seed tells the same story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

from bedcentre.domain.events import BedReserved, CleaningFinished, DischargeExpected, PatientAdmitted, PatientLeft
from bedcentre.domain.vocabulary import ActualKind, DemandKind, DemandState
from bedcentre.seeding.records import Hospital
from bedcentre.simulation.day import MARK, Demo
from bedcentre.simulation.rehearsal import instant_plan
from tests.simulation.conftest import Stage, sow

DAY = timedelta(days=1)


def test_a_day_passes_and_the_books_balance(stage: Stage) -> None:
    stage.run(DAY, lambda: instant_plan(stage.app))
    assert stage.findings() == []
    happened = {type(row.event) for row in stage.app.journal_since(0, 100_000)}
    assert happened >= {BedReserved, PatientAdmitted, PatientLeft, CleaningFinished, DischargeExpected}


def test_everybody_whose_time_came_has_asked_or_has_been_here(stage: Stage) -> None:
    stage.run(DAY)
    due = [
        each
        for each in stage.hospital.demands
        if stage.hospital.start < each.raised_at < stage.clock.at - timedelta(minutes=10)
        and each.current_bed is None
        and each.follows is None
    ]
    with stage.app.reader() as reader:
        missing = [each.code for each in due if reader.find_patient(each.patient.mrn) is None]
    assert due
    assert missing == []


def test_cleaning_ends_and_beds_come_back(stage: Stage) -> None:
    stage.run(DAY)
    late = [
        each.bed.label
        for each in stage.look().beds.values()
        if each.actual is not None
        and each.actual.kind in {ActualKind.VACATED, ActualKind.CLEANING}
        and stage.clock.at - each.actual.start > timedelta(hours=3)
    ]
    assert late == []


def test_the_same_seed_tells_the_same_story(
    open_stage: Callable[..., Stage], planted: Path, hospital: Hospital
) -> None:
    stories = []
    for _ in range(2):
        stage = open_stage(planted, hospital)
        stage.run(timedelta(hours=8), lambda: instant_plan(stage.app))
        rows = stage.app.journal_since(0, 100_000)
        stories.append([(row.at, row.user_id, type(row.event).__name__) for row in rows])
    assert stories[0] == stories[1]


def test_a_second_step_at_the_same_instant_does_nothing(stage: Stage) -> None:
    stage.run(timedelta(hours=3), lambda: instant_plan(stage.app))
    stage.demo.step()
    stage.demo.step()
    assert stage.demo.step() == 0


def test_a_restart_raises_nobody_twice(stage: Stage) -> None:
    stage.run(timedelta(hours=4))
    restarted = Demo(stage.app, stage.hospital, patience=timedelta(0))
    before = stage.app.journal_since(0, 100_000)
    stage.clock.move(timedelta(minutes=1))
    restarted.step()
    after = stage.app.journal_since(0, 100_000)[len(before) :]
    raised_before = {row.command_id for row in before if row.command_id.startswith(MARK)}
    raised_after = {row.command_id for row in after if row.command_id.startswith(MARK)}
    assert raised_before
    assert not raised_before & raised_after
    assert len(stage.look().demands) == len({(each.patient_id, each.kind) for each in stage.look().demands.values()})


def test_a_long_pause_is_caught_up_with(stage: Stage) -> None:
    stage.run(timedelta(hours=1))
    stage.clock.move(timedelta(days=2))
    stage.run(timedelta(hours=6), lambda: instant_plan(stage.app))
    assert stage.findings() == []
    assert not any(command == "RequestBed" for command, _ in stage.demo.tally.refused)


def test_people_come_again_when_the_seed_is_used_up(stage: Stage) -> None:
    stage.clock.move(timedelta(days=15))
    stage.demo.step()
    again = [
        row
        for row in stage.app.journal_since(0, 1_000_000)
        if row.command_id.startswith(MARK) and "~1" in row.command_id
    ]
    assert again
    assert stage.findings() == []


def test_an_untouched_proposal_waits_for_the_visitor(
    open_stage: Callable[..., Stage], planted: Path, hospital: Hospital
) -> None:
    stage = open_stage(planted, hospital, patience=timedelta(minutes=20))
    instant_plan(stage.app)
    stage.demo.step()
    stage.clock.move(timedelta(minutes=19))
    stage.demo.step()
    assert stage.demo.tally.done["AcceptProposal"] == 0
    stage.clock.move(timedelta(minutes=1))
    stage.demo.step()
    assert stage.demo.tally.done["AcceptProposal"] > 0


def test_without_a_stand_in_nothing_is_ever_accepted(
    open_stage: Callable[..., Stage], planted: Path, hospital: Hospital
) -> None:
    stage = open_stage(planted, hospital, patience=None)
    stage.run(timedelta(hours=6), lambda: instant_plan(stage.app))
    assert stage.demo.tally.done["AcceptProposal"] == 0
    assert stage.look().proposals


def test_an_empty_hospital_is_a_quiet_one(open_stage: Callable[..., Stage], hospital: Hospital, tmp_path: Path) -> None:
    empty = replace(hospital, occupants=(), closures=(), demands=())
    stage = open_stage(sow(empty, tmp_path / "empty.sqlite"), empty)
    stage.run(timedelta(hours=6), lambda: instant_plan(stage.app))
    assert set(stage.demo.tally.done) <= {"ConfirmBed", "BlockBed", "UnblockBed"}
    assert not any(each.patient for each in stage.look().beds.values())


def test_in_a_full_hospital_everybody_waits_until_somebody_leaves(
    open_stage: Callable[..., Stage], hospital: Hospital, tmp_path: Path
) -> None:
    leaving = hospital.start + timedelta(hours=10)
    someone = hospital.occupants[0]
    occupants = tuple(
        replace(
            someone,
            bed=bed.label,
            patient=replace(someone.patient, mrn=f"F{number}"),
            expected_discharge=leaving,
            true_discharge=leaving,
        )
        for number, bed in enumerate(hospital.beds)
    )
    asking = tuple(each for each in hospital.demands if each.current_bed is None and each.follows is None)
    full = replace(hospital, occupants=occupants, closures=(), demands=asking)
    stage = open_stage(sow(full, tmp_path / "full.sqlite"), full)
    stage.run(timedelta(hours=9), lambda: instant_plan(stage.app))
    assert stage.demo.tally.done["ReceivePatient"] == 0
    assert stage.look().demands
    stage.run(timedelta(hours=8), lambda: instant_plan(stage.app))
    assert stage.demo.tally.done["ReceivePatient"] > 0
    assert stage.findings() == []


def test_who_lies_in_intensive_care_asks_to_step_down_in_time(stage: Stage) -> None:
    stage.run(3 * DAY, lambda: instant_plan(stage.app))
    raised = [
        demand
        for row in stage.app.journal_since(0, 1_000_000)
        if row.command_id.startswith(MARK)
        for demand in [getattr(row.event, "demand", None)]
        if demand is not None and demand.kind is DemandKind.STEP_DOWN
    ]
    assert raised
    assert all(demand.encounter_id is not None for demand in raised)


def test_nobody_stays_promised_for_ever(stage: Stage) -> None:
    stage.run(2 * DAY, lambda: instant_plan(stage.app))
    overdue = [
        (situation.bed.label, demand.id)
        for situation, claim, demand in stage.look().promises()
        if demand.state is DemandState.PROMISED and claim.interval.start + timedelta(hours=4) < stage.clock.at
    ]
    assert overdue == []


def test_the_thread_lets_things_happen_and_stops(stage: Stage) -> None:
    happened = Event()
    stop_listening = stage.app.subscribe(lambda _: happened.set())
    stage.clock.move(timedelta(hours=3))
    stage.demo.start(pause=0.01)
    try:
        assert happened.wait(30)
    finally:
        stage.demo.stop()
        stop_listening()
    assert stage.demo.tally.done.total() > 0
