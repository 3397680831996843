"""People at home with booked operations, and what is known of what they were asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bedcentre.domain.appointments import Notice, Reply
from bedcentre.domain.standby import Offer, Opening
from bedcentre.domain.vocabulary import Sex
from bedcentre.usecases.appointments.answers import AnswerNotice
from bedcentre.usecases.appointments.outbox import NoteContact
from bedcentre.usecases.appointments.tend import TendAppointments
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.requests import RegisterPatient
from bedcentre.usecases.slots.search import free_slots
from bedcentre.usecases.standby.entries import JoinStandby
from tests.store.house import COORDINATOR, SURGEON_1, SYSTEM, House
from tests.store.small import ZONE

TODAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A wall-clock time in November at the hospital."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def person(house: House, mrn: str, born: int = 1990, email: str = "a@example.org") -> int:
    """Somebody who can be reached."""
    registered = RegisterPatient(mrn=mrn, name=f"赵{mrn}", pinyin="z", sex=Sex.MALE, birth_date=date(born, 1, 1))
    patient_id = house.make(registered)
    house.do(NoteContact(patient_id=patient_id, email=email, phone="100 0000"))
    return patient_id


def operated(house: House, mrn: str, hour: int, *, born: int = 1990, email: str = "a@example.org") -> int:
    """Somebody with an operation of an hour in W1's session today; the bay is theirs from an hour before."""
    with house.reader() as reader:
        slots = free_slots(reader, "W1", reader.procedure("P1"), TODAY, TODAY)
    slot = next(each for each in slots if each.start == at(hour) and each.theatre == "T1")
    request = RequestSlot(
        patient_id=person(house, mrn, born, email),
        procedure="P1",
        surgeon="W1",
        first_day=TODAY,
        last_day=TODAY,
        operation_start=slot.start,
        session_id=slot.session_id,
    )
    return house.make(request, SURGEON_1)


def on_standby(house: House, mrn: str, hour: int) -> int:
    """The same, who would come earlier."""
    demand_id = operated(house, mrn, hour)
    house.do(JoinStandby(demand_id=demand_id), SURGEON_1)
    return demand_id


def tend(house: House) -> None:
    """Let the machine do what is due."""
    house.do(TendAppointments(), SYSTEM)


def notices(house: House, demand_id: int) -> list[Notice]:
    """What a demand's patient was asked."""
    with house.reader() as reader:
        return [each for each in reader.notices_from(at(0)) if each.demand_id == demand_id]


def answer(house: House, notice: Notice, reply: Reply, *, by_link: bool = True) -> None:
    """The patient answers."""
    house.do(AnswerNotice(notice_id=notice.id, reply=reply), SYSTEM if by_link else COORDINATOR)


def openings(house: House) -> list[Opening]:
    """What became free, whatever became of it."""
    with house.reader() as reader:
        return list(reader.openings_since(at(0)))


def offers(house: House) -> list[Offer]:
    """The offers that wait for an answer."""
    with house.reader() as reader:
        return list(reader.open_offers())


def operation_at(house: House, demand_id: int) -> datetime | None:
    """When the demand's operation is booked."""
    with house.reader() as reader:
        booking = reader.booking_of(demand_id)
    return None if booking is None else booking.start
