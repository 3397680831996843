"""How full the wards will be, in a hospital small enough to count by hand and with pasts that tell it plainly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from bedcentre.domain.vocabulary import DemandKind, WardGroup
from bedcentre.forecast.learned import Learned, learn_all
from bedcentre.forecast.occupancy import looked_ahead
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.usecases.ahead.outlook import DayAhead, LookedAhead
from bedcentre.usecases.ahead.plan import Admission, TacticalPlan
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import RequestBed
from tests.store.house import House
from tests.store.seed import hospital
from tests.store.small import BED_IDS, START, WARD_IDS, ZONE

MONDAY = date(2026, 11, 23)
DAYS = 14


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    engine = open_engine(f"sqlite:///{tmp_path / 'house.sqlite'}", to_disk=False)
    migrate(engine)
    plant(engine, hospital())
    yield House(engine)
    engine.dispose()


def plan(*admissions: Admission, unplaced: tuple[int, ...] = ()) -> TacticalPlan:
    return TacticalPlan(
        made_at=START,
        days=DAYS,
        method="greedy",
        milliseconds=1,
        admissions=admissions,
        unplaced=unplaced,
        proven=False,
        gap=None,
    )


def past(*kinds: tuple[str, int, int]) -> Learned:
    """Of ward M: for each kind so many admissions every day for twenty weeks, each staying so many nights."""
    rows = [
        {
            "level": "ward",
            "specialty": "MED",
            "ward": "M",
            "kind": kind,
            "age": 66,
            "admitted_at": pd.Timestamp(START - timedelta(days=300 - day)),
            "discharged_at": pd.Timestamp(START - timedelta(days=300 - day - nights)),
        }
        for kind, count, nights in kinds
        for day in range(140)
        for _ in range(count)
    ]
    learned = learn_all(pd.DataFrame(rows), ZONE)
    assert learned is not None
    return learned


def look(house: House, tactical: TacticalPlan, learned: Learned | None = None) -> LookedAhead:
    with house.reader() as reader:
        return looked_ahead(take(reader), tactical, learned)


def of(it: LookedAhead, group: WardGroup | None) -> tuple[DayAhead, ...]:
    return next(each.days for each in (it.house, *it.groups) if each.group is group)


def test_without_a_past_patients_leave_when_their_wards_expect_it(house: House) -> None:
    it = look(house, plan())
    assert not it.learned
    assert [day.day for day in it.house.days] == [MONDAY + timedelta(days=number) for number in range(DAYS)]
    medical = of(it, WardGroup.MEDICAL)
    assert [(day.beds, day.expected, day.low, day.high) for day in medical[:2]] == [(3, 1, 1, 1), (3, 0, 0, 0)]
    assert [day.free for day in medical[:2]] == [2, 3]


def test_the_house_is_its_wards_without_day_bays(house: House) -> None:
    it = look(house, plan())
    assert it.house.days[0].beds == 7
    for number, day in enumerate(it.house.days):
        assert day.beds == sum(each.days[number].beds for each in it.groups)
        assert day.expected == sum(each.days[number].expected for each in it.groups)


def test_day_surgery_counts_where_its_specialty_is_at_home_booked_or_not(house: House) -> None:
    day = MONDAY + timedelta(days=3)
    with house.reader() as reader:
        patient = reader.demand(house.demand_of("N1")).patient_id
    house.make(RequestSlot(patient_id=patient, procedure="P1", surgeon="W1", first_day=day, last_day=day))
    it = look(house, plan())
    assert [each.day_surgery for each in it.house.days[:5]] == [0, 0, 0, 1, 0]
    assert of(it, WardGroup.SURGICAL)[3].day_surgery == 1


def test_a_bed_blocked_until_later_today_is_there_for_the_night(house: House) -> None:
    surgical = of(look(house, plan()), WardGroup.SURGICAL)
    assert {day.beds for day in surgical} == {2}


def test_a_bed_blocked_for_good_is_no_bed(house: House) -> None:
    house.do(BlockBed(bed_id=BED_IDS["M-3"], reason="漏水"))
    assert {day.beds for day in of(look(house, plan()), WardGroup.MEDICAL)} == {2}


def test_planned_admissions_fill_beds_from_their_day_for_their_stay(house: House) -> None:
    demand_id = house.demand_of("N1")
    with house.reader() as reader:
        room = reader.bed(BED_IDS["M-3"]).room
        assert timedelta(days=2) < reader.demand(demand_id).stay < timedelta(days=2, hours=12)
    day = MONDAY + timedelta(days=4)
    admission = Admission(demand_id=demand_id, day=day, ward_id=WARD_IDS["M"], room_id=room.id)
    medical = of(look(house, plan(admission)), WardGroup.MEDICAL)
    assert [day.admissions for day in medical] == [0, 0, 0, 0, 1, *[0] * 9]
    assert [day.expected for day in medical[3:7]] == [0, 1, 1, 0]


def test_promised_patients_are_counted_and_those_who_find_no_day(house: House) -> None:
    house.do(ChooseBed(demand_id=house.demand_of("N1"), bed_id=BED_IDS["M-3"], start=START + timedelta(days=2)))
    it = look(house, plan(unplaced=(house.demand_of("N2"),)))
    medical = of(it, WardGroup.MEDICAL)
    assert [day.admissions for day in medical[:4]] == [0, 0, 1, 0]
    assert [day.no_day for day in medical[:2]] == [1, 0]
    assert [day.no_day for day in it.house.days[:2]] == [1, 0]


def test_somebody_who_moves_within_the_house_is_not_counted_twice(house: House) -> None:
    with house.reader() as reader:
        room, lying = reader.bed(BED_IDS["S-1"]).room, reader.bed(BED_IDS["M-1"])
    assert lying.patient is not None
    assert lying.encounter is not None
    transfer = RequestBed(
        kind=DemandKind.TRANSFER,
        patient_id=lying.patient.id,
        encounter_id=lying.encounter.id,
        specialty="SUR",
        wanted_from=START,
        latest=START + timedelta(days=1),
        stay_minutes=1440,
    )
    admission = Admission(demand_id=house.make(transfer), day=MONDAY, ward_id=WARD_IDS["S"], room_id=room.id)
    before, after = look(house, plan()).house.days[0], look(house, plan(admission)).house.days[0]
    assert after.expected == before.expected > 0


def test_emergencies_to_come_are_expected_as_the_past_had_them(house: House) -> None:
    medical = of(look(house, plan(), past(("emergency", 2, 3))), WardGroup.MEDICAL)
    assert medical[-1].expected == pytest.approx(6, abs=0.3)
    assert medical[-1].low < medical[-1].expected < medical[-1].high
    assert medical[-1].free == medical[-1].beds - round(medical[-1].expected)


def test_planned_admissions_are_filled_up_to_what_is_usual(house: House) -> None:
    learned = past(("planned", 1, 1))
    assert of(look(house, plan(), learned), WardGroup.MEDICAL)[-1].expected == pytest.approx(1, abs=0.1)
    demand_id = house.demand_of("N1")
    with house.reader() as reader:
        room = reader.bed(BED_IDS["M-3"]).room
    known = Admission(demand_id=demand_id, day=MONDAY + timedelta(days=13), ward_id=WARD_IDS["M"], room_id=room.id)
    assert of(look(house, plan(known), learned), WardGroup.MEDICAL)[-1].expected == pytest.approx(1, abs=0.1)


def test_a_closed_demand_of_an_older_plan_is_left_out(house: House) -> None:
    gone = Admission(demand_id=9999, day=MONDAY, ward_id=WARD_IDS["M"], room_id=1)
    it = look(house, replace(plan(gone), unplaced=(9998,)))
    assert sum(day.admissions + day.no_day for day in it.house.days) == 0


def test_nothing_is_learned_from_no_stays() -> None:
    assert learn_all(pd.DataFrame(), ZONE) is None
