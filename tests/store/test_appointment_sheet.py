"""The list of people at home: empty, full, and cut down to one surgeon's patients."""

from __future__ import annotations

from datetime import timedelta

from bedcentre.domain.appointments import Reply
from bedcentre.domain.vocabulary import AppointmentKind
from bedcentre.usecases.appointments.asked import Stand, asked
from bedcentre.usecases.appointments.no_shows import MarkNoShow
from bedcentre.usecases.appointments.outbox import LinkNotice
from bedcentre.usecases.appointments.sheet import AppointmentSheet, appointment_sheet
from bedcentre.usecases.requests import CancelDemand
from tests.store.house import SYSTEM, House
from tests.store.people_at_home import answer, at, notices, on_standby, openings, operated, tend


def sheet(house: House, surgeon: str | None = None) -> AppointmentSheet:
    """The list as it is."""
    with house.reader() as reader:
        return appointment_sheet(reader, surgeon)


def size(it: AppointmentSheet) -> tuple[int, ...]:
    """How long each part of it is."""
    return tuple(map(len, (it.calls, it.expected, it.freed, it.waiting, it.missed)))


def filled(house: House) -> tuple[int, int]:
    """One to telephone, one on stand-by who is being asked, one who did not come; the first and second's demands."""
    telephoned = operated(house, "T", 10, email="")
    missed = operated(house, "M", 9)
    house.now = at(8, 30)
    tend(house)
    house.do(MarkNoShow(demand_id=missed, kind=AppointmentKind.DAY_SURGERY, at=at(8)))
    waiting = on_standby(house, "A", 15)
    house.do(CancelDemand(demand_id=operated(house, "F", 12), reason="fever"))
    tend(house)
    return telephoned, waiting


def test_an_empty_house_has_an_empty_list(house: House) -> None:
    assert size(sheet(house)) == (0, 0, 0, 0, 0)


def test_the_list_says_whom_to_call_who_comes_and_who_is_asked_next(house: House) -> None:
    telephoned, waiting = filled(house)
    it = sheet(house)
    assert [each.notice.demand_id for each in it.calls] == [telephoned]
    assert [each.appointment.demand_id for each in it.expected] == [telephoned, waiting]
    (freed,) = it.freed
    assert freed.asked is not None
    assert (freed.asked.patient.mrn, freed.next) == ("A", ())
    assert (it.freed_count, it.filled_count) == (1, 0)
    assert [(each.times, each.blocked) for each in it.missed] == [(1, None)]
    answer(house, notices(house, waiting)[0], Reply.YES)
    it = sheet(house)
    assert (len(it.waiting), it.freed_count, it.filled_count) == (0, 2, 1)


def test_a_surgeon_sees_only_their_own(house: House) -> None:
    filled(house)
    assert size(sheet(house, "W1")) == size(sheet(house)) == (1, 2, 1, 1, 1)
    assert size(sheet(house, "W2")) == (0, 0, 0, 0, 0)


def test_behind_a_link_stands_no_more_than_is_needed(house: House) -> None:
    telephoned, waiting = filled(house)
    reminder, offer = notices(house, telephoned)[0], notices(house, waiting)[0]
    for notice in (reminder, offer):
        house.do(LinkNotice(notice_id=notice.id, link_hash=f"h{notice.id}"), SYSTEM)
    with house.reader() as reader:
        one, other = asked(reader, f"h{reminder.id}"), asked(reader, f"h{offer.id}")
        assert asked(reader, "h0") is None
    assert one is not None
    assert other is not None
    assert (one.name, one.stand, one.present) == ("赵*", Stand.ASKED, None)
    assert (other.stand, other.present, other.notice.at) == (Stand.ASKED, at(14), at(11))
    house.wait(hours=3)
    with house.reader() as reader:
        late = asked(reader, f"h{offer.id}")
    assert late is not None
    assert late.stand is Stand.LATE
    tend(house)
    with house.reader() as reader:
        gone = asked(reader, f"h{offer.id}")
    assert gone is not None
    assert gone.stand is Stand.GONE
    assert openings(house)[0].freed_at < house.now - timedelta(hours=1)
