"""Whatever the plan offers can be accepted: what the engine lets through, the hospital's own rules let through too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bedcentre.domain.vocabulary import DemandKind, Feature
from bedcentre.seeding import generate, records
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.proposals import AcceptProposal
from tests.planning.house import COORDINATOR, HOUR, House
from tests.store.seed import hospital

Opened = Callable[[records.Hospital], House]

MORNING = datetime(2026, 11, 23, 1, 7, 23, tzinfo=UTC)
EVENING = datetime(2026, 11, 27, 12, 40, 1, tzinfo=UTC)


@pytest.mark.parametrize(("seed", "start"), [(3, MORNING), (4, EVENING)])
def test_every_proposal_can_be_accepted_in_any_order(open_house: Opened, seed: int, start: datetime) -> None:
    house = open_house(generate(beds=120, seed=seed, start=start))
    proposals = list(house.plan().values())
    assert len(proposals) > 10
    for proposal in (*proposals[1::2], *reversed(proposals[::2])):
        house.make(AcceptProposal(proposal_id=proposal.id))


def test_plans_go_on_while_proposals_are_accepted_and_time_passes(open_house: Opened) -> None:
    house = open_house(generate(beds=120, seed=5, start=MORNING))
    accepted = 0
    for _ in range(4):
        proposals = list(house.plan().values())
        for proposal in proposals[::3]:
            house.make(AcceptProposal(proposal_id=proposal.id))
            accepted += 1
        house.clock.at += timedelta(minutes=37)
    assert accepted > 5


def test_day_surgery_gets_theatre_surgeon_and_bay_together(open_house: Opened) -> None:
    house = open_house(replace(hospital(), occupants=(), closures=(), demands=()))
    asked = [_ask_for_slot(house, f"A{number}") for number in range(3)]
    plan = house.plan()
    assert set(plan) == set(asked)
    operations = sorted(plan[demand].operation_start or MORNING for demand in asked)
    assert operations[1] - operations[0] >= HOUR  # the surgeon operates on one patient at a time
    for demand in asked:
        house.make(AcceptProposal(proposal_id=plan[demand].id))
    with house.app.reader() as reader:
        bookings = [reader.booking_of(demand) for demand in asked]
        beds = [reader.bed(plan[demand].bed_id).bed for demand in asked]
    assert all(booking is not None and booking.start.minute % 15 == 0 for booking in bookings)
    assert all(Feature.DAY_BAY in bed.features for bed in beds)


def test_booked_operations_keep_theatre_and_surgeon_busy(open_house: Opened) -> None:
    house = open_house(replace(hospital(), occupants=(), closures=(), demands=()))
    first = _ask_for_slot(house, "A")
    house.make(AcceptProposal(proposal_id=house.plan()[first].id))
    second = _ask_for_slot(house, "B")
    proposal = house.plan()[second]
    house.make(AcceptProposal(proposal_id=proposal.id))
    with house.app.reader() as reader:
        one, other = reader.booking_of(first), reader.booking_of(second)
    assert one is not None
    assert other is not None
    assert one.end <= other.start or other.end <= one.start


def test_day_surgery_whose_days_are_over_is_left_to_people(open_house: Opened) -> None:
    house = open_house(replace(hospital(), occupants=(), closures=(), demands=()))
    demand = _ask_for_slot(house, "A")
    house.clock.at += timedelta(days=1)
    snapshot = house.snapshot()
    assert demand not in snapshot.asked
    assert snapshot.unasked == 1


def test_day_surgery_without_a_session_gets_no_bay(open_house: Opened) -> None:
    house = open_house(replace(hospital(), occupants=(), closures=(), demands=(), sessions=()))
    _ask_for_slot(house, "A")
    assert house.plan() == {}


def _ask_for_slot(house: House, mrn: str) -> int:
    patient = house.demand(house.ask(f"X{mrn}", kind=DemandKind.PLANNED, specialty="ICU")).patient_id
    today = house.clock.now().astimezone(house.app.settings.zone).date()
    return house.make(
        RequestSlot(patient_id=patient, procedure="P1", surgeon="W1", first_day=today, last_day=today), COORDINATOR
    )
