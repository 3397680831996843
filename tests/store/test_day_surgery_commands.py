"""A surgeon's slots: theatre, surgeon and bay free together, through the real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotFoundError, RefusedError, TakenError
from bedcentre.domain.vocabulary import DemandState, Sex
from bedcentre.usecases.appointments.outbox import NoteContact
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.planning import Suggestion
from bedcentre.usecases.proposals import AcceptProposal, ChooseBed, HoldBed, ReleaseClaim
from bedcentre.usecases.requests import CancelDemand, RegisterPatient
from bedcentre.usecases.slots.search import Slot, free_slots
from tests.store.house import SURGEON_1, SYSTEM, House
from tests.store.small import BED_IDS, START
from tests.store.test_plan_commands import plan

TODAY = date(2026, 11, 23)


def person(mrn: str) -> RegisterPatient:
    """Somebody for day surgery."""
    return RegisterPatient(mrn=mrn, name="赵六", pinyin="zl", sex=Sex.MALE, birth_date=date(1990, 1, 1))


def ask(house: House, mrn: str = "D1") -> RequestSlot:
    """Surgeon W1 asks for a slot today, leaving it to the plan."""
    patient_id = house.make(person(mrn))
    return RequestSlot(patient_id=patient_id, procedure="P1", surgeon="W1", first_day=TODAY, last_day=TODAY)


def slots(house: House) -> list[Slot]:
    """W1's free slots today."""
    with house.reader() as reader:
        return free_slots(reader, "W1", reader.procedure("P1"), TODAY, TODAY)


def chosen(asked: RequestSlot, slot: Slot) -> RequestSlot:
    """The request with the slot the surgeon saw."""
    return replace(asked, operation_start=slot.start, session_id=slot.session_id)


def test_chosen_slot_books_theatre_and_bay(house: House) -> None:
    slot = slots(house)[0]
    demand_id = house.make(chosen(ask(house), slot), SURGEON_1)
    with house.reader() as reader:
        booking = reader.booking_of(demand_id)
        (claim,) = reader.claims_of(demand_id)
        assert reader.bookings(slot.start, slot.end) == [booking]
        assert reader.bookings(slot.end, slot.end + timedelta(hours=1)) == []
        assert [each.id for each in reader.demands_of_surgeon("W1", START)] == [demand_id]
    assert booking is not None
    assert (booking.theatre, booking.surgeon, booking.start, booking.end) == (slot.theatre, "W1", slot.start, slot.end)
    assert (claim.bed_id, claim.start, claim.end) == (slot.bed_id, slot.bay_start, slot.bay_end)


def test_another_bay_keeps_the_operations_time(house: House) -> None:
    slot = slots(house)[0]
    demand_id = house.make(chosen(ask(house), slot), SURGEON_1)
    other = next(label for label in ("D-1", "D-2") if BED_IDS[label] != slot.bed_id)
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS[other]))
    with house.reader() as reader:
        (claim,) = reader.claims_of(demand_id)
    assert (claim.bed_id, claim.start, claim.end) == (BED_IDS[other], slot.bay_start, slot.bay_end)


def test_slot_is_given_once(house: House) -> None:
    slot = slots(house)[0]
    house.do(chosen(ask(house), slot), SURGEON_1)
    later = slots(house)
    assert later
    assert all(each.start >= slot.end for each in later)
    with pytest.raises(TakenError):
        house.do(chosen(ask(house, "D2"), slot), SURGEON_1)
    with house.reader() as reader:
        assert reader.find_patient("D2") is not None
        assert len(reader.demands_of_surgeon("W1", START)) == 1


def test_slot_left_to_the_plan_waits_and_is_accepted_with_its_operation(house: House) -> None:
    demand_id = house.make(ask(house), SURGEON_1)
    slot = slots(house)[0]
    suggestion = Suggestion(
        demand_id=demand_id,
        bed_id=slot.bed_id,
        start=slot.bay_start,
        end=slot.bay_end,
        reasons=(),
        session_id=slot.session_id,
        operation_start=slot.start,
    )
    house.do(plan(suggestion), SYSTEM)
    with house.reader() as reader:
        (proposal,) = reader.proposals()
    assert (proposal.session_id, proposal.operation_start) == (slot.session_id, slot.start)
    claim = house.make(AcceptProposal(proposal_id=proposal.id))
    with house.reader() as reader:
        assert reader.booking_of(demand_id) is not None
    house.do(ReleaseClaim(interval_id=claim, bed_id=slot.bed_id))
    with house.reader() as reader:
        assert reader.booking_of(demand_id) is None
        assert reader.demand(demand_id).state is DemandState.WAITING


def test_cancelling_frees_theatre_and_bay(house: House) -> None:
    before = slots(house)
    demand_id = house.make(chosen(ask(house), before[0]), SURGEON_1)
    house.do(CancelDemand(demand_id=demand_id, reason="感冒"), SURGEON_1)
    assert slots(house) == before


def test_a_green_channel_is_on_the_demand(house: House) -> None:
    demand_id = house.make(replace(ask(house), green_channel=True))
    with house.reader() as reader:
        assert [each.green_channel for each in reader.open_demands() if each.id == demand_id] == [True]


def test_slot_is_refused_to_other_surgeons_wrong_days_and_unknown_procedures(house: House) -> None:
    asked = ask(house)
    with pytest.raises(RefusedError):
        house.do(replace(asked, surgeon="W2"), SURGEON_1)
    with pytest.raises(BadInputError):
        house.do(replace(asked, first_day=TODAY, last_day=TODAY - timedelta(days=1)), SURGEON_1)
    with pytest.raises(NotFoundError):
        house.do(replace(asked, procedure="none"), SURGEON_1)


def test_newcomer_is_registered_and_asked_for_together_or_not_at_all(house: House) -> None:
    request = RequestSlot(patient_id=0, procedure="P1", surgeon="W1", first_day=TODAY, last_day=TODAY)
    with pytest.raises(NotFoundError):
        house.do(RequestForNewcomer(person=person("D3"), request=replace(request, procedure="none")), SURGEON_1)
    with house.reader() as reader:
        assert reader.find_patient("D3") is None
    demand_id = house.make(RequestForNewcomer(person=person("D3"), request=request), SURGEON_1)
    with house.reader() as reader:
        assert reader.find_patient("D3") == reader.patient(reader.demand(demand_id).patient_id)


def test_a_newcomers_telephone_and_address_are_noted_and_a_wrong_one_registers_nobody(house: House) -> None:
    request = RequestSlot(patient_id=0, procedure="P1", surgeon="W1", first_day=TODAY, last_day=TODAY)
    wrong = NoteContact(patient_id=0, email="nowhere")
    with pytest.raises(BadInputError, match="email"):
        house.do(RequestForNewcomer(person=person("D4"), request=request, contact=wrong), SURGEON_1)
    with house.reader() as reader:
        assert reader.find_patient("D4") is None
    right = replace(wrong, email="d4@example.org", phone="100 0000")
    demand_id = house.make(RequestForNewcomer(person=person("D4"), request=request, contact=right), SURGEON_1)
    with house.reader() as reader:
        patient_id = reader.demand(demand_id).patient_id
        contact = reader.contacts([patient_id])[patient_id]
    assert (contact.email, contact.phone) == ("d4@example.org", "100 0000")


def test_releasing_a_spare_hold_leaves_the_operation(house: House) -> None:
    demand_id = house.make(chosen(ask(house), slots(house)[0]), SURGEON_1)
    spare = house.make(HoldBed(bed_id=BED_IDS["M-3"], reason="备用", demand_id=demand_id))
    house.do(ReleaseClaim(interval_id=spare, bed_id=BED_IDS["M-3"]))
    with house.reader() as reader:
        assert reader.booking_of(demand_id) is not None
        assert reader.demand(demand_id).state is DemandState.PROMISED
