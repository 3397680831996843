"""Patients registered, beds asked for, requests taken back and pinned: through the real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bedcentre.domain.errors import BadInputError, NotFoundError, NotPermittedError, RefusedError
from bedcentre.domain.vocabulary import BedState, DemandKind, DemandState, Feature, Sex, Triage
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand, PinDemand, RegisterPatient, RequestBed
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import COORDINATOR, NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS, START

LI = RegisterPatient(
    mrn="N9", name="李四", pinyin="ls", sex=Sex.FEMALE, birth_date=date(1980, 2, 29), flags=frozenset({"pregnant"})
)
ASKED = RequestBed(
    kind=DemandKind.PLANNED,
    patient_id=0,
    specialty="MED",
    wanted_from=START + timedelta(hours=2),
    latest=START + timedelta(days=2),
    stay_minutes=600,
    needs=frozenset({Feature.OXYGEN, Feature.SUCTION}),
    prefers=frozenset({Feature.SINGLE}),
    organism="MRSA",
    expires_at=START + timedelta(days=5),
    note="靠窗",
)


def test_person_is_registered_once(house: House) -> None:
    patient_id = house.make(LI)
    with house.reader() as reader:
        sequence = reader.sequence()
    assert house.make(LI) == patient_id
    with house.reader() as reader:
        patient = reader.patient(patient_id)
        assert reader.find_patient("N9") == patient
        assert reader.sequence() == sequence
    assert (patient.name, patient.sex, patient.birth_date, patient.flags) == (
        "李四",
        Sex.FEMALE,
        date(1980, 2, 29),
        frozenset({"pregnant"}),
    )


@pytest.mark.parametrize(
    "wrong", [{"mrn": " "}, {"name": ""}, {"birth_date": date(2030, 1, 1)}, {"birth_date": date(1800, 1, 1)}]
)
def test_person_without_number_name_or_birth_is_bad_input(house: House, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInputError):
        house.do(replace(LI, **wrong))


def test_number_of_another_person_is_bad_input(house: House) -> None:
    house.do(LI)
    with pytest.raises(BadInputError):
        house.do(replace(LI, name="张三"))


def test_request_is_kept_whole(house: House) -> None:
    asked = replace(ASKED, patient_id=house.make(LI))
    house.wait(minutes=1)
    with house.reader() as reader:
        before = reader.open_demands()
    demand_id = house.make(asked, NURSE_M)
    with house.reader() as reader:
        demand = reader.demand(demand_id)
        assert reader.open_demands() == [*before, demand]
    assert demand.raised_at == house.now
    assert demand.state is DemandState.WAITING
    for name in ("kind", "specialty", "wanted_from", "latest", "needs", "prefers", "organism", "expires_at", "note"):
        assert getattr(demand, name) == getattr(asked, name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"specialty": "NONE"},
        {"latest": START},
        {"wanted_from": START - timedelta(days=2), "latest": START - timedelta(days=1)},
        {"stay_minutes": 0},
        {"kind": DemandKind.EMERGENCY},
        {"kind": DemandKind.STEP_DOWN},
        {"kind": DemandKind.TRANSFER, "encounter_id": 999},
    ],
)
def test_request_that_contradicts_itself_is_bad_input(house: House, wrong: dict[str, Any]) -> None:
    patient_id = house.make(LI)
    with pytest.raises(BadInputError):
        house.do(replace(ASKED, patient_id=patient_id, **wrong))


def test_request_for_nobody_is_not_found(house: House) -> None:
    with pytest.raises(NotFoundError):
        house.do(replace(ASKED, patient_id=9999))


def test_same_request_twice_is_refused(house: House) -> None:
    asked = replace(ASKED, patient_id=house.make(LI))
    house.do(asked)
    with pytest.raises(RefusedError):
        house.do(asked)
    house.do(replace(asked, kind=DemandKind.EMERGENCY, triage=Triage.ACUTE))


def test_transfer_moves_the_patient_who_lies_in_the_house(house: House) -> None:
    with house.reader() as reader:
        lying = reader.bed(BED_IDS["M-1"])
    assert lying.encounter is not None
    transfer = replace(
        ASKED,
        kind=DemandKind.TRANSFER,
        patient_id=lying.encounter.patient_id,
        encounter_id=lying.encounter.id,
        needs=frozenset(),
        organism=None,
    )
    demand_id = house.make(transfer)
    encounter_id = house.make(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    assert encounter_id == lying.encounter.id
    assert (house.state("M-1"), house.state("M-3")) == (BedState.VACATED, BedState.OCCUPIED)
    with house.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.PLACED


def test_cancelled_request_gives_its_bed_back(house: House) -> None:
    demand_id = house.demand_of("N1")
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    house.do(CancelDemand(demand_id=demand_id, reason="已转院"))
    with house.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.CANCELLED
        assert reader.claims_of(demand_id) == []
    assert house.state("M-3") is BedState.FREE


def test_request_is_cancelled_once_with_reason_and_not_by_other_surgeons(house: House) -> None:
    demand_id = house.demand_of("N1")
    with pytest.raises(BadInputError):
        house.do(CancelDemand(demand_id=demand_id, reason=" "))
    with pytest.raises(RefusedError):
        house.do(CancelDemand(demand_id=demand_id, reason="已转院"), SURGEON_1)
    house.do(CancelDemand(demand_id=demand_id, reason="已转院"))
    with pytest.raises(RefusedError):
        house.do(CancelDemand(demand_id=demand_id, reason="已转院"))


def test_bed_is_pinned_and_unpinned_for_open_requests_only(house: House) -> None:
    demand_id = house.demand_of("N1")
    house.do(PinDemand(demand_id=demand_id, bed_id=BED_IDS["M-1"]))
    with house.reader() as reader:
        assert reader.demand(demand_id).pinned_bed_id == BED_IDS["M-1"]
    house.do(PinDemand(demand_id=demand_id, bed_id=None))
    with house.reader() as reader:
        assert reader.demand(demand_id).pinned_bed_id is None
    with pytest.raises(NotPermittedError):
        house.do(PinDemand(demand_id=demand_id, bed_id=None), NURSE_M)
    house.do(CancelDemand(demand_id=demand_id, reason="已转院"), COORDINATOR)
    with pytest.raises(RefusedError):
        house.do(PinDemand(demand_id=demand_id, bed_id=BED_IDS["M-1"]))


def test_transfer_of_somebody_else_is_bad_input(house: House) -> None:
    with house.reader() as reader:
        one, other = (reader.bed(BED_IDS[label]).encounter for label in ("M-1", "S-1"))
    assert one is not None
    assert other is not None
    with pytest.raises(BadInputError):
        house.do(replace(ASKED, kind=DemandKind.TRANSFER, patient_id=one.patient_id, encounter_id=other.id))
