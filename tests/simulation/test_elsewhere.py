"""Nobody waits for ever in the demo: who got no bed for too long is treated elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bedcentre.domain.events import DemandCancelled, PatientLeft
from bedcentre.domain.vocabulary import DemandKind, DemandState, Sex, Triage
from bedcentre.simulation import roster
from bedcentre.simulation.elsewhere import GIVES_UP_AFTER, SENT_ON, WENT
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from tests.simulation.conftest import STEP, Stage

LATEST = timedelta(hours=4)


def ask(stage: Stage, kind: DemandKind) -> int:
    """Somebody asks for a bed now; their demand."""
    now = stage.clock.now()
    person = RegisterPatient(mrn="V1", name="游客", pinyin="YK", sex=Sex.MALE, birth_date=date(1970, 5, 5))
    patient_id = stage.app.execute(person, roster.COORDINATOR).made
    demand_id = stage.app.execute(
        RequestBed(
            kind=kind,
            patient_id=patient_id or 0,
            specialty="CARD",
            wanted_from=now,
            latest=now + LATEST,
            stay_minutes=1440,
            triage=Triage.ACUTE if kind is DemandKind.EMERGENCY else None,
        ),
        roster.COORDINATOR,
    ).made
    assert demand_id is not None
    return demand_id


@pytest.mark.parametrize(("kind", "reason"), [(DemandKind.EMERGENCY, SENT_ON), (DemandKind.PLANNED, WENT)])
def test_patience_ends_and_not_before(stage: Stage, kind: DemandKind, reason: str) -> None:
    demand_id = ask(stage, kind)
    stage.clock.move(LATEST + GIVES_UP_AFTER[kind] - STEP)
    stage.demo.step()
    with stage.app.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.WAITING
    stage.clock.move(STEP)
    stage.demo.step()
    with stage.app.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.CANCELLED
    assert reason in {row.event.reason for row in stage.rows() if isinstance(row.event, DemandCancelled)}


def test_whoever_waits_in_the_observation_ward_leaves_it(stage: Stage) -> None:
    boarding = {
        each.encounter_id
        for each in stage.look().demands.values()
        if each.kind is DemandKind.EMERGENCY and each.encounter_id is not None
    }
    assert boarding
    stage.clock.move(timedelta(days=2))
    stage.demo.step()
    gone = {row.event.encounter_id for row in stage.rows() if isinstance(row.event, PatientLeft)}
    assert boarding <= gone


def test_whoever_has_a_proposal_waits_for_it(stage: Stage) -> None:
    stage.run(STEP)
    stage.clock.move(timedelta(days=30))
    offered = stage.look().proposals.keys()
    assert offered
    stage.demo.step()
    given_up = {row.event.demand_id for row in stage.rows() if isinstance(row.event, DemandCancelled)}
    assert not offered & given_up
