"""The day's list and indicator 13: nothing, everything, who is late, who may see it, and what is counted."""

from __future__ import annotations

from datetime import date, timedelta

from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import CaseState, DemandKind, Role, Sex
from bedcentre.usecases.day_surgery.day import ArriveCase, EndOperation, StartOperation
from bedcentre.usecases.day_surgery.ending import ConvertCase
from bedcentre.usecases.day_surgery.row import Row
from bedcentre.usecases.day_surgery.share import share_sheet
from bedcentre.usecases.day_surgery.sheet import DaySheet, sheet
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from bedcentre.usecases.stays import PatientLeaves, ReceivePatient
from tests.store.day_surgery import NURSE_D, TODAY, book, pass_checks
from tests.store.house import COORDINATOR, NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS

NOVEMBER = date(2026, 11, 1)
SURGEON_2 = Actor(user_id=5, name="other", role=Role.SURGEON, surgeon="W2")


def look(house: House, actor: Actor = NURSE_D, day: date = TODAY) -> DaySheet:
    """The list."""
    with house.reader() as reader:
        return sheet(reader, actor, day)


def row(house: House, demand_id: int) -> Row:
    """One patient's row."""
    return next(each for each in look(house).rows if each.demand.id == demand_id)


def late(house: House, demand_id: int) -> str:
    """What is late with a patient; empty if nothing is."""
    found = row(house, demand_id).late
    return found.key.rpartition(".")[2] if found is not None else ""


def operated(house: House, mrn: str) -> int:
    """Somebody back from the theatre."""
    demand_id = book(house, mrn)
    house.do(ArriveCase(demand_id=demand_id), NURSE_D)
    pass_checks(house, demand_id)
    house.do(StartOperation(demand_id=demand_id), NURSE_D)
    house.do(EndOperation(demand_id=demand_id), NURSE_D)
    return demand_id


def leave(house: House, demand_id: int) -> None:
    """They go home."""
    bay = row(house, demand_id).bay
    assert bay is not None
    house.do(PatientLeaves(bed_id=bay.bed.id), NURSE_D)


def test_who_waits_for_the_operation_before_is_told_so_and_not_offered_to_start(house: House) -> None:
    first, second = book(house, "D1"), book(house, "D2")
    for demand_id in (first, second):
        assert row(house, demand_id).behind == ""
        house.do(ArriveCase(demand_id=demand_id), NURSE_D)
        pass_checks(house, demand_id)
    assert (row(house, first).behind, row(house, second).behind) == ("", "")
    house.do(StartOperation(demand_id=first), NURSE_D)
    assert (row(house, first).behind, row(house, second).behind) == ("", "T1")
    house.do(EndOperation(demand_id=first), NURSE_D)
    assert row(house, second).behind == ""


def test_an_empty_day_is_an_empty_list(house: House) -> None:
    found = look(house)
    assert (found.lists, found.earlier, found.counts, found.late) == ((), (), {}, 0)


def test_a_full_list_is_by_session_and_time_with_bay_checks_and_place(house: House) -> None:
    one, two = book(house, "A"), book(house, "B", born=2018)
    (listed,) = look(house).lists
    assert [each.demand.id for each in listed.rows] == [one, two]
    assert listed.usual == (two, one)
    assert listed.swapped(one, 1) == (two, one)
    assert listed.swapped(one, -1) == ()
    assert [len(each.checks) for each in listed.rows] == [4, 4]
    assert all(each.bay is not None for each in listed.rows)


def test_only_the_centres_nurses_and_the_surgeon_see_the_patient(house: House) -> None:
    demand_id = book(house, "A")
    seen = [[each.demand.id for each in look(house, actor).rows] for actor in (NURSE_D, SURGEON_1, COORDINATOR)]
    assert seen == [[demand_id]] * 3
    assert look(house, NURSE_M).rows == []
    assert look(house, SURGEON_2).rows == []


def test_each_step_can_be_late(house: House) -> None:
    demand_id = book(house, "A")
    assert late(house, demand_id) == ""
    house.wait(minutes=16)
    assert late(house, demand_id) == "arrival"
    house.do(ArriveCase(demand_id=demand_id), NURSE_D)
    pass_checks(house, demand_id)
    assert late(house, demand_id) == ""
    house.wait(hours=1)
    assert late(house, demand_id) == "start"
    house.do(StartOperation(demand_id=demand_id), NURSE_D)
    assert late(house, demand_id) == ""
    house.wait(minutes=76)
    assert late(house, demand_id) == "end"
    house.do(EndOperation(demand_id=demand_id), NURSE_D)
    house.wait(hours=2, minutes=16)
    assert late(house, demand_id) == "home"
    house.wait(hours=8)
    assert late(house, demand_id) == "closing"
    house.do(ConvertCase(demand_id=demand_id, reason="出血"), NURSE_D)
    assert late(house, demand_id) == ""
    house.wait(hours=5)
    assert late(house, demand_id) == "bed"


def test_an_overdue_check_stands_out_before_the_patient_comes(house: House) -> None:
    book(house, "A")
    demand_id = book(house, "B")
    assert late(house, demand_id) == ""
    house.wait(minutes=65)
    assert late(house, demand_id) == "check"
    pass_checks(house, demand_id)
    assert late(house, demand_id) == ""


def test_who_was_never_settled_is_on_the_next_days_list(house: House) -> None:
    forgotten, here = book(house, "A"), book(house, "B")
    house.do(ArriveCase(demand_id=here), NURSE_D)
    house.wait(days=1)
    tomorrow = TODAY + timedelta(days=1)
    assert [each.demand.id for each in look(house, day=tomorrow).earlier] == [forgotten, here]
    assert look(house, day=TODAY).earlier == ()


def test_the_list_shows_where_a_converted_patient_goes(house: House) -> None:
    demand_id = operated(house, "A")
    made = house.make(ConvertCase(demand_id=demand_id, reason="疼痛"), NURSE_D)
    shown = row(house, demand_id)
    assert (shown.case.state, shown.overnight_bed) == (CaseState.CONVERTED, None)
    house.do(ReceivePatient(demand_id=made, bed_id=BED_IDS["M-3"], override="外科无床"), COORDINATOR)
    assert row(house, demand_id).bay is None


def test_the_share_counts_day_cases_converted_ones_and_inpatients(house: House) -> None:
    with house.reader() as reader:
        assert share_sheet(reader, NOVEMBER).whole.percent is None
    leave(house, operated(house, "A"))
    house.do(ConvertCase(demand_id=operated(house, "B"), reason="疼痛"), NURSE_D)
    person = RegisterPatient(mrn="P", name="周七", pinyin="zq", sex=Sex.MALE, birth_date=date(1970, 1, 1))
    asked = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=0,
        specialty="SUR",
        wanted_from=house.now,
        latest=house.now + timedelta(days=1),
        stay_minutes=1440,
        surgeon="W1",
    )
    planned = house.make(RequestForNewcomer(person=person, request=asked))
    house.do(ReceivePatient(demand_id=planned, bed_id=BED_IDS["M-3"], override="外科无床"), COORDINATOR)
    with house.reader() as reader:
        found = share_sheet(reader, NOVEMBER, "SUR")
        december = share_sheet(reader, date(2026, 12, 1))
    assert (found.whole.day_cases, found.whole.elective) == (1, 3)
    assert [each.mrn for each in found.operations] == ["A", "B", "P"]
    assert [(each.share.day_cases, each.share.elective) for each in found.procedures] == [(0, 1), (1, 2)]
    assert december.whole.elective == 0
    assert december.trend[-2].share == found.whole
