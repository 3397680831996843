"""Pre-admission step by step: proposed, opened, its tests booked, moved, missed, done, accepted; over in four ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError, TakenError
from bedcentre.domain.exams import ExamBooking
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.preadmission import CRITERIA, PreAdmission, PreAdmissionState, count
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, MilestoneState, Sex
from bedcentre.planning.exams import offer
from bedcentre.usecases.beds import UnblockBed
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.exams import BookExams, CancelExam, ExamSlot, MissExam
from bedcentre.usecases.milestones import ReachMilestone, ReopenMilestone, WaiveMilestone
from bedcentre.usecases.preadmission import (
    AcceptResult,
    EndPreAdmission,
    LapsePreAdmissions,
    LengthenPreAdmission,
    OpenPreAdmission,
    ProposePreAdmission,
)
from bedcentre.usecases.preadmission_list import Next, Row, pre_admission_list
from bedcentre.usecases.requests import CancelDemand, RegisterPatient, RequestBed
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import COORDINATOR, SURGEON_1, SYSTEM, House
from tests.store.small import BED_IDS

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


def latest(house: House, demand_id: int) -> PreAdmission:
    """The demand's newest pre-admission."""
    with house.reader() as reader:
        return reader.pre_admissions_of([demand_id])[-1]


def demand(house: House, demand_id: int) -> Demand:
    """The demand as it is."""
    with house.reader() as reader:
        return reader.demand(demand_id)


def row(house: House, demand_id: int) -> Row:
    """The demand's row on the worklist."""
    with house.reader() as reader:
        listed = pre_admission_list(reader, Names.FULL, None).rows
    return next(each for each in listed if each.demand.id == demand_id)


def owed(house: House) -> list[tuple[int, int]]:
    """What is to be settled: demand and yuan."""
    with house.reader() as reader:
        return [(each.demand.id, each.it.total) for each in pre_admission_list(reader, Names.FULL, None).owed]


def receive(house: House, demand_id: int) -> None:
    """The patient lies in the ward's bed."""
    house.do(UnblockBed(bed_id=BED_IDS["S-2"]))
    house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["S-2"]))


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A wall-clock time in November at the hospital (UTC+8)."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def test_each_criterion_says_who_confirmed_it_and_when(house: House) -> None:
    demand_id = operation(house)
    with house.reader() as reader:
        listed = pre_admission_list(reader, Names.FULL, None)
        assert [each.demand.id for each in listed.candidates] == [demand_id]
        assert listed.rows == ()
    house.do(ProposePreAdmission(demand_id=demand_id))
    house.wait(hours=1)
    house.do(ProposePreAdmission(demand_id=demand_id, confirmed=frozenset(CRITERIA[:2])), SURGEON_1)
    said = checklist(house, demand_id)
    assert (said[CRITERIA[0]].changed_by, said[CRITERIA[0]].changed_at) == (SURGEON_1.user_id, house.now)
    assert (row(house, demand_id).next, row(house, demand_id).who) == (Next.CONFIRM, "surgeon")
    with pytest.raises(RefusedError) as refused:
        house.do(OpenPreAdmission(demand_id=demand_id))
    assert len(refused.value.reasons) == 2
    house.do(WaiveMilestone(milestone_id=said[CRITERIA[2]].id, reason="不适用"))
    house.do(ReachMilestone(milestone_id=said[CRITERIA[3]].id), SURGEON_1)
    with pytest.raises(RefusedError):
        house.do(OpenPreAdmission(demand_id=demand_id))
    house.do(ReopenMilestone(milestone_id=said[CRITERIA[2]].id))
    house.do(ReachMilestone(milestone_id=said[CRITERIA[2]].id))
    assert row(house, demand_id).next is Next.OPEN
    house.do(OpenPreAdmission(demand_id=demand_id))
    assert demand(house, demand_id).expires_at == house.now + 5 * DAY
    assert [line.milestone.step for line in row(house, demand_id).missing] == [
        "blood",
        "contrast_ct",
        "anaesthesia",
        "consent",
    ]
    with pytest.raises(RefusedError):
        house.do(OpenPreAdmission(demand_id=demand_id))


def test_a_surgeon_ticks_nothing_for_anothers_patient(house: House) -> None:
    mine, others = operation(house), operation(house, "E2", surgeon="W2")
    for demand_id in (mine, others):
        house.do(ProposePreAdmission(demand_id=demand_id))
    first = CRITERIA[0]
    house.do(ReachMilestone(milestone_id=checklist(house, mine)[first].id), SURGEON_1)
    milestone_id = checklist(house, others)[first].id
    with pytest.raises(NotPermittedError, match="other_surgeon"):
        house.do(ReachMilestone(milestone_id=milestone_id), SURGEON_1)
    with pytest.raises(NotPermittedError, match="other_surgeon"):
        house.do(WaiveMilestone(milestone_id=milestone_id, reason="不需要"), SURGEON_1)
    assert checklist(house, others)[first].state is MilestoneState.OPEN


@pytest.mark.parametrize(
    ("surgeon", "kind", "confirmed", "error"),
    [
        ("W2", DemandKind.PLANNED, ALL, NotPermittedError),
        ("W1", DemandKind.REFERRAL_IN, ALL, RefusedError),
        ("W1", DemandKind.PLANNED, frozenset({"rich"}), BadInputError),
    ],
)
def test_who_cannot_be_proposed(
    house: House, surgeon: str, kind: DemandKind, confirmed: frozenset[str], error: type[HospitalError]
) -> None:
    demand_id = operation(house, surgeon=surgeon, kind=kind)
    with pytest.raises(error):
        house.do(ProposePreAdmission(demand_id=demand_id, confirmed=confirmed), SURGEON_1)
    assert checklist(house, demand_id) == {}
    house.do(CancelDemand(demand_id=demand_id, reason="放弃"))
    with pytest.raises(RefusedError):
        house.do(ProposePreAdmission(demand_id=demand_id, confirmed=ALL))


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


def test_the_clock_is_lengthened_once_and_warns_before(house: House) -> None:
    demand_id = opened(house)
    end = latest(house, demand_id).expires_at
    assert not row(house, demand_id).pressing
    house.wait(days=4, minutes=1)
    assert (row(house, demand_id).pressing, row(house, demand_id).next) == (True, Next.LENGTHEN)
    with pytest.raises(BadInputError):
        house.do(LengthenPreAdmission(demand_id=demand_id, approval=" "))
    house.do(LengthenPreAdmission(demand_id=demand_id, approval="医保批2026-1"))
    assert demand(house, demand_id).expires_at == end + 2 * DAY
    with pytest.raises(RefusedError):
        house.do(LengthenPreAdmission(demand_id=demand_id, approval="再批"))


def test_what_runs_out_lapses_with_its_charges_and_may_begin_again(house: House) -> None:
    demand_id = booked(house)
    house.wait(hours=4)
    house.do(ReachMilestone(milestone_id=checklist(house, demand_id)["blood"].id))
    house.do(LapsePreAdmissions(), SYSTEM)
    assert latest(house, demand_id).state is PreAdmissionState.OPEN
    house.wait(days=5)
    with pytest.raises(NotPermittedError):
        house.do(LapsePreAdmissions(), COORDINATOR)
    house.do(LapsePreAdmissions(), SYSTEM)
    it = latest(house, demand_id)
    assert (it.state, [(each.exam, each.fee) for each in it.charges]) == (PreAdmissionState.LAPSED, [("blood", 100)])
    assert demand(house, demand_id).is_open
    assert demand(house, demand_id).expires_at is None
    assert owed(house) == [(demand_id, 100)]
    bill = checklist(house, demand_id)["settle_outpatient"]
    house.do(ReachMilestone(milestone_id=bill.id))
    assert owed(house) == []
    house.wait(minutes=5)
    with pytest.raises(RefusedError):
        house.do(OpenPreAdmission(demand_id=demand_id))
    house.do(ProposePreAdmission(demand_id=demand_id, confirmed=ALL), SURGEON_1)
    house.do(OpenPreAdmission(demand_id=demand_id))
    assert [line.milestone.step for line in row(house, demand_id).missing] == ["contrast_ct", "anaesthesia", "consent"]
    with house.reader() as reader:
        counted = count(reader.pre_admissions(house.now - 30 * DAY))
    assert (counted[PreAdmissionState.LAPSED], counted[PreAdmissionState.OPEN]) == (1, 1)


def test_an_admission_converts_it_and_nothing_stays_to_be_done(house: House) -> None:
    demand_id = booked(house)
    house.wait(hours=2)
    house.do(ReachMilestone(milestone_id=checklist(house, demand_id)["blood"].id))
    receive(house, demand_id)
    it = latest(house, demand_id)
    assert (it.state, it.total) == (PreAdmissionState.ADMITTED, 100)
    assert {each.state for each in checklist(house, demand_id).values()} == {MilestoneState.DONE}
    assert set(slots(house, demand_id)) == {"blood"}
    assert owed(house) == []


def late(house: House, demand_id: int) -> None:
    """Received when the clock had run out unnoticed."""
    house.wait(days=6)
    receive(house, demand_id)


def cancelled(house: House, demand_id: int) -> None:
    """The bed is no longer wanted."""
    house.do(CancelDemand(demand_id=demand_id, reason="患者放弃"))


def given_up(house: House, demand_id: int) -> None:
    """The patient is no longer stable."""
    house.do(EndPreAdmission(demand_id=demand_id, reason="病情变化"))


@pytest.mark.parametrize(
    ("over", "state"),
    [(late, PreAdmissionState.LAPSED), (cancelled, PreAdmissionState.ENDED), (given_up, PreAdmissionState.ENDED)],
)
def test_what_was_done_is_settled_as_an_outpatients(
    house: House, over: Callable[[House, int], None], state: PreAdmissionState
) -> None:
    demand_id = booked(house)
    house.wait(hours=2)
    house.do(ReachMilestone(milestone_id=checklist(house, demand_id)["blood"].id))
    over(house, demand_id)
    assert latest(house, demand_id).state is state
    assert owed(house) == [(demand_id, 100)]
    assert set(slots(house, demand_id)) - {"blood"} <= {"contrast_ct", "anaesthesia"}
    assert [each.step for each in checklist(house, demand_id).values() if each.state is MilestoneState.OPEN] == [
        "settle_outpatient"
    ]
    with pytest.raises(RefusedError):
        house.do(EndPreAdmission(demand_id=demand_id, reason="再次"))


def test_without_anything_done_nothing_is_owed(house: House) -> None:
    demand_id = booked(house)
    cancelled(house, demand_id)
    assert owed(house) == []
    assert slots(house, demand_id) == {}
