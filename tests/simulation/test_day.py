"""A demo day on a small hospital: life goes on, nobody is lost, and the same seed tells the same story."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from bedcentre.domain.events import (
    BedReserved,
    CleaningFinished,
    DemandRaised,
    DischargeExpected,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PatientToLounge,
)
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, DemandKind, DemandState, WardKind
from bedcentre.seeding.records import Hospital
from bedcentre.simulation.arrivals import OBSERVATION
from bedcentre.simulation.coordinator import IN_THE_HOUSE
from bedcentre.simulation.day import MARK, Demo
from bedcentre.simulation.rehearsal import SteppedClock, instant_plan
from tests.simulation.conftest import OpenStage, Stage, sow

HOUR = timedelta(hours=1)


def raised_by(stage: Stage) -> list[Demand]:
    """What the demo asked for."""
    return [
        row.event.demand
        for row in stage.rows()
        if isinstance(row.event, DemandRaised) and row.command_id.startswith(MARK)
    ]


def test_after_a_day_and_a_half_the_books_balance(lived: Stage) -> None:
    assert lived.findings() == ()
    happened = {type(row.event) for row in lived.rows() if row.at > lived.hospital.start}
    assert happened >= {BedReserved, PatientAdmitted, CleaningFinished, DischargeExpected}


def test_everybody_whose_time_came_has_asked(lived: Stage) -> None:
    due = [
        each.patient.mrn
        for each in lived.hospital.demands
        if lived.hospital.start < each.raised_at < lived.clock.at - HOUR and not (each.current_bed or each.follows)
    ]
    with lived.app.reader() as reader:
        missing = [mrn for mrn in due if reader.find_patient(mrn) is None]
    assert due
    assert missing == []


def test_cleaning_ends_and_beds_come_back(lived: Stage) -> None:
    late = [
        each.bed.label
        for each in lived.look().beds.values()
        if each.actual is not None
        and each.actual.kind in {ActualKind.VACATED, ActualKind.CLEANING}
        and lived.clock.at - each.actual.start > 4 * HOUR
    ]
    assert late == []
    assert lived.demo.tally.done["FinishCleaning"] > 10


def test_nobody_stays_promised_for_ever(lived: Stage) -> None:
    overdue = [
        (situation.bed.label, demand.id)
        for situation, claim, demand in lived.look().promises()
        if demand.state is DemandState.PROMISED and claim.interval.start + 4 * HOUR < lived.clock.at
    ]
    assert overdue == []


def test_nobody_who_is_in_the_house_already_is_promised_a_bed_that_somebody_lies_in(lived: Stage) -> None:
    lying = {each.bed for each in lived.hospital.occupants}
    lain_in = {each.bed.id for each in lived.look().beds.values() if each.bed.label in lying}
    promised = 0
    with lived.app.reader() as reader:
        for event in (row.event for row in lived.rows()):
            if isinstance(event, BedReserved) and event.reservation.demand_id is not None:
                if reader.demand(event.reservation.demand_id).kind in IN_THE_HOUSE:
                    assert event.reservation.bed_id not in lain_in
                    promised += 1
            elif isinstance(event, PatientLeft | PatientMoved | PatientToLounge):
                lain_in.discard(event.vacated.bed_id)
            if isinstance(event, PatientAdmitted | PatientMoved):
                lain_in.add(event.stay.bed_id)
    assert promised


def test_who_is_fit_to_leave_intensive_care_asks_for_a_ward(lived: Stage) -> None:
    step_downs = [each for each in raised_by(lived) if each.kind is DemandKind.STEP_DOWN]
    assert step_downs
    assert all(each.encounter_id is not None for each in step_downs)


def test_emergencies_wait_in_the_observation_ward_while_it_has_room(lived: Stage) -> None:
    observed = [
        row.event.demand
        for row in lived.rows()
        if isinstance(row.event, DemandRaised) and row.event.demand.note == OBSERVATION
    ]
    waiting = [each for each in raised_by(lived) if each.kind is DemandKind.EMERGENCY and each.encounter_id]
    assert observed
    assert {each.patient_id for each in waiting} >= {each.patient_id for each in observed}
    wards = {each.ward.kind for each in lived.look().beds.values() if each.encounter is not None}
    assert WardKind.OBSERVATION in wards


def test_the_ward_says_beforehand_when_most_patients_leave(lived: Stage) -> None:
    said = lived.demo.tally.done["ExpectDischarge"]
    assert said >= lived.demo.tally.done["PatientLeaves"] // 2


def test_the_same_seed_tells_the_same_story(open_stage: OpenStage, planted: Path, hospital: Hospital) -> None:
    stages = [open_stage(planted, hospital) for _ in range(2)]
    for stage in stages:
        stage.run(4 * HOUR)
    first, second = ([(row.at, type(row.event).__name__) for row in stage.rows()] for stage in stages)
    assert first == second


def test_a_second_step_at_the_same_instant_does_nothing(stage: Stage) -> None:
    stage.run(HOUR)
    stage.demo.step()
    stage.demo.step()
    assert stage.demo.step() == 0


def test_a_restart_raises_nobody_twice(stage: Stage) -> None:
    stage.run(3 * HOUR, plan=False)
    before = raised_by(stage)
    Demo(stage.app, stage.hospital, patience=timedelta(0)).step()
    assert before
    assert raised_by(stage) == before


def test_a_long_pause_is_caught_up_with(stage: Stage) -> None:
    stage.clock.move(timedelta(days=2))
    stage.run(2 * HOUR)
    assert stage.findings() == ()
    assert not any(command in {"RequestBed", "RequestSlot"} for command, _ in stage.demo.tally.refused)


def test_the_clock_may_run_on_during_a_step(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count(1)
    monkeypatch.setattr(SteppedClock, "now", lambda clock: clock.at + next(ticks) * timedelta(seconds=1))
    stage.run(4 * HOUR)
    assert stage.demo.tally.done["RequestBed"] > 0
    assert [refused for refused in stage.demo.tally.refused if refused[1].startswith("input.")] == []


def test_people_come_again_when_the_seed_is_used_up(stage: Stage) -> None:
    stage.clock.move(timedelta(days=15))
    stage.demo.step()
    assert any("~1" in row.command_id for row in stage.rows())
    stage.run(2 * HOUR)
    assert stage.findings() == ()


def test_an_untouched_proposal_waits_for_the_visitor(open_stage: OpenStage, planted: Path, hospital: Hospital) -> None:
    stage = open_stage(planted, hospital, patience=timedelta(minutes=20))
    instant_plan(stage.app)
    stage.demo.step()
    stage.clock.move(timedelta(minutes=19))
    stage.demo.step()
    assert stage.demo.tally.done["AcceptProposal"] == 0
    stage.clock.move(timedelta(minutes=1))
    stage.demo.step()
    assert stage.demo.tally.done["AcceptProposal"] > 0


def test_without_a_stand_in_nothing_is_ever_accepted(open_stage: OpenStage, planted: Path, hospital: Hospital) -> None:
    stage = open_stage(planted, hospital, patience=None)
    stage.run(2 * HOUR)
    assert stage.demo.tally.done["AcceptProposal"] == 0
    assert stage.look().proposals


def test_an_empty_hospital_is_a_quiet_one(open_stage: OpenStage, hospital: Hospital, tmp_path: Path) -> None:
    empty = replace(hospital, occupants=(), closures=(), demands=())
    stage = open_stage(sow(empty, tmp_path / "empty.sqlite"), empty)
    stage.run(6 * HOUR)
    assert set(stage.demo.tally.done) <= {"BeginShift", "ConfirmBed", "BlockBed", "UnblockBed", "ReferOutpatient"}
    assert not any(each.patient for each in stage.look().beds.values())


def test_in_a_full_hospital_everybody_waits_until_somebody_leaves(
    open_stage: OpenStage, hospital: Hospital, tmp_path: Path
) -> None:
    leaving = hospital.start + 4 * HOUR
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
    stage.run(3 * HOUR)
    assert stage.demo.tally.done["ReceivePatient"] == 0
    assert stage.look().demands
    stage.run(4 * HOUR)
    assert stage.demo.tally.done["ReceivePatient"] > 0
    assert stage.findings() == ()


def test_the_thread_lets_things_happen_and_stops(stage: Stage) -> None:
    happened = Event()
    stop_listening = stage.app.subscribe(lambda _: happened.set())
    stage.clock.move(3 * HOUR)
    stage.demo.start(pause=0.01)
    try:
        assert happened.wait(30)
    finally:
        stage.demo.stop()
        stop_listening()
    assert stage.demo.tally.done.total() > 0
