"""Which slots are free, and what is full or missing on a day without any; over the real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bedcentre.domain.vocabulary import Sex
from bedcentre.seeding import records
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.board.picture import Changes, renew, take
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.requests import CancelDemand, RegisterPatient
from bedcentre.usecases.slots.cases import Case, closed_cases, just_closed, open_cases
from bedcentre.usecases.slots.search import GRID, SlotDay, slot_days
from tests.store.house import SURGEON_1, House
from tests.store.seed import hospital
from tests.store.small import BED_IDS, START
from tests.web.ward_hospital import ward_hospital

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[House]:
    """The small hospital on SQLite: W1's session and an open one, 09:00 to 17:00 today."""
    yield from planted(tmp_path, hospital())


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[House]:
    """The same with eight bays."""
    yield from planted(tmp_path, ward_hospital())


def planted(folder: Path, what: records.Hospital) -> Iterator[House]:
    engine = open_engine(f"sqlite:///{folder / 'hospital.sqlite'}", to_disk=False)
    migrate(engine)
    plant(engine, what)
    yield House(engine)
    engine.dispose()


def days(house: House, first: date = TODAY, last: date = TODAY, surgeon: str = "W1") -> list[SlotDay]:
    with house.reader() as reader:
        return slot_days(reader, surgeon, reader.procedure("P1"), first, last)


def why(house: House, day: date = TODAY) -> str | None:
    (found,) = days(house, day, day)
    return found.why.key if found.why else None


def ask(house: House, mrn: str, start: datetime | None = None, session_id: int | None = None) -> int:
    person = RegisterPatient(mrn=mrn, name="赵六", pinyin="zl", sex=Sex.MALE, birth_date=date(1990, 1, 1))
    request = RequestSlot(
        patient_id=0,
        procedure="P1",
        surgeon="W1",
        first_day=TODAY,
        last_day=TODAY,
        operation_start=start,
        session_id=session_id,
    )
    return house.make(RequestForNewcomer(person=person, request=request), SURGEON_1)


def cases(house: House) -> dict[int, Case]:
    with house.reader() as reader:
        return open_cases(take(reader), "W1")


def test_slots_lie_in_sessions_with_time_to_prepare(small: House) -> None:
    (today,) = days(small)
    starts = sorted({slot.start for slot in today.slots})
    assert starts[0] == START + timedelta(hours=1)
    assert starts[-1] == START + timedelta(hours=8)
    assert {later - earlier for earlier, later in pairwise(starts)} == {GRID}
    assert {slot.theatre for slot in today.slots} == {"T1", "T2"}
    small.wait(hours=3)
    (later,) = days(small)
    assert min(slot.start for slot in later.slots) == START + timedelta(hours=4)


def test_another_surgeon_has_the_open_session_and_what_a_colleague_gives_back(small: House) -> None:
    (today,) = days(small, surgeon="W2")
    assert {slot.theatre for slot in today.slots} == {"T1", "T2"}


def test_a_day_without_session_and_a_day_gone_by(small: House) -> None:
    assert why(small, TOMORROW) == "surgeon.why.no_session"
    assert days(small, TODAY - timedelta(days=3), TODAY - timedelta(days=1)) == []
    assert [each.day for each in days(small, TODAY - timedelta(days=1), TOMORROW)] == [TODAY, TOMORROW]


def test_too_late_to_prepare(small: House) -> None:
    small.wait(hours=8)
    assert why(small) == "surgeon.why.too_late"


def test_the_surgeon_can_be_in_one_theatre_only(roomy: House) -> None:
    (today,) = days(roomy)
    for hours in range(1, 9):
        assert why(roomy) is None
        slot = next(each for each in today.slots if each.start == START + timedelta(hours=hours))
        ask(roomy, f"A{hours}", slot.start, slot.session_id)
    assert why(roomy) == "surgeon.why.theatre_full"


def test_no_bay_is_said_to_be_the_reason(small: House) -> None:
    assert why(small) is None
    for label in ("D-1", "D-2"):
        small.do(BlockBed(bed_id=BED_IDS[label], reason="消毒"))
    assert why(small) == "surgeon.why.no_bay"


def test_a_bay_is_offered_for_its_opening_hours_only(small: House) -> None:
    (today,) = days(small)
    with small.reader() as reader:
        bay = reader.bed(today.slots[0].bed_id).bed
        assert bay.closes is not None
        assert all(slot.bay_end.astimezone(reader.zone).time() <= bay.closes for slot in today.slots)


def test_nothing_asked_no_cases(small: House) -> None:
    assert cases(small) == {}


def test_a_case_waits_then_is_promised(small: House) -> None:
    waiting = ask(small, "B1")
    slot = days(small)[0].slots[0]
    promised = ask(small, "B2", slot.start, slot.session_id)
    shown = cases(small)
    assert list(shown) == [promised, waiting]
    assert shown[waiting].promise is None
    promise = shown[promised].promise
    assert promise is not None
    assert promise.operation is not None
    assert (promise.operation.start, promise.bay.start, promise.at_risk) == (slot.start, slot.bay_start, False)


def test_a_cancelled_case_goes_over_to_the_closed_ones(small: House) -> None:
    demand_id = ask(small, "B3")
    with small.reader() as reader:
        before = take(reader)
    small.do(CancelDemand(demand_id=demand_id, reason="放弃"), SURGEON_1)
    with small.reader() as reader:
        after = renew(before, reader, Changes(demands=frozenset({demand_id})))
        assert [case.demand.id for case in just_closed(after, "W1")] == [demand_id]
        assert just_closed(after, "W2") == []
        assert open_cases(after, "W1") == {}
        assert [case.demand.id for case in closed_cases(reader, take(reader), "W1")] == [demand_id]
        assert just_closed(replace(after, closed={}), "W1") == []
    small.wait(days=3)
    with small.reader() as reader:
        assert closed_cases(reader, take(reader), "W1") == []
