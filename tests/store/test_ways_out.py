"""Ways out that other people go: a ward is asked whether a patient leaves earlier, somebody makes room."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import Certainty, Checklist, DemandKind, DemandState
from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.milestones import ReachMilestone, WaiveMilestone
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.stays import MovePatient, PatientLeaves
from bedcentre.usecases.ward.asked import asked_earlier
from bedcentre.usecases.ways_out import AgreeToLeaveEarlier, AskToLeaveEarlier, MakeRoom
from tests.store.house import NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS, WARD_IDS
from tests.store.test_milestone_commands import NURSE_S


def lying(house: House, label: str = "M-1") -> Encounter:
    """Who lies in the bed."""
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS[label]).encounter
    assert encounter is not None
    return encounter


def asked(house: House, hours: float = 3, label: str = "M-1") -> Milestone:
    """The ward is asked; the question as it sees it."""
    encounter = lying(house, label)
    house.do(AskToLeaveEarlier(encounter_id=encounter.id, by=house.now + timedelta(hours=hours)))
    with house.reader() as reader:
        return next(each for each in reader.open_milestones(Checklist.EARLIER) if each.encounter_id == encounter.id)


def questions(house: House, ward: str = "M") -> list[str]:
    """The beds about whose patients the ward has been asked."""
    with house.reader() as reader:
        return [each.situation.bed.label for each in asked_earlier(reader, WARD_IDS[ward])]


def test_the_ward_that_is_asked_says_yes_and_the_patient_is_expected_to_leave_then(house: House) -> None:
    assert questions(house) == []
    question = asked(house)
    assert (questions(house), questions(house, "S")) == (["M-1"], [])
    house.do(AgreeToLeaveEarlier(milestone_id=question.id), NURSE_M)
    now = lying(house)
    assert (now.expected_discharge, now.certainty) == (question.due_at, Certainty.CONFIRMED)
    assert questions(house) == []


def test_the_ward_says_no_and_may_be_asked_again(house: House) -> None:
    before = lying(house).expected_discharge
    question = asked(house)
    with pytest.raises(BadInputError):
        house.do(WaiveMilestone(milestone_id=question.id, reason=" "), NURSE_M)
    house.do(WaiveMilestone(milestone_id=question.id, reason="还在输液"), NURSE_M)
    assert lying(house).expected_discharge == before
    again = asked(house, hours=5)
    assert (again.id, again.due_at, again.note) == (question.id, house.now + timedelta(hours=5), "")
    assert questions(house) == ["M-1"]


def test_a_late_yes_means_now(house: House) -> None:
    question = asked(house, hours=1)
    house.wait(hours=4)
    assert question.is_late(house.now)
    house.do(AgreeToLeaveEarlier(milestone_id=question.id), NURSE_M)
    assert lying(house).expected_discharge == house.now + timedelta(minutes=1)


def test_asked_for_a_time_already_past_means_at_once(house: House) -> None:
    assert asked(house, hours=-2).due_at == house.now


def test_what_cannot_be_asked(house: House) -> None:
    encounter = lying(house)
    late = AskToLeaveEarlier(encounter_id=encounter.id, by=encounter.expected_discharge)
    with pytest.raises(BadInputError, match=r"input\.not_earlier"):
        house.do(late)
    question = asked(house)
    again = AskToLeaveEarlier(encounter_id=encounter.id, by=house.now)
    with pytest.raises(RefusedError, match="asked_to_leave"):
        house.do(again)
    for actor in (NURSE_M, SURGEON_1):
        with pytest.raises(NotPermittedError):
            house.do(again, actor)
    with pytest.raises(NotPermittedError):
        house.do(AgreeToLeaveEarlier(milestone_id=question.id), NURSE_S)
    house.do(AgreeToLeaveEarlier(milestone_id=question.id), NURSE_M)
    with pytest.raises(RefusedError, match="milestone_closed"):
        house.do(AgreeToLeaveEarlier(milestone_id=question.id), NURSE_M)


def test_only_a_question_is_answered_with_yes(house: House) -> None:
    asked(house)
    house.do(PatientLeaves(bed_id=BED_IDS["S-1"]))
    with house.reader() as reader:
        follow_up = reader.open_milestones(Checklist.DISCHARGE)[0]
    with pytest.raises(BadInputError, match="not_asked_to_leave"):
        house.do(AgreeToLeaveEarlier(milestone_id=follow_up.id))


@pytest.mark.parametrize("to", [None, "M-3"])
def test_a_patient_who_left_or_moved_is_asked_about_no_more(house: House, to: str | None) -> None:
    question = asked(house)
    encounter = lying(house)
    leaves = PatientLeaves(bed_id=BED_IDS["M-1"])
    house.do(leaves if to is None else MovePatient(encounter_id=encounter.id, bed_id=BED_IDS[to]))
    assert questions(house) == []
    with pytest.raises(HospitalError):
        house.do(ReachMilestone(milestone_id=question.id))
    if to is None:
        with pytest.raises(RefusedError, match="patient_gone"):
            house.do(AskToLeaveEarlier(encounter_id=encounter.id, by=house.now))


def test_making_room_asks_for_the_move_and_promises_the_bed(house: House) -> None:
    encounter = lying(house)
    demand_id = house.make(MakeRoom(encounter_id=encounter.id, bed_id=BED_IDS["M-3"]))
    with house.reader() as reader:
        demand = reader.demand(demand_id)
        (claim,) = reader.claims_of(demand_id)
    assert (demand.kind, demand.state, demand.encounter_id) == (
        DemandKind.TRANSFER,
        DemandState.PROMISED,
        encounter.id,
    )
    assert (claim.bed_id, claim.start) == (BED_IDS["M-3"], house.now)
    with pytest.raises(RefusedError, match="asked_already"):
        house.do(MakeRoom(encounter_id=encounter.id, bed_id=BED_IDS["M-3"]))


def test_making_room_is_refused_whole(house: House) -> None:
    encounter = lying(house)
    with pytest.raises(RefusedError):
        house.do(MakeRoom(encounter_id=encounter.id, bed_id=BED_IDS["S-2"]))
    with pytest.raises(NotPermittedError):
        house.do(MakeRoom(encounter_id=encounter.id, bed_id=BED_IDS["M-3"]), NURSE_M)
    house.do(StartCleaning(bed_id=BED_IDS["M-2"]))
    house.do(FinishCleaning(bed_id=BED_IDS["M-2"]))
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    with pytest.raises(RefusedError, match="patient_gone"):
        house.do(MakeRoom(encounter_id=encounter.id, bed_id=BED_IDS["M-2"]))
    with house.reader() as reader:
        assert not [each for each in reader.open_demands() if each.kind is DemandKind.TRANSFER]


def test_a_start_a_year_away_is_mistyped(house: House) -> None:
    start = datetime.max.replace(tzinfo=house.now.tzinfo)
    with pytest.raises(BadInputError, match="too_far"):
        house.do(ChooseBed(demand_id=house.demand_of("N1"), bed_id=BED_IDS["M-3"], start=start))
