"""The discharge lounge: the bed is given up at once, the encounter goes on until the patient leaves the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.errors import NotPermittedError, RefusedError
from bedcentre.domain.vocabulary import BedState, Certainty, DemandKind, DemandState, MilestoneState, Triage
from bedcentre.usecases.lounge import AskBedAgain, GoToLounge, LeaveLounge, UndoLeavingLounge
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.requests import CancelDemand, RequestBed
from bedcentre.usecases.stays import MovePatient, PatientLeaves, ReceivePatient, UndoLeaving
from tests.store.house import COORDINATOR, NURSE_M, House
from tests.store.small import BED_IDS
from tests.store.test_discharge_commands import (
    ADMINISTRATOR,
    BED,
    NURSE_S,
    checklist,
    expect,
    lying,
    open_steps,
)


def ordered(house: House) -> int:
    """The encounter in M-1, its discharge ordered."""
    encounter = expect(house)
    house.do(ReachMilestone(milestone_id=checklist(house, encounter)["discharge_orders"].id), NURSE_M)
    return encounter


def waiting(house: House) -> int:
    """The same, in the lounge."""
    encounter = ordered(house)
    house.do(GoToLounge(bed_id=BED), NURSE_M)
    return encounter


def in_lounge(house: House) -> list[int]:
    """Who waits in the lounge."""
    with house.reader() as reader:
        return [each.id for each in reader.in_lounge()]


def test_the_bed_is_given_up_and_the_encounter_goes_on(house: House) -> None:
    encounter = waiting(house)
    assert house.state("M-1") is BedState.VACATED
    assert in_lounge(house) == [encounter]
    with house.reader() as reader:
        there = reader.encounter(encounter)
        assert (there.left_at, there.lounge_since) == (None, house.now)
        assert reader.bed_of(encounter) is None
    assert "settlement" in open_steps(house, encounter)
    assert "follow_up" not in checklist(house, encounter)
    house.wait(hours=1)
    house.do(LeaveLounge(encounter_id=encounter), NURSE_M)
    assert in_lounge(house) == []
    assert "follow_up" in open_steps(house, encounter)
    with house.reader() as reader:
        assert reader.encounter(encounter).left_at == house.now
        assert [each.encounter_id for each in reader.departures(house.now, house.now + timedelta(seconds=1))] == [
            encounter
        ]


def test_nobody_goes_there_without_orders_or_from_an_empty_bed_or_another_ward(house: House) -> None:
    expect(house)
    with pytest.raises(RefusedError) as refused:
        house.do(GoToLounge(bed_id=BED), NURSE_M)
    assert refused.value.reasons[0].key == "refusal.lounge_orders"
    with pytest.raises(RefusedError):
        house.do(GoToLounge(bed_id=BED_IDS["M-3"]))
    with pytest.raises(NotPermittedError):
        house.do(GoToLounge(bed_id=BED), NURSE_S)
    assert house.state("M-1") is BedState.OCCUPIED


def test_every_reason_against_it_is_said(house: House) -> None:
    with house.reader() as reader:
        policy = reader.policy
        patient = reader.find_patient("N1")
    assert patient is not None
    house.do(CancelDemand(demand_id=house.demand_of("N1"), reason="重开"))
    closed = replace(policy, lounge_places=0)
    house.do(ChangePolicy(policy=closed, reason="关闭", based_on=0), ADMINISTRATOR)
    infectious = RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=patient.id,
        specialty="MED",
        wanted_from=house.now,
        latest=house.now + timedelta(hours=4),
        stay_minutes=600,
        triage=Triage.ACUTE,
        organism="MRSA",
    )
    house.do(ReceivePatient(demand_id=house.make(infectious), bed_id=BED_IDS["M-3"]))
    with pytest.raises(RefusedError) as refused:
        house.do(GoToLounge(bed_id=BED_IDS["M-3"]))
    reasons = [each.key for each in refused.value.reasons]
    assert reasons == ["refusal.lounge_orders", "refusal.lounge_unfit", "refusal.lounge_full"]


def test_undone_at_the_bed_the_patient_lies_there_again(house: House) -> None:
    encounter = waiting(house)
    house.do(UndoLeaving(bed_id=BED), NURSE_M)
    assert in_lounge(house) == []
    assert lying(house) == encounter
    assert checklist(house, encounter)["discharge_orders"].state is MilestoneState.DONE
    house.do(GoToLounge(bed_id=BED), NURSE_M)
    house.wait(minutes=11)
    with pytest.raises(RefusedError):
        house.do(UndoLeaving(bed_id=BED), NURSE_M)
    assert in_lounge(house) == [encounter]


def test_leaving_the_lounge_is_undone_while_fresh(house: House) -> None:
    encounter = waiting(house)
    with pytest.raises(RefusedError):
        house.do(UndoLeavingLounge(encounter_id=encounter))
    house.do(LeaveLounge(encounter_id=encounter))
    house.do(UndoLeavingLounge(encounter_id=encounter), NURSE_M)
    assert in_lounge(house) == [encounter]
    assert "follow_up" not in checklist(house, encounter)
    house.do(LeaveLounge(encounter_id=encounter))
    house.wait(minutes=11)
    with pytest.raises(RefusedError):
        house.do(UndoLeavingLounge(encounter_id=encounter))
    assert in_lounge(house) == []


def test_done_twice_or_by_others_is_refused(house: House) -> None:
    encounter = waiting(house)
    with pytest.raises(NotPermittedError):
        house.do(LeaveLounge(encounter_id=encounter), NURSE_S)
    house.do(LeaveLounge(encounter_id=encounter))
    for command in (
        LeaveLounge(encounter_id=encounter),
        AskBedAgain(encounter_id=encounter),
        MovePatient(encounter_id=encounter, bed_id=BED_IDS["M-3"]),
        GoToLounge(bed_id=BED),
    ):
        with pytest.raises(RefusedError):
            house.do(command)


def test_who_falls_ill_there_gets_a_bed_and_the_same_encounter_goes_on(house: House) -> None:
    encounter = waiting(house)
    demand = house.make(AskBedAgain(encounter_id=encounter), NURSE_M)
    with pytest.raises(RefusedError):
        house.do(AskBedAgain(encounter_id=encounter))
    house.wait(minutes=20)
    assert house.make(ReceivePatient(demand_id=demand, bed_id=BED_IDS["M-3"]), NURSE_M) == encounter
    assert in_lounge(house) == []
    with house.reader() as reader:
        there = reader.bed(BED_IDS["M-3"]).encounter
        assert there is not None
        assert (there.id, there.lounge_since, there.certainty) == (encounter, None, Certainty.GUESSED)
        assert there.expected_discharge == house.now + timedelta(days=1)
        assert reader.demand(demand).state is DemandState.PLACED
    assert checklist(house, encounter) == {}


def test_who_waits_for_a_bed_again_and_goes_home_all_the_same_waits_no_more(house: House) -> None:
    encounter = waiting(house)
    demand = house.make(AskBedAgain(encounter_id=encounter))
    house.do(LeaveLounge(encounter_id=encounter))
    with house.reader() as reader:
        assert reader.demand(demand).state is DemandState.CANCELLED


def test_a_bed_that_was_undone_is_not_the_one_of_a_later_stay(house: House) -> None:
    encounter = waiting(house)
    demand = house.make(AskBedAgain(encounter_id=encounter))
    house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["M-3"]))
    house.do(PatientLeaves(bed_id=BED_IDS["M-3"]))
    with pytest.raises(RefusedError):
        house.do(UndoLeaving(bed_id=BED))
    house.do(UndoLeaving(bed_id=BED_IDS["M-3"]))


def test_nobody_in_the_lounge_is_admitted_a_second_time(house: House) -> None:
    encounter = waiting(house)
    with house.reader() as reader:
        patient = reader.encounter(encounter).patient_id
    asked = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=patient,
        specialty="MED",
        wanted_from=house.now,
        latest=house.now + timedelta(hours=4),
        stay_minutes=600,
    )
    demand = house.make(asked)
    with pytest.raises(RefusedError) as refused:
        house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["M-3"]), COORDINATOR)
    assert refused.value.reasons[0].key == "refusal.in_lounge_already"
