"""People at home step by step: reminded once, answering, called off, not coming, blocked and released."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bedcentre.domain.appointments import (
    MOST_TRIES,
    Appointment,
    Channel,
    Delivery,
    NoShow,
    Notice,
    Reply,
    blocked_until,
)
from bedcentre.domain.errors import BadInputError, NotFoundError, NotPermittedError, RefusedError
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import AppointmentKind, DemandKind, DemandState, Role
from bedcentre.usecases.appointments.answers import AnswerNotice, CancelAppointment
from bedcentre.usecases.appointments.find import appointments, appointments_of
from bedcentre.usecases.appointments.no_shows import LiftBlock, MarkNoShow, StrikeNoShow
from bedcentre.usecases.appointments.outbox import LinkNotice, NoteContact, NoteDelivery
from bedcentre.usecases.appointments.tend import due
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.exams import MissExam
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand, RequestBed
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import COORDINATOR, SURGEON_1, SYSTEM, House
from tests.store.people_at_home import answer, at, notices, operated, operation_at, person, tend
from tests.store.preadmission import booked, checklist, slots
from tests.store.small import BED_IDS

DAY = timedelta(days=1)
SURGERY, EXAM = AppointmentKind.DAY_SURGERY, AppointmentKind.EXAM
OTHER_SURGEON = replace(SURGEON_1, surgeon="W2")


def of(house: House, demand_id: int) -> list[Appointment]:
    """When the demand's patient is expected."""
    with house.reader() as reader:
        return appointments_of(reader, reader.demand(demand_id))


def no_shows(house: House) -> list[NoShow]:
    """Everything on the record, oldest first."""
    with house.reader() as reader:
        return list(reversed(reader.no_shows_since(at(0))))


def state(house: House, demand_id: int) -> DemandState:
    """Where the demand stands."""
    with house.reader() as reader:
        return reader.demand(demand_id).state


def reminded(house: House, hour: int = 11, **how: object) -> tuple[int, Notice]:
    """Somebody whose operation is near, and the one question to them."""
    born, email = how.get("born", 1990), how.get("email", "a@example.org")
    assert isinstance(born, int)
    assert isinstance(email, str)
    demand_id = operated(house, f"R{hour}", hour, born=born, email=email)
    house.now = at(hour - 2, 30)
    tend(house)
    (notice,) = notices(house, demand_id)
    return demand_id, notice


def test_a_reminder_is_made_once_in_time_and_again_only_for_another_time(house: House) -> None:
    demand_id = operated(house, "A", 12)
    house.now = at(8, 59)
    tend(house)
    assert notices(house, demand_id) == []
    house.now = at(9, 1)
    tend(house)
    tend(house)
    (notice,) = notices(house, demand_id)
    assert (notice.kind, notice.at, notice.answer_by, notice.channel) == (SURGERY, at(11), at(11), Channel.MAIL)
    with house.reader() as reader:
        assert [each.id for each in reader.notices_to_send()] == [notice.id]
        assert not due(reader)


@pytest.mark.parametrize(("born", "email"), [(1950, "a@example.org"), (1990, "")])
def test_old_people_and_those_without_an_address_are_telephoned(house: House, born: int, email: str) -> None:
    _, notice = reminded(house, born=born, email=email)
    assert (notice.channel, notice.to_telephone) == (Channel.TELEPHONE, True)
    with house.reader() as reader:
        assert reader.notices_to_send() == []
    answer(house, notice, Reply.NOT_REACHED, by_link=False)
    answer(house, notice, Reply.NOT_REACHED, by_link=False)
    (again,) = notices(house, notice.demand_id)
    assert (again.reply, again.to_telephone) == (Reply.NOT_REACHED, True)
    answer(house, notice, Reply.YES, by_link=False)
    (last,) = notices(house, notice.demand_id)
    assert (last.to_telephone, last.replied_by) == (False, COORDINATOR.user_id)


def test_a_letter_is_tried_again_later_and_later_and_then_given_up(house: House) -> None:
    _, notice = reminded(house)
    waits = []
    for _ in range(MOST_TRIES):
        house.do(NoteDelivery(notice_id=notice.id, problem="SMTPServerDisconnected"), SYSTEM)
        (now,) = notices(house, notice.demand_id)
        waits.append(now.next_try - house.now)
    assert (now.delivery, now.tries, now.to_telephone) == (Delivery.FAILED, MOST_TRIES, True)
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    house.do(NoteDelivery(notice_id=notice.id), SYSTEM)
    assert notices(house, notice.demand_id) == [now]


def test_a_letter_once_sent_is_never_sent_again(house: House) -> None:
    _, notice = reminded(house)
    house.do(LinkNotice(notice_id=notice.id, link_hash="h1"), SYSTEM)
    house.do(LinkNotice(notice_id=notice.id, link_hash="h2"), SYSTEM)
    house.do(NoteDelivery(notice_id=notice.id), SYSTEM)
    house.do(NoteDelivery(notice_id=notice.id, problem="late"), SYSTEM)
    with house.reader() as reader:
        assert reader.notices_to_send() == []
        assert reader.notice(notice.id).delivery is Delivery.SENT
        assert reader.notice_of_link("h1") == reader.notice_of_link("h2") == reader.notice(notice.id)
        assert reader.notice_of_link("h3") is None
    with pytest.raises(NotPermittedError):
        house.do(LinkNotice(notice_id=notice.id, link_hash="h4"))


def test_yes_works_again_harmlessly_and_may_become_no_but_no_is_final(house: House) -> None:
    demand_id, notice = reminded(house)
    for _ in range(2):
        answer(house, notice, Reply.YES)
    assert state(house, demand_id) is DemandState.PROMISED
    with pytest.raises(RefusedError, match="answered"):
        answer(house, notice, Reply.NOT_REACHED, by_link=False)
    for _ in range(2):
        answer(house, notice, Reply.NO)
    assert state(house, demand_id) is DemandState.CANCELLED
    assert operation_at(house, demand_id) is None
    with pytest.raises(RefusedError, match="answered"):
        answer(house, notice, Reply.YES)
    with pytest.raises(BadInputError):
        answer(house, notice, Reply.NONE)


def test_a_link_ends_with_the_appointment_and_a_gone_appointment_asks_nothing(house: House) -> None:
    demand_id, notice = reminded(house)
    house.do(CancelDemand(demand_id=demand_id, reason="flu"))
    with pytest.raises(RefusedError, match="appointment_gone"):
        answer(house, notice, Reply.YES)
    assert notices(house, demand_id) == [notice]
    _, second = reminded(house, 13)
    house.now = at(12, 1)
    with pytest.raises(RefusedError, match="answer_late"):
        answer(house, second, Reply.YES)
    answer(house, second, Reply.YES, by_link=False)
    with pytest.raises(NotFoundError):
        house.do(AnswerNotice(notice_id=0, reply=Reply.YES))


def test_all_tests_of_a_day_are_one_appointment_and_no_gives_their_slots_back(house: House) -> None:
    demand_id = booked(house)
    visit = of(house, demand_id)[0]
    first = min(each.start for each in slots(house, demand_id).values())
    assert (visit.kind, visit.at) == (EXAM, first)
    house.now = visit.at - timedelta(hours=1)
    tend(house)
    (notice,) = notices(house, demand_id)
    answer(house, notice, Reply.NO)
    left = {each.start.date() for each in slots(house, demand_id).values()}
    assert visit.at.date() not in left
    assert state(house, demand_id) is DemandState.WAITING


def test_staff_call_an_appointment_off_with_a_reason(house: House) -> None:
    demand_id = operated(house, "A", 12)
    called_off = CancelAppointment(demand_id=demand_id, kind=SURGERY, at=at(11), reason="flu")
    with pytest.raises(BadInputError):
        house.do(replace(called_off, reason=" "))
    with pytest.raises(NotPermittedError):
        house.do(called_off, OTHER_SURGEON)
    with pytest.raises(RefusedError, match="appointment_gone"):
        house.do(replace(called_off, at=at(10)))
    house.do(called_off, SURGEON_1)
    assert state(house, demand_id) is DemandState.CANCELLED
    with pytest.raises(RefusedError, match="appointment_gone"):
        house.do(called_off)


def test_who_does_not_come_is_on_the_record_by_staff(house: House) -> None:
    demand_id = operated(house, "A", 12)
    missed = MarkNoShow(demand_id=demand_id, kind=SURGERY, at=at(11))
    with pytest.raises(RefusedError, match="not_yet"):
        house.do(missed)
    house.now = at(11, 5)
    with pytest.raises(NotPermittedError):
        house.do(missed, OTHER_SURGEON)
    house.do(missed, SURGEON_1)
    (no_show,) = no_shows(house)
    assert (no_show.demand_id, no_show.kind, no_show.at) == (demand_id, SURGERY, at(11))
    assert state(house, demand_id) is DemandState.CANCELLED
    with pytest.raises(RefusedError, match="appointment_gone"):
        house.do(missed)


def test_the_machine_notes_who_does_not_come_to_a_bed_that_stood_ready(house: House) -> None:
    demand_id = operated(house, "A", 12)
    house.now = at(11, 59)
    tend(house)
    assert no_shows(house) == []
    house.now = at(12)
    tend(house)
    assert [each.demand_id for each in no_shows(house)] == [demand_id]
    tend(house)
    assert len(no_shows(house)) == 1


def test_who_came_or_waits_for_the_bed_is_no_no_show(house: House) -> None:
    came, waits = operated(house, "A", 12), operated(house, "B", 13)
    with house.reader() as reader:
        bays = {demand_id: reader.claims_of(demand_id)[0].bed_id for demand_id in (came, waits)}
    house.now = at(11)
    house.do(ReceivePatient(demand_id=came, bed_id=bays[came]))
    house.do(BlockBed(bed_id=bays[waits], reason="leak", until=at(20)))
    house.now = at(18)
    tend(house)
    assert no_shows(house) == []


def test_missed_tests_of_one_day_count_once_and_are_to_be_booked_again(house: House) -> None:
    demand_id = booked(house)
    visit = of(house, demand_id)[0]
    day = [each for each in slots(house, demand_id).values() if each.start.date() == visit.at.date()]
    house.do(ReachMilestone(milestone_id=checklist(house, demand_id)["consent"].id))
    house.now = visit.at
    with pytest.raises(RefusedError, match="nothing_missed"):
        house.do(MarkNoShow(demand_id=demand_id, kind=EXAM, at=visit.at))
    house.now = max(each.end for each in day)
    house.do(MissExam(booking_id=day[0].id, milestone_id=day[0].milestone_id))
    for each in of(house, demand_id):
        if each.at < house.now:
            house.do(MarkNoShow(demand_id=demand_id, kind=EXAM, at=each.at))
    assert len(no_shows(house)) == 1
    assert state(house, demand_id) is DemandState.WAITING


def planned(house: House, patient_id: int) -> int:
    """A planned admission is asked for the patient."""
    request = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=patient_id,
        specialty="SUR",
        wanted_from=house.now + DAY,
        latest=house.now + 3 * DAY,
        stay_minutes=600,
    )
    return house.make(request)


def thrice_missed(house: House) -> int:
    """A patient who did not come three times; their id."""
    patient_id = person(house, "X")
    for _ in range(3):
        house.do(NoteContact(patient_id=patient_id))
        demand_id = _promised(house, patient_id)
        (appointment,) = of(house, demand_id)
        house.now = appointment.at + timedelta(minutes=1)
        house.do(MarkNoShow(demand_id=demand_id, kind=appointment.kind, at=appointment.at))
    return patient_id


def _promised(house: House, patient_id: int) -> int:
    demand_id = planned(house, patient_id)
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"], override="内科协作收治"))
    return demand_id


def test_three_times_block_new_requests_for_a_week_until_somebody_lifts_it(house: House) -> None:
    patient_id = thrice_missed(house)
    with pytest.raises(RefusedError, match="often_absent"):
        planned(house, patient_id)
    with pytest.raises(BadInputError):
        house.do(LiftBlock(patient_id=patient_id, reason="ok"))
    with pytest.raises(NotPermittedError):
        house.do(LiftBlock(patient_id=patient_id, reason="came by bus"), SURGEON_1)
    house.do(LiftBlock(patient_id=patient_id, reason="the bus did not go"))
    with pytest.raises(RefusedError, match="not_blocked"):
        house.do(LiftBlock(patient_id=patient_id, reason="the bus did not go"))
    assert planned(house, patient_id)


def test_a_block_ends_by_itself_and_a_struck_no_show_does_not_count(house: House) -> None:
    patient_id = thrice_missed(house)
    last = no_shows(house)[-1]
    with pytest.raises(BadInputError):
        house.do(StrikeNoShow(no_show_id=last.id, reason=""))
    before = house.now
    house.now += 7 * DAY
    demand_id = planned(house, patient_id)
    house.do(CancelDemand(demand_id=demand_id, reason="flu"))
    house.now = before
    house.do(StrikeNoShow(no_show_id=last.id, reason="was at the wrong desk"))
    with pytest.raises(RefusedError, match="struck"):
        house.do(StrikeNoShow(no_show_id=last.id, reason="was at the wrong desk"))
    assert planned(house, patient_id)


def missed_on(*days: int) -> list[NoShow]:
    """One patient's no-shows."""
    return [
        NoShow(
            id=number,
            patient_id=1,
            demand_id=number,
            kind=SURGERY,
            at=at(8) + day * DAY,
            noted_at=at(9) + day * DAY,
            noted_by=0,
            policy_version=0,
        )
        for number, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("days", "until"),
    [((), None), ((1, 2), None), ((1, 2, 3), 10), ((1, 2, 400), None), ((1, 300, 301, 302), 309)],
)
def test_only_so_many_within_the_time_block(days: tuple[int, ...], until: int | None) -> None:
    expected = None if until is None else at(9) + until * DAY
    assert blocked_until(missed_on(*days), [], Policy()) == expected
    assert blocked_until(missed_on(*days), [], Policy(no_show_limit=0)) is None


@pytest.mark.parametrize(
    ("email", "phone"), [("a", ""), ("a@b@c", ""), ("a@b\nBcc: x@y", ""), ("李@b.c", ""), ("", "call me"), ("@b", "")]
)
def test_no_nonsense_is_noted_as_contact(house: House, email: str, phone: str) -> None:
    patient_id = person(house, "A")
    with pytest.raises(BadInputError):
        house.do(NoteContact(patient_id=patient_id, email=email, phone=phone))
    with house.reader() as reader:
        assert reader.contacts([patient_id])[patient_id].email == "a@example.org"


def test_nobody_is_expected_where_nothing_is_booked(house: House) -> None:
    with house.reader() as reader:
        assert appointments(reader, datetime(2026, 1, 1, tzinfo=house.now.tzinfo), house.now + 99 * DAY) == []
        assert not due(reader)


def test_a_cleaner_answers_for_nobody(house: House) -> None:
    _, notice = reminded(house)
    with pytest.raises(NotPermittedError):
        house.do(AnswerNotice(notice_id=notice.id, reply=Reply.NO), replace(COORDINATOR, role=Role.CLEANER))
