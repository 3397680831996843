"""Planned operations on their way through pre-admission, and what tests ask of them."""

from __future__ import annotations

from datetime import timedelta

from bedcentre.domain.exams import ExamBooking
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.preadmission import CRITERIA
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, Sex
from bedcentre.planning.exams import offer
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.preadmission import OpenPreAdmission, ProposePreAdmission
from bedcentre.usecases.preadmission_list import Row, pre_admission_list
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from tests.store.house import SURGEON_1, House

ALL = frozenset(CRITERIA)
DAY = timedelta(days=1)


def operation(house: House, mrn: str = "E1", surgeon: str | None = "W1", kind: DemandKind = DemandKind.PLANNED) -> int:
    """A planned operation of surgeon W1, wanted in three days."""
    person = RegisterPatient(
        mrn=mrn, name=f"赵{mrn}", pinyin="z", sex=Sex.FEMALE, birth_date=house.now.date() - 9999 * DAY
    )
    wanted = house.now + 3 * DAY
    request = RequestBed(
        kind=kind,
        patient_id=house.make(person),
        specialty="SUR",
        wanted_from=wanted,
        latest=wanted + 9 * DAY,
        stay_minutes=3000,
        surgeon=surgeon,
    )
    return house.make(request)


def opened(house: House, mrn: str = "E1") -> int:
    """An operation whose pre-admission runs."""
    demand_id = operation(house, mrn)
    house.do(ProposePreAdmission(demand_id=demand_id, confirmed=ALL), SURGEON_1)
    house.do(OpenPreAdmission(demand_id=demand_id))
    return demand_id


def booked(house: House, mrn: str = "E1") -> int:
    """An operation whose tests have slots."""
    demand_id = opened(house, mrn)
    with house.reader() as reader:
        found = offer(reader, [demand_id], seconds=5)
    assert found.left_out == 0
    for command in found.commands:
        house.do(command)
    return demand_id


def checklist(house: House, demand_id: int) -> dict[str, Milestone]:
    """What is or was to be done, by step."""
    with house.reader() as reader:
        return {each.step: each for each in reader.milestones_of_demand(demand_id)}


def slots(house: House, demand_id: int) -> dict[str, ExamBooking]:
    """The slots of a demand by test."""
    with house.reader() as reader:
        return {each.exam: each for each in reader.exam_bookings_of([demand_id])}


def demand(house: House, demand_id: int) -> Demand:
    """The demand as it is."""
    with house.reader() as reader:
        return reader.demand(demand_id)


def row(house: House, demand_id: int) -> Row:
    """The demand's row on the worklist."""
    with house.reader() as reader:
        listed = pre_admission_list(reader, Names.FULL, None).rows
    return next(each for each in listed if each.demand.id == demand_id)
