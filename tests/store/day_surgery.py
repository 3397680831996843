"""Day-surgery patients of the small hospital."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import MilestoneState, Role, Sex
from bedcentre.usecases.day_surgery.checks import checks_of
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.requests import RegisterPatient
from bedcentre.usecases.slots.search import free_slots
from tests.store.house import SURGEON_1, House
from tests.store.small import WARD_IDS

TODAY = date(2026, 11, 23)
NURSE_D = Actor(user_id=4, name="centre", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["D"]}))


def book(house: House, mrn: str, *, born: int = 1980, flags: frozenset[str] = frozenset()) -> int:
    """Somebody booked on W1's first free slot of today; the demand's id."""
    person = RegisterPatient(mrn=mrn, name="赵六", pinyin="zl", sex=Sex.MALE, birth_date=date(born, 1, 1), flags=flags)
    asked = RequestSlot(patient_id=house.make(person), procedure="P1", surgeon="W1", first_day=TODAY, last_day=TODAY)
    with house.reader() as reader:
        slot = free_slots(reader, "W1", reader.procedure("P1"), TODAY, TODAY)[0]
    return house.make(replace(asked, operation_start=slot.start, session_id=slot.session_id), SURGEON_1)


def pass_checks(house: House, demand_id: int) -> None:
    """Confirm everything that is still open."""
    with house.reader() as reader:
        still = [each for each in checks_of(reader, demand_id) if each.state is MilestoneState.OPEN]
    for each in still:
        house.do(ReachMilestone(milestone_id=each.id), SURGEON_1 if each.owner is Role.SURGEON else NURSE_D)


def case(house: House, demand_id: int) -> DayCase:
    """How the day went."""
    with house.reader() as reader:
        return reader.day_cases_of([demand_id])[demand_id]
