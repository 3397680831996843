"""Patients received, moved, leaving: through the real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotFoundError, NotPermittedError, RefusedError, TakenError
from bedcentre.domain.vocabulary import BedState, Certainty, DemandKind, DemandState, Triage
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import RequestBed
from bedcentre.usecases.stays import ExpectDischarge, MovePatient, PatientLeaves, ReceivePatient, UndoLeaving
from tests.store.house import COORDINATOR, NURSE_M, House
from tests.store.small import BED_IDS


def test_promised_patient_is_received_and_the_promise_is_used_up(house: House) -> None:
    demand = house.demand_of("N1")
    house.do(ChooseBed(demand_id=demand, bed_id=BED_IDS["M-3"]))
    assert house.state("M-3") is BedState.RESERVED
    house.wait(minutes=15)
    encounter_id = house.make(ReceivePatient(demand_id=demand, bed_id=BED_IDS["M-3"]), NURSE_M)
    with house.reader() as reader:
        there = reader.bed_of(encounter_id)
        encounter = reader.encounter(encounter_id)
        assert there is not None
        assert (there.bed.label, there.claims) == ("M-3", ())
        assert there.patient is not None
        assert there.patient.mrn == "N1"
        assert encounter.admitted_at == house.now
        assert encounter.expected_discharge == house.now + timedelta(minutes=3000)
        assert reader.demand(demand).state is DemandState.PLACED
        assert [stay.bed_id for stay in reader.stays_of(encounter_id)] == [BED_IDS["M-3"]]


@pytest.mark.parametrize("label", ["M-1", "M-2", "S-2"])
def test_nobody_is_received_in_a_bed_that_is_not_ready(house: House, label: str) -> None:
    with pytest.raises(RefusedError):
        house.do(ReceivePatient(demand_id=house.demand_of("N1"), bed_id=BED_IDS[label]))


def test_bed_promised_to_another_is_taken(house: House) -> None:
    house.do(ChooseBed(demand_id=house.demand_of("N1"), bed_id=BED_IDS["M-3"]))
    with pytest.raises(TakenError) as taken:
        house.do(ReceivePatient(demand_id=house.demand_of("N2"), bed_id=BED_IDS["M-3"]))
    assert taken.value.reasons[0].params["patient"] == "王**"


def test_rule_is_broken_only_with_right_and_reason_and_on_the_record(house: House) -> None:
    demand = house.demand_of("N1")
    with pytest.raises(RefusedError):
        house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["I-1"]))
    with pytest.raises(BadInputError):
        house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["I-1"], override="急"))
    with pytest.raises(NotPermittedError):
        house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["I-1"], override="病情需要"), NURSE_M)
    house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["I-1"], override="病情需要"))
    with house.reader() as reader:
        names = [type(row.event).__name__ for row in reader.history(BED_IDS["I-1"], 2)]
        signed = reader.history(BED_IDS["I-1"], 2)[1]
    assert names == ["PatientAdmitted", "RuleOverridden"]
    assert signed.user_id == COORDINATOR.user_id


def test_patient_moves_and_the_old_bed_waits_for_cleaning(house: House) -> None:
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS["M-1"]).encounter
    assert encounter is not None
    house.wait(minutes=5)
    house.do(MovePatient(encounter_id=encounter.id, bed_id=BED_IDS["M-3"]), NURSE_M)
    assert house.state("M-1") is BedState.VACATED
    with house.reader() as reader:
        stays = reader.stays_of(encounter.id)
    assert [(stay.bed_id, stay.end) for stay in stays] == [(BED_IDS["M-1"], house.now), (BED_IDS["M-3"], None)]


def test_patient_who_left_is_not_moved(house: House) -> None:
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS["M-1"]).encounter
    assert encounter is not None
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    with pytest.raises(RefusedError):
        house.do(MovePatient(encounter_id=encounter.id, bed_id=BED_IDS["M-3"]))
    with pytest.raises(NotFoundError):
        house.do(MovePatient(encounter_id=9999, bed_id=BED_IDS["M-3"]))


def test_leaving_is_undone_while_it_is_fresh(house: House) -> None:
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]), NURSE_M)
    with house.reader() as reader:
        left = reader.bed(BED_IDS["M-1"])
        assert left.patient is None
        assert left.actual is not None
        assert left.actual.encounter_id is not None
        assert reader.encounter(left.actual.encounter_id).left_at == house.now
    house.wait(minutes=3)
    house.do(UndoLeaving(bed_id=BED_IDS["M-1"]), NURSE_M)
    with house.reader() as reader:
        back = reader.bed(BED_IDS["M-1"])
        assert back.patient is not None
        assert back.encounter is not None
        assert back.encounter.left_at is None
        assert [stay.end for stay in reader.stays_of(back.encounter.id)] == [None]


def test_leaving_is_not_undone_too_late_nor_twice(house: House) -> None:
    with pytest.raises(RefusedError):
        house.do(UndoLeaving(bed_id=BED_IDS["M-1"]))
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    house.wait(minutes=11)
    with pytest.raises(RefusedError):
        house.do(UndoLeaving(bed_id=BED_IDS["M-1"]))
    assert house.state("M-1") is BedState.VACATED


@pytest.mark.parametrize("label", ["M-2", "M-3", "S-2"])
def test_nobody_leaves_an_empty_bed(house: House, label: str) -> None:
    with pytest.raises(RefusedError):
        house.do(PatientLeaves(bed_id=BED_IDS[label]))


def test_expected_discharge_is_kept_with_its_certainty(house: House) -> None:
    expected = house.now + timedelta(minutes=30)
    house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=expected), NURSE_M)
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS["M-1"]).encounter
    assert encounter is not None
    assert (encounter.expected_discharge, encounter.certainty) == (expected, Certainty.CONFIRMED)
    assert house.state("M-1") is BedState.LEAVING


def test_prediction_does_not_renew_what_people_have_seen(house: House) -> None:
    with house.reader() as reader:
        seen = reader.bed(BED_IDS["M-1"]).said_at
    house.wait(hours=1)
    later = house.now + timedelta(hours=2)
    house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=later, certainty=Certainty.PREDICTED))
    with house.reader() as reader:
        assert reader.bed(BED_IDS["M-1"]).said_at == seen
    house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=later))
    with house.reader() as reader:
        assert reader.bed(BED_IDS["M-1"]).said_at == house.now


def test_discharge_is_not_expected_in_the_past_or_from_an_empty_bed(house: House) -> None:
    with pytest.raises(BadInputError):
        house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=house.now - timedelta(hours=1)))
    with pytest.raises(RefusedError):
        house.do(ExpectDischarge(bed_id=BED_IDS["M-3"], expected=house.now + timedelta(hours=1)))


def _transfer_to_icu(house: House) -> tuple[int, int]:
    """Ask that the patient of M-1 be moved to intensive care; returns the demand's and the encounter's ids."""
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS["M-1"]).encounter
    assert encounter is not None
    transfer = RequestBed(
        kind=DemandKind.TRANSFER,
        patient_id=encounter.patient_id,
        specialty="ICU",
        wanted_from=house.now,
        latest=house.now + timedelta(hours=8),
        stay_minutes=2880,
        encounter_id=encounter.id,
    )
    return house.make(transfer, NURSE_M), encounter.id


def test_a_transfer_changes_who_treats_the_patient(house: House) -> None:
    demand, encounter_id = _transfer_to_icu(house)
    house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["I-1"], override="专科需要"))
    with house.reader() as reader:
        assert reader.encounter(encounter_id).specialty == "ICU"
        there = reader.bed_of(encounter_id)
    assert there is not None
    assert there.bed.label == "I-1"


def test_whoever_leaves_no_longer_waits_for_a_transfer(house: House) -> None:
    demand, _ = _transfer_to_icu(house)
    house.do(ChooseBed(demand_id=demand, bed_id=BED_IDS["I-1"], override="专科需要"))
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]), NURSE_M)
    with house.reader() as reader:
        assert reader.demand(demand).state is DemandState.CANCELLED
        assert reader.bed(BED_IDS["I-1"]).claims == ()


def test_a_nurse_takes_nobody_from_another_ward(house: House) -> None:
    demand, encounter_id = _transfer_to_icu(house)
    house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["I-1"], override="专科需要"))
    with pytest.raises(NotPermittedError):
        house.do(MovePatient(encounter_id=encounter_id, bed_id=BED_IDS["M-3"]), NURSE_M)


def test_patient_is_never_received_into_a_second_bed(house: House) -> None:
    with house.reader() as reader:
        lying = reader.bed(BED_IDS["M-1"]).encounter
    assert lying is not None
    demand_id = house.make(emergency(house, lying.patient_id))
    with pytest.raises(RefusedError) as refused:
        house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    assert refused.value.reasons[0].params == {"bed": "M-1"}
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    with pytest.raises(RefusedError) as refused:
        house.do(UndoLeaving(bed_id=BED_IDS["M-1"]))
    assert refused.value.reasons[0].params == {"bed": "M-3"}


def emergency(house: House, patient_id: int) -> RequestBed:
    """A medical emergency."""
    return RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=patient_id,
        specialty="MED",
        wanted_from=house.now,
        latest=house.now + timedelta(hours=4),
        stay_minutes=600,
        triage=Triage.ACUTE,
    )
