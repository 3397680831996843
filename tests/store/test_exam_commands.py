"""The tests of a pre-admission: booked, moved, cancelled, missed, accepted from elsewhere, not needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, RefusedError, TakenError
from bedcentre.domain.vocabulary import MilestoneState
from bedcentre.planning.exams import offer
from bedcentre.usecases.exams import BookExams, CancelExam, ExamSlot, MissExam
from bedcentre.usecases.milestones import ReachMilestone, WaiveMilestone
from bedcentre.usecases.preadmission import AcceptResult
from bedcentre.usecases.preadmission_list import Next
from tests.store.house import House
from tests.store.preadmission import DAY, booked, checklist, opened, row, slots


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A wall-clock time in November at the hospital (UTC+8)."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def test_one_action_books_all_tests_in_order_and_in_one_visit(house: House) -> None:
    got = slots(house, booked(house))
    assert [each.start for each in got.values()] == [at(9), at(10, 30), at(11, 30)]
    assert list(got) == ["blood", "contrast_ct", "anaesthesia"]
    other = slots(house, booked(house, "E2"))
    assert {each.start for each in other.values()} & {each.start for each in got.values()} == set()
    with house.reader() as reader:
        assert offer(reader, None, seconds=1).commands == ()


def test_a_slot_is_given_once(house: House) -> None:
    got = slots(house, booked(house))["blood"]
    other = checklist(house, opened(house, "E2"))["blood"]
    wish = ExamSlot(milestone_id=other.id, device_id=got.device_id, start=got.start)
    with pytest.raises(TakenError):
        house.do(BookExams(demand_id=other.demand_id or 0, slots=(wish,)))


@pytest.mark.parametrize(
    ("step", "device", "start", "reason"),
    [
        ("blood", 2, at(9), "refusal.exam_device"),
        ("blood", 1, at(12), "refusal.exam_closed"),
        ("blood", 1, at(9, 15), "refusal.exam_closed"),
        ("blood", 1, at(9, day=28), "refusal.exam_closed"),
        ("blood", 1, at(9, day=20), "refusal.exam_past"),
        ("blood", 1, at(10, day=30), "refusal.exam_after_clock"),
        ("contrast_ct", 2, at(9), "refusal.exam_before"),
        ("consent", 1, at(9), "refusal.exam_not_wanted"),
        ("diagnosis_clear", 1, at(9), "refusal.exam_not_wanted"),
    ],
)
def test_slots_that_do_not_suit_are_refused(house: House, step: str, device: int, start: datetime, reason: str) -> None:
    demand_id = opened(house)
    slot = ExamSlot(milestone_id=checklist(house, demand_id)[step].id, device_id=device, start=start)
    with pytest.raises(RefusedError) as refused:
        house.do(BookExams(demand_id=demand_id, slots=(slot,)))
    assert refused.value.reasons[0].key == reason
    assert slots(house, demand_id) == {}


def test_moving_keeps_the_order_and_cancelling_books_anew(house: House) -> None:
    demand_id = booked(house)
    blood = slots(house, demand_id)["blood"]
    later = ExamSlot(milestone_id=blood.milestone_id, device_id=blood.device_id, start=at(9, 30))
    with pytest.raises(RefusedError) as refused:
        house.do(BookExams(demand_id=demand_id, slots=(later,)))
    assert refused.value.reasons[0].key == "refusal.exam_behind"
    clinic = slots(house, demand_id)["anaesthesia"]
    house.do(
        BookExams(
            demand_id=demand_id,
            slots=(ExamSlot(milestone_id=clinic.milestone_id, device_id=clinic.device_id, start=at(15)),),
        )
    )
    assert slots(house, demand_id)["anaesthesia"].start == at(15)
    with pytest.raises(RefusedError):
        house.do(CancelExam(booking_id=clinic.id, milestone_id=clinic.milestone_id))
    house.do(CancelExam(booking_id=blood.id, milestone_id=blood.milestone_id))
    assert row(house, demand_id).next is Next.BOOK
    with house.reader() as reader:
        (again,) = offer(reader, [demand_id], seconds=5).commands
    assert [each.start for each in again.slots] == [at(9)]


def test_a_missed_test_is_to_be_booked_again_and_a_done_one_was_not_missed(house: House) -> None:
    demand_id = booked(house)
    blood = slots(house, demand_id)["blood"]
    miss = MissExam(booking_id=blood.id, milestone_id=blood.milestone_id)
    with pytest.raises(RefusedError):
        house.do(miss)
    house.wait(hours=2)
    (listed,) = [line for line in row(house, demand_id).lines if line.milestone.step == "blood"]
    assert (listed.over, listed.due, row(house, demand_id).next) == (True, False, Next.DO)
    house.wait(minutes=30)
    assert row(house, demand_id).next is Next.RESULT
    house.do(miss)
    assert row(house, demand_id).next is Next.BOOK
    with pytest.raises(RefusedError):
        house.do(miss)
    house.wait(hours=1)
    scan = slots(house, demand_id)["contrast_ct"]
    house.do(ReachMilestone(milestone_id=scan.milestone_id))
    with pytest.raises(RefusedError):
        house.do(MissExam(booking_id=scan.id, milestone_id=scan.milestone_id))


@pytest.mark.parametrize(
    ("step", "hospital", "days", "error"),
    [
        ("blood", "县中医院", 8, RefusedError),
        ("anaesthesia", "县中医院", 1, RefusedError),
        ("consent", "县中医院", 1, RefusedError),
        ("blood", " ", 1, BadInputError),
        ("blood", "县中医院", -1, BadInputError),
        ("blood", "县中医院", 7, None),
    ],
)
def test_results_of_other_hospitals(
    house: House, step: str, hospital: str, days: int, error: type[HospitalError] | None
) -> None:
    demand_id = booked(house)
    wanted = checklist(house, demand_id)[step]
    command = AcceptResult(milestone_id=wanted.id, hospital=hospital, taken_on=house.now.date() - days * DAY)
    if error is not None:
        with pytest.raises(error):
            house.do(command)
        assert checklist(house, demand_id)[step] == wanted
        return
    house.do(command)
    now = checklist(house, demand_id)[step]
    assert (now.state, now.note) == (MilestoneState.DONE, "县中医院 2026-11-16")
    assert step not in slots(house, demand_id)
    with pytest.raises(RefusedError):
        house.do(command)


def test_a_waived_test_gives_its_slot_back(house: House) -> None:
    demand_id = booked(house)
    house.do(WaiveMilestone(milestone_id=checklist(house, demand_id)["contrast_ct"].id, reason="无需"))
    assert set(slots(house, demand_id)) == {"blood", "anaesthesia"}
