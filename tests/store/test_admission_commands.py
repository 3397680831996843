"""Planned admissions: asked for, refused, cancelled, asked twice, and what the list says of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.vocabulary import DemandKind, DemandState, Sex
from bedcentre.usecases.admissions import RequestAdmission
from bedcentre.usecases.admissions_list import AdmissionList, AdmissionRow, admission_list
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand, RegisterPatient
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import COORDINATOR, NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS, START, ZONE

TODAY = date(2026, 11, 23)
ASKED = RequestAdmission(
    patient_id=0,
    specialty="SUR",
    surgeon="W1",
    first_day=TODAY + timedelta(days=2),
    last_day=TODAY + timedelta(days=4),
    stay_days=3,
)
MEDICAL = replace(ASKED, specialty="MED", surgeon=None, first_day=TODAY)


def somebody(house: House, mrn: str) -> int:
    return house.make(RegisterPatient(mrn=mrn, name=f"赵{mrn}", pinyin="z", sex=Sex.MALE, birth_date=date(1970, 1, 1)))


def listed(house: House, surgeon: str | None = None) -> AdmissionList:
    with house.reader() as reader:
        return admission_list(reader, take(reader), surgeon)


def row(house: House, demand_id: int, surgeon: str | None = None) -> AdmissionRow:
    return next(each for each in listed(house, surgeon).rows if each.demand.id == demand_id)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE).astimezone(UTC)


def test_a_surgeon_asks_for_days_and_the_queue_has_the_hours(house: House) -> None:
    asked = replace(ASKED, patient_id=somebody(house, "A1"), organism="mrsa ", note=" 靠窗 ")
    demand_id = house.make(asked, SURGEON_1)
    with house.reader() as reader:
        demand = reader.demand(demand_id)
    assert (demand.kind, demand.state, demand.surgeon) == (DemandKind.PLANNED, DemandState.WAITING, "W1")
    assert (demand.wanted_from, demand.latest) == (at(25, 8), at(27, 20))
    assert (demand.stay, demand.organism, demand.note) == (timedelta(days=3), "MRSA", "靠窗")


def test_who_may_come_today_may_come_from_now_on(house: House) -> None:
    house.wait(hours=3)
    demand_id = house.make(replace(MEDICAL, patient_id=somebody(house, "A1")))
    with house.reader() as reader:
        demand = reader.demand(demand_id)
    assert demand.wanted_from == house.now


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"last_day": TODAY + timedelta(days=1)}, BadInputError),
        ({"first_day": TODAY - timedelta(days=2), "last_day": TODAY - timedelta(days=1)}, BadInputError),
        ({"last_day": TODAY + timedelta(days=900)}, BadInputError),
        ({"stay_days": 0}, BadInputError),
        ({"specialty": "MED"}, BadInputError),
        ({"surgeon": None}, RefusedError),
        ({"surgeon": "W2"}, RefusedError),
    ],
)
def test_what_makes_no_sense_is_refused_and_nobody_is_registered(
    house: House, wrong: dict[str, Any], refusal: type[HospitalError]
) -> None:
    person = RegisterPatient(mrn="A1", name="赵", pinyin="z", sex=Sex.MALE, birth_date=date(1970, 1, 1))
    with pytest.raises(refusal):
        house.do(RequestForNewcomer(person=person, request=replace(ASKED, **wrong)), SURGEON_1)
    with house.reader() as reader:
        assert reader.find_patient("A1") is None


def test_after_eight_in_the_evening_nobody_comes_today_any_more(house: House) -> None:
    house.now = at(23, 21)
    patient_id = somebody(house, "A1")
    with pytest.raises(BadInputError):
        house.do(replace(MEDICAL, patient_id=patient_id, last_day=TODAY))


def test_asked_twice_is_refused_and_a_nurse_does_not_ask(house: House) -> None:
    asked = replace(ASKED, patient_id=somebody(house, "A1"))
    house.do(asked, SURGEON_1)
    with pytest.raises(RefusedError):
        house.do(asked, COORDINATOR)
    with pytest.raises(NotPermittedError):
        house.do(replace(MEDICAL, patient_id=somebody(house, "A2")), NURSE_M)


def test_the_place_in_the_queue_moves_up_as_others_get_their_beds(house: House) -> None:
    first, second = (house.make(replace(MEDICAL, patient_id=somebody(house, mrn))) for mrn in ("A1", "A2"))
    other = house.make(replace(ASKED, patient_id=somebody(house, "A3")))
    assert [(row(house, each).rank, row(house, each).waiting) for each in (first, second, other)] == [
        (1, 2),
        (2, 2),
        (1, 1),
    ]
    house.do(ChooseBed(demand_id=first, bed_id=BED_IDS["M-3"]))
    promised = row(house, first)
    assert (promised.rank, promised.bed_label, promised.proposed, promised.start) == (0, "M-3", False, START)
    assert (row(house, second).rank, row(house, second).bed_label) == (1, "")


def test_a_surgeon_sees_the_own_patients_and_what_became_of_them(house: House) -> None:
    mine = house.make(replace(ASKED, patient_id=somebody(house, "A1")), SURGEON_1)
    house.do(replace(MEDICAL, patient_id=somebody(house, "A2")))
    house.do(replace(ASKED, surgeon="W2", patient_id=somebody(house, "A3")))
    assert [each.demand.id for each in listed(house, "W1").rows] == [mine]
    assert len(listed(house).rows) == 3
    house.do(CancelDemand(demand_id=mine, reason="患者放弃"), SURGEON_1)
    assert listed(house, "W1").rows == []
    assert [each.demand.state for each in listed(house, "W1").closed] == [DemandState.CANCELLED]


def test_from_the_request_to_the_bed(house: House) -> None:
    demand_id = house.make(replace(MEDICAL, patient_id=somebody(house, "A1")))
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-3"]), NURSE_M)
    assert listed(house).rows == []
