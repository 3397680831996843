"""The human visitor plays too: whatever they do, the simulated people go on sensibly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import (
    ActualKind,
    BedKind,
    Certainty,
    DemandKind,
    DemandState,
    Feature,
    Role,
    Sex,
    Triage,
)
from bedcentre.seeding.records import Hospital
from bedcentre.usecases.beds import BlockBed, FinishCleaning, StartCleaning
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.proposals import AcceptProposal, ChooseBed, HoldBed, RejectProposal, ReleaseClaim
from bedcentre.usecases.requests import CancelDemand, RegisterPatient, RequestBed
from bedcentre.usecases.stays import ExpectDischarge, MovePatient, PatientLeaves, ReceivePatient, UndoLeaving
from tests.simulation.conftest import OpenStage, Stage

VISITOR = Actor(user_id=0, name="visitor", role=Role.COORDINATOR)
HOUR = timedelta(hours=1)


class Meddler:
    """Does anything that a coordinator may do, at random."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.random = Random(seed)  # noqa: S311 - repeats on purpose
        self.done = 0

    def meddle(self) -> None:
        """Try six commands."""
        picture = self.stage.look()
        for _ in range(6):
            try:
                self.stage.app.execute(self.random.choice(DEEDS)(self.random, picture), VISITOR)
                self.done += 1
            except HospitalError:
                continue


def _bed(random: Random, picture: Picture) -> int:
    return random.choice(list(picture.beds))


def _demand(random: Random, picture: Picture) -> int:
    return random.choice(list(picture.demands))


def _proposal(random: Random, picture: Picture) -> int:
    return random.choice([each.id for each in picture.proposals.values()] or [0])


def _claim(random: Random, picture: Picture) -> ReleaseClaim:
    claims = [(claim.interval.id, bed.bed.id) for bed, claim, _ in picture.promises()] or [(0, _bed(random, picture))]
    interval_id, bed_id = random.choice(claims)
    return ReleaseClaim(interval_id=interval_id, bed_id=bed_id)


def _encounter(random: Random, picture: Picture) -> int:
    return random.choice([each.encounter.id for each in picture.beds.values() if each.encounter is not None])


DEEDS: tuple[Callable[[Random, Picture], object], ...] = (
    lambda random, picture: BlockBed(bed_id=_bed(random, picture), reason="参观者"),
    lambda random, picture: HoldBed(bed_id=_bed(random, picture), reason="参观者"),
    lambda random, picture: ChooseBed(demand_id=_demand(random, picture), bed_id=_bed(random, picture)),
    lambda random, picture: ReceivePatient(
        demand_id=_demand(random, picture), bed_id=_bed(random, picture), override="参观者想试试"
    ),
    lambda random, picture: MovePatient(
        encounter_id=_encounter(random, picture), bed_id=_bed(random, picture), override="参观者想试试"
    ),
    lambda random, picture: CancelDemand(demand_id=_demand(random, picture), reason="参观者"),
    lambda random, picture: RejectProposal(proposal_id=_proposal(random, picture), reason="参观者"),
    lambda random, picture: AcceptProposal(proposal_id=_proposal(random, picture)),
    _claim,
    lambda random, picture: PatientLeaves(bed_id=_bed(random, picture)),
    lambda random, picture: UndoLeaving(bed_id=_bed(random, picture)),
)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_a_visitor_does_nobody_is_lost(stage: Stage, seed: int) -> None:
    meddler = Meddler(stage, seed)
    stage.run(8 * HOUR, meddler.meddle)
    assert meddler.done > 20
    assert stage.demo.tally.done["ReceivePatient"] > 0
    assert {each.key for each in stage.findings()} <= {"month.broken"}, "the visitor takes promises back for no reason"


def test_a_patient_whose_promised_bed_is_blocked_waits_for_another(
    open_stage: OpenStage, planted: Path, hospital: Hospital
) -> None:
    stage = open_stage(planted, hospital, patience=None)
    demand_id, bed_id = _visitors_emergency(stage)
    stage.app.execute(BlockBed(bed_id=bed_id, reason="设备带氧气故障"), VISITOR)
    stage.run(HOUR, plan=False)
    with stage.app.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.WAITING
        assert reader.bed(bed_id).encounter is None


def test_a_visitors_patient_is_received_and_leaves_when_the_visitor_says(stage: Stage) -> None:
    _, bed_id = _visitors_emergency(stage)
    stage.run(HOUR, plan=False)
    situation = stage.look().beds[bed_id]
    assert situation.patient is not None
    assert situation.patient.mrn == "V1"
    leaves = stage.clock.at + HOUR
    stage.app.execute(ExpectDischarge(bed_id=bed_id, expected=leaves, certainty=Certainty.CONFIRMED), VISITOR)
    stage.run(timedelta(minutes=45), plan=False)
    assert stage.look().beds[bed_id].patient is not None
    stage.run(timedelta(minutes=45), plan=False)
    actual = stage.look().beds[bed_id].actual
    assert actual is None or actual.kind in {ActualKind.VACATED, ActualKind.CLEANING}


def test_a_visitors_intensive_care_patient_asks_to_step_down(stage: Stage) -> None:
    demand_id, bed_id = _visitors_emergency(stage, needs=frozenset({Feature.ICU}), stay=timedelta(hours=10))
    stage.run(HOUR, plan=False)
    encounter = stage.look().beds[bed_id].encounter
    assert encounter is not None
    stage.clock.move(8 * HOUR)
    stage.demo.step()
    asked = [each for each in stage.look().demands.values() if each.encounter_id == encounter.id]
    assert [(each.kind, each.needs) for each in asked] == [(DemandKind.STEP_DOWN, frozenset())]
    assert demand_id not in stage.look().demands


def _visitors_emergency(
    stage: Stage, needs: frozenset[Feature] = frozenset(), stay: timedelta = timedelta(days=3)
) -> tuple[int, int]:
    """A patient of the visitor's own with a promise on a bed emptied for them; their demand and the bed."""
    now = stage.clock.now()
    register = RegisterPatient(mrn="V1", name="游客", pinyin="YK", sex=Sex.MALE, birth_date=date(1970, 5, 5))
    patient_id = stage.app.execute(register, VISITOR).made
    assert patient_id is not None
    demand_id = stage.app.execute(
        RequestBed(
            kind=DemandKind.EMERGENCY,
            patient_id=patient_id,
            specialty="CARD",
            wanted_from=now,
            latest=now + 4 * HOUR,
            stay_minutes=stay // timedelta(minutes=1),
            triage=Triage.ACUTE,
            needs=needs,
        ),
        VISITOR,
    ).made
    assert demand_id is not None
    kind = BedKind.ICU if needs else BedKind.WARD
    beds = stage.look().beds.values()
    bed_id = next(each.bed.id for each in beds if each.bed.kind is kind and each.encounter is not None)
    for command in (
        PatientLeaves(bed_id=bed_id),
        StartCleaning(bed_id=bed_id),
        FinishCleaning(bed_id=bed_id),
        ChooseBed(demand_id=demand_id, bed_id=bed_id, override="参观者想试试"),
    ):
        stage.app.execute(command, VISITOR)
    return demand_id, bed_id
