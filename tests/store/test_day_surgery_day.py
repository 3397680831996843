"""A day-surgery patient's day: every step done, refused, late, done twice, taken back, cancelled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.vocabulary import (
    BedState,
    CaseCause,
    CaseState,
    Checklist,
    DemandKind,
    DemandState,
    MilestoneState,
    Triage,
)
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.day_surgery.checks import checks_of
from bedcentre.usecases.day_surgery.day import ArriveCase, EndOperation, StartOperation, StepBack
from bedcentre.usecases.day_surgery.ending import CancelCase, ConvertCase, NoteNoShow
from bedcentre.usecases.milestones import ReachMilestone, WaiveMilestone
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.stays import PatientLeaves, ReceivePatient, UndoLeaving
from tests.store.day_surgery import NURSE_D, book, case, pass_checks
from tests.store.house import COORDINATOR, NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS, START


def arrived(house: House, mrn: str = "D1") -> int:
    """Somebody in the bay, with every check passed."""
    demand_id = book(house, mrn)
    house.do(ArriveCase(demand_id=demand_id), NURSE_D)
    pass_checks(house, demand_id)
    return demand_id


def recovering(house: House, mrn: str = "D1") -> int:
    """Somebody back from the theatre."""
    demand_id = arrived(house, mrn)
    house.do(StartOperation(demand_id=demand_id), NURSE_D)
    house.wait(minutes=50)
    house.do(EndOperation(demand_id=demand_id), NURSE_D)
    return demand_id


def bay(house: House, demand_id: int) -> int:
    """The bay in which the patient lies."""
    with house.reader() as reader:
        situation = reader.bed_of(case(house, demand_id).encounter_id or 0)
    assert situation is not None
    return situation.bed.id


def open_checks(house: House, demand_id: int) -> list[str]:
    """What is still to be confirmed."""
    with house.reader() as reader:
        return [each.step for each in checks_of(reader, demand_id) if each.state is MilestoneState.OPEN]


def test_from_booking_to_home(house: House) -> None:
    demand_id = recovering(house)
    house.wait(hours=2)
    house.do(PatientLeaves(bed_id=bay(house, demand_id)), NURSE_D)
    done = case(house, demand_id)
    assert done.state is CaseState.GONE_HOME
    assert done.ended_at is not None
    assert done.began_at is not None
    assert done.ended_at - done.began_at == timedelta(minutes=50)
    with house.reader() as reader:
        assert reader.day_cases_here() == []
        assert reader.open_milestones(Checklist.DAY_SURGERY) == []
        (operation,) = reader.elective_operations(house.now - timedelta(days=1), house.now)
    assert (operation.mrn, operation.day_case, operation.procedure) == ("D1", True, "P1")


def test_an_operation_waits_for_its_checks_unless_somebody_with_the_right_signs(house: House) -> None:
    demand_id = book(house, "D1")
    house.do(ArriveCase(demand_id=demand_id), NURSE_D)
    assert len(open_checks(house, demand_id)) == 4
    with pytest.raises(RefusedError) as refused:
        house.do(StartOperation(demand_id=demand_id), NURSE_D)
    assert [each.key for each in refused.value.reasons] == ["refusal.check_open"] * 4
    with pytest.raises(NotPermittedError):
        house.do(StartOperation(demand_id=demand_id, override="急诊手术"), NURSE_D)
    with pytest.raises(BadInputError):
        house.do(StartOperation(demand_id=demand_id, override="急"), SURGEON_1)
    house.do(StartOperation(demand_id=demand_id, override="病情需要"), SURGEON_1)
    assert case(house, demand_id).state is CaseState.IN_THEATRE
    assert open_checks(house, demand_id) == []
    with house.reader() as reader:
        rows = reader.history(bay(house, demand_id), 10)
    assert any(type(row.event).__name__ == "RuleOverridden" for row in rows)


def test_a_check_is_its_owners_and_may_be_found_needless(house: House) -> None:
    demand_id = book(house, "D1")
    with house.reader() as reader:
        by_step = {each.step: each.id for each in checks_of(reader, demand_id)}
    with pytest.raises(NotPermittedError):
        house.do(ReachMilestone(milestone_id=by_step["consent"]), NURSE_D)
    with pytest.raises(NotPermittedError):
        house.do(ReachMilestone(milestone_id=by_step["fasting"]), NURSE_M)
    house.do(WaiveMilestone(milestone_id=by_step["fasting"], reason="局麻"), NURSE_D)
    house.do(ReachMilestone(milestone_id=by_step["consent"]), SURGEON_1)
    assert open_checks(house, demand_id) == ["fit_for_anaesthesia", "escort_named"]


def test_who_comes_while_the_bay_is_not_ready_lies_in_another(house: House) -> None:
    demand_id = book(house, "D1")
    with house.reader() as reader:
        (claim,) = reader.claims_of(demand_id)
    house.do(BlockBed(bed_id=claim.bed_id, reason="故障"), NURSE_D)
    house.do(ArriveCase(demand_id=demand_id), NURSE_D)
    other = bay(house, demand_id)
    assert other in {BED_IDS["D-1"], BED_IDS["D-2"]} - {claim.bed_id}


def test_who_comes_while_no_bay_is_ready_is_told_so(house: House) -> None:
    demand_id = book(house, "D1")
    for label in ("D-1", "D-2"):
        house.do(BlockBed(bed_id=BED_IDS[label], reason="停电"), NURSE_D)
    with pytest.raises(RefusedError):
        house.do(ArriveCase(demand_id=demand_id), NURSE_D)


def test_steps_out_of_turn_or_by_others_are_refused(house: House) -> None:
    demand_id = book(house, "D1")
    for command in (
        StartOperation(demand_id=demand_id),
        EndOperation(demand_id=demand_id),
        StepBack(demand_id=demand_id),
        ConvertCase(demand_id=demand_id, reason="疼痛"),
    ):
        with pytest.raises(RefusedError):
            house.do(command)
    with pytest.raises(NotPermittedError):
        house.do(ArriveCase(demand_id=demand_id), NURSE_M)
    house.do(ArriveCase(demand_id=demand_id), NURSE_D)
    with pytest.raises(RefusedError):
        house.do(ArriveCase(demand_id=demand_id), NURSE_D)


def test_one_theatre_takes_one_patient_at_a_time(house: House) -> None:
    first, second = arrived(house, "D1"), arrived(house, "D2")
    house.do(StartOperation(demand_id=first), NURSE_D)
    with pytest.raises(RefusedError, match="theatre_in_use"):
        house.do(StartOperation(demand_id=second), NURSE_D)
    house.do(EndOperation(demand_id=first), NURSE_D)
    house.do(StartOperation(demand_id=second), NURSE_D)


def test_a_mistaken_tap_is_taken_back_for_a_while(house: House) -> None:
    demand_id = recovering(house)
    house.do(StepBack(demand_id=demand_id), NURSE_D)
    assert case(house, demand_id).state is CaseState.IN_THEATRE
    with pytest.raises(RefusedError, match="undo_too_late"):
        house.do(StepBack(demand_id=demand_id), NURSE_D)
    house.do(EndOperation(demand_id=demand_id), NURSE_D)
    house.wait(minutes=11)
    with pytest.raises(RefusedError, match="undo_too_late"):
        house.do(StepBack(demand_id=demand_id), NURSE_D)


def test_leaving_by_mistake_is_taken_back(house: House) -> None:
    home, before = recovering(house, "D1"), arrived(house, "D2")
    beds = bay(house, home), bay(house, before)
    for bed_id in beds:
        house.do(PatientLeaves(bed_id=bed_id), NURSE_D)
    assert case(house, before).state is CaseState.CANCELLED
    for bed_id in beds:
        house.do(UndoLeaving(bed_id=bed_id), NURSE_D)
    assert case(house, home).state is CaseState.RECOVERING
    assert case(house, before).state is CaseState.ARRIVED
    with house.reader() as reader:
        assert reader.booking_of(before) is not None


def test_a_conversion_is_an_emergency_and_keeps_the_bay_until_the_move(house: House) -> None:
    demand_id = recovering(house)
    bay_id = bay(house, demand_id)
    with pytest.raises(BadInputError):
        house.do(ConvertCase(demand_id=demand_id, reason=" "), NURSE_D)
    made = house.make(ConvertCase(demand_id=demand_id, reason="持续呕吐"), NURSE_D)
    with pytest.raises(RefusedError):
        house.do(ConvertCase(demand_id=demand_id, reason="持续呕吐"), SURGEON_1)
    with house.reader() as reader:
        asked = reader.demand(made)
        lying = reader.bed(bay_id)
    assert (asked.kind, asked.triage, asked.raised_at) == (DemandKind.EMERGENCY, Triage.ACUTE, house.now)
    assert lying.patient is not None
    house.do(ChooseBed(demand_id=made, bed_id=BED_IDS["M-3"], override="外科无床"), COORDINATOR)
    house.do(ReceivePatient(demand_id=made, bed_id=BED_IDS["M-3"], override="外科无床"), COORDINATOR)
    done = case(house, demand_id)
    assert (done.state, done.closed_at, done.reason) == (CaseState.CONVERTED, house.now, "持续呕吐")
    assert house.state("D-1") is BedState.VACATED
    with house.reader() as reader:
        (operation,) = reader.elective_operations(house.now - timedelta(days=1), house.now)
    assert (operation.day_case, operation.converted) == (False, True)


def test_who_may_go_home_after_all_recovers_again(house: House) -> None:
    demand_id = recovering(house)
    made = house.make(ConvertCase(demand_id=demand_id, reason="出血"), SURGEON_1)
    house.do(CancelDemand(demand_id=made, reason="已缓解"), COORDINATOR)
    assert case(house, demand_id).state is CaseState.RECOVERING
    again = house.make(ConvertCase(demand_id=demand_id, reason="再次出血"), SURGEON_1)
    house.do(PatientLeaves(bed_id=bay(house, demand_id)), NURSE_D)
    assert case(house, demand_id).state is CaseState.GONE_HOME
    with house.reader() as reader:
        assert reader.demand(again).state is DemandState.CANCELLED


def test_cancelled_before_coming_after_coming_and_too_late(house: House) -> None:
    booked, here = book(house, "D1"), arrived(house, "D2")
    with pytest.raises(BadInputError):
        house.do(CancelCase(demand_id=booked, cause=CaseCause.OTHER), NURSE_D)
    house.do(CancelCase(demand_id=booked, cause=CaseCause.PATIENT), NURSE_D)
    house.do(CancelCase(demand_id=here, cause=CaseCause.NOT_FASTED), NURSE_D)
    with house.reader() as reader:
        assert (reader.booking_of(booked), reader.booking_of(here)) == (None, None)
        assert reader.demand(booked).state is DemandState.CANCELLED
        assert [each.demand_id for each in reader.day_cases_here()] == [here]
    house.do(PatientLeaves(bed_id=bay(house, here)), NURSE_D)
    assert (case(house, here).state, case(house, here).cause) == (CaseState.CANCELLED, CaseCause.NOT_FASTED)
    begun = recovering(house, "D3")
    for demand_id in (booked, begun):
        with pytest.raises(RefusedError):
            house.do(CancelCase(demand_id=demand_id, cause=CaseCause.UNFIT), NURSE_D)


def test_the_surgeons_own_cancelling_is_on_the_days_record(house: House) -> None:
    demand_id = book(house, "D1")
    house.do(CancelDemand(demand_id=demand_id, reason="感冒"), SURGEON_1)
    done = case(house, demand_id)
    assert (done.state, done.cause, done.reason) == (CaseState.CANCELLED, CaseCause.OTHER, "感冒")


def test_who_did_not_come_is_noted_once_and_not_too_early(house: House) -> None:
    book(house, "D1")
    demand_id = book(house, "D2")
    with pytest.raises(RefusedError, match="not_yet"):
        house.do(NoteNoShow(demand_id=demand_id), NURSE_D)
    house.wait(minutes=61)
    with pytest.raises(NotPermittedError):
        house.do(NoteNoShow(demand_id=demand_id), SURGEON_1)
    house.do(NoteNoShow(demand_id=demand_id), NURSE_D)
    assert case(house, demand_id).state is CaseState.NO_SHOW
    with house.reader() as reader:
        assert reader.booking_of(demand_id) is None
        assert [each.demand_id for each in reader.no_shows_since(START)] == [demand_id]
    for command in (NoteNoShow(demand_id=demand_id), ArriveCase(demand_id=demand_id)):
        with pytest.raises(RefusedError):
            house.do(command, NURSE_D)


def test_who_is_here_is_no_no_show(house: House) -> None:
    demand_id = arrived(house)
    house.wait(hours=2)
    with pytest.raises(RefusedError, match="day_case_state"):
        house.do(NoteNoShow(demand_id=demand_id), NURSE_D)
