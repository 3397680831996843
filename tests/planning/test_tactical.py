"""The look at the two weeks ahead: days and rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bedcentre.domain.vocabulary import DemandKind, Sex
from bedcentre.planning.ahead import LookAhead
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.tactical import tactical
from bedcentre.seeding import records
from bedcentre.usecases.ahead.plan import TacticalPlan
from bedcentre.usecases.proposals import ChooseBed
from optimizer.formats.validation import check_references
from tests.planning.house import House
from tests.store.seed import hospital
from tests.store.small import BED_IDS, WARD_IDS

Opened = Callable[[records.Hospital], House]

EMPTY = replace(hospital(), occupants=(), closures=(), demands=())
MONDAY = date(2026, 11, 23)


def look(house: House) -> TacticalPlan:
    with house.app.reader() as reader:
        question = tactical(reader)
    check_references(question.problem)
    return question.read(greedy_answer(question.problem))


def ask_later(house: House, mrn: str, days: int, sex: Sex = Sex.FEMALE) -> int:
    wanted = house.clock.now() + timedelta(days=days)
    return house.ask(
        mrn, kind=DemandKind.PLANNED, sex=sex, severe=True, wanted_from=wanted, latest=wanted + timedelta(days=7)
    )


def test_nobody_waiting_and_empty_hospital_plan_nothing(open_house: Opened) -> None:
    plan = look(open_house(EMPTY))
    assert (plan.admissions, plan.unplaced) == ((), ())


def test_everybody_comes_on_the_wanted_day_while_there_are_beds(open_house: Opened) -> None:
    house = open_house(EMPTY)
    asked = {ask_later(house, f"A{days}", days): days for days in (0, 3, 9)}
    plan = look(house)
    assert {each.demand_id: (each.day - MONDAY).days for each in plan.admissions} == asked
    assert {each.ward_id for each in plan.admissions} == {WARD_IDS["M"]}


def test_more_than_fit_come_later(open_house: Opened) -> None:
    house = open_house(EMPTY)
    for number in range(4):
        ask_later(house, f"A{number}", 1)
    days = sorted((each.day - MONDAY).days for each in look(house).admissions)
    assert days == [1, 1, 1, 4]  # three beds, three nights each


def test_full_hospital_leaves_everybody_unplaced(open_house: Opened) -> None:
    stay = hospital().occupants[0]
    leaves = stay.expected_discharge + timedelta(days=30)
    full = [
        replace(stay, bed=label, expected_discharge=leaves, patient=replace(stay.patient, mrn=label))
        for label in ("M-1", "M-2", "M-3")
    ]
    house = open_house(replace(EMPTY, occupants=tuple(full)))
    demand = ask_later(house, "A", 2)
    assert look(house).unplaced == (demand,)


def test_promises_and_the_sexes_of_rooms_are_taken_into_account(open_house: Opened) -> None:
    house = open_house(EMPTY)
    promised = ask_later(house, "P", 1, Sex.MALE)
    house.make(ChooseBed(demand_id=promised, bed_id=BED_IDS["M-1"]))
    woman, man = ask_later(house, "W", 1), ask_later(house, "B", 1, Sex.MALE)
    rooms = {each.demand_id: each.room_id for each in look(house).admissions}
    with house.app.reader() as reader:
        shared, single = (reader.bed(BED_IDS[label]).room.id for label in ("M-1", "M-3"))
    assert rooms[woman] == single
    assert man not in rooms or rooms[man] == shared


def test_latest_look_ahead_is_kept(open_house: Opened) -> None:
    house = open_house(EMPTY)
    demand = ask_later(house, "A", 2)
    ahead = LookAhead(house.app)
    assert ahead.plan is None
    ahead.look()
    assert ahead.plan is not None
    assert [each.demand_id for each in ahead.plan.admissions] == [demand]


def test_stopped_look_ahead_leaves_the_older_plan(open_house: Opened) -> None:
    house = open_house(EMPTY)
    ahead = LookAhead(house.app)
    ahead.start()
    ahead.stop()
    ahead.look()
    assert ahead.plan is None
