"""Leaving: the checklist begins with the expectation, follows it, never keeps the bed, and what matters goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.discharge import first_steps
from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import (
    BedState,
    Certainty,
    Checklist,
    DischargeStep,
    MilestoneState,
    Role,
    SettlementWay,
)
from bedcentre.usecases.discharge import AskTransport, BeginDischarges, BookTransport, Settle
from bedcentre.usecases.milestones import ReachMilestone, WaiveMilestone
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.stays import ExpectDischarge, PatientLeaves, UndoLeaving
from tests.store.house import COORDINATOR, NURSE_M, SYSTEM, House
from tests.store.small import BED_IDS, WARD_IDS, ZONE

BED = BED_IDS["M-1"]
SOON = timedelta(hours=6)
ADMINISTRATOR = Actor(user_id=4, name="admin", role=Role.ADMINISTRATOR)
NURSE_S = Actor(user_id=5, name="other", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["S"]}))
BEFORE = [
    DischargeStep.ORDERS,
    DischargeStep.DRUGS,
    DischargeStep.SUMMARY,
    DischargeStep.INSURANCE,
    DischargeStep.SETTLEMENT,
    DischargeStep.FOLLOW_UP_PLAN,
]


def expect(house: House, within: timedelta = SOON, certainty: Certainty = Certainty.CONFIRMED) -> int:
    """Say when the patient in M-1 leaves; their encounter."""
    house.do(ExpectDischarge(bed_id=BED, expected=house.now + within, certainty=certainty))
    return lying(house)


def lying(house: House) -> int:
    """The encounter in M-1."""
    with house.reader() as reader:
        encounter = reader.bed(BED).encounter
    assert encounter is not None
    return encounter.id


def checklist(house: House, encounter_id: int) -> dict[str, Milestone]:
    """The encounter's milestones by step."""
    with house.reader() as reader:
        return {each.step: each for each in reader.milestones_of_encounter(encounter_id)}


def open_steps(house: House, encounter_id: int) -> set[str]:
    """What is still to be done."""
    return {step for step, each in checklist(house, encounter_id).items() if each.state is MilestoneState.OPEN}


@pytest.mark.parametrize("certainty", [Certainty.CONFIRMED, Certainty.PREDICTED])
def test_a_near_discharge_begins_the_checklist_with_owners_and_times(house: House, certainty: Certainty) -> None:
    found = checklist(house, expect(house, certainty=certainty))
    assert list(found) == BEFORE
    assert found["settlement"].owner is Role.COORDINATOR
    assert found["take_home_drugs"].owner is Role.NURSE
    assert found["discharge_orders"].due_at == house.now + SOON - timedelta(hours=2)


def test_of_a_short_time_half_is_left(house: House) -> None:
    found = checklist(house, expect(house, timedelta(minutes=40)))
    assert found["discharge_orders"].due_at == house.now + timedelta(minutes=20)
    assert not found["discharge_orders"].is_late(house.now)


@pytest.mark.parametrize(
    ("policy", "flags", "escorted"),
    [
        (Policy(), frozenset({"elderly"}), False),
        (Policy(), frozenset({"falls_risk"}), True),
        (Policy(escort_from_age=66), frozenset(), True),
        (Policy(escort_below_age=67), frozenset(), True),
    ],
)
def test_who_needs_it_is_taken_home(house: House, policy: Policy, flags: frozenset[str], escorted: bool) -> None:  # noqa: FBT001  a case
    with house.reader() as reader:
        patient = reader.bed(BED).patient
    assert patient is not None
    steps = first_steps(replace(patient, flags=flags), house.now.date(), policy)
    assert (DischargeStep.ESCORT in steps) is escorted


def test_a_changed_policy_has_other_owners(house: House) -> None:
    bedside = replace(Policy(), discharge_owner={**Policy().discharge_owner, DischargeStep.SETTLEMENT: Role.NURSE})
    house.do(ChangePolicy(policy=bedside, reason="床旁结算", based_on=0), ADMINISTRATOR)
    settlement = checklist(house, expect(house))["settlement"]
    house.do(Settle(milestone_id=settlement.id, way=SettlementWay.BEDSIDE), NURSE_M)


def test_the_checklist_follows_the_expectation_and_keeps_what_is_done(house: House) -> None:
    encounter = expect(house)
    drugs = checklist(house, encounter)["take_home_drugs"]
    house.do(ReachMilestone(milestone_id=drugs.id), NURSE_M)
    expect(house, SOON + timedelta(hours=3))
    found = checklist(house, encounter)
    assert found["settlement"].due_at == house.now + SOON + timedelta(hours=2, minutes=30)
    assert found["take_home_drugs"].state is MilestoneState.DONE
    assert found["take_home_drugs"].due_at == drugs.due_at
    with house.reader() as reader:
        before = reader.sequence()
    expect(house, SOON + timedelta(hours=3))
    with house.reader() as reader:
        assert reader.sequence() == before + 1


def test_a_discharge_called_off_ends_the_checklist_and_begins_it_afresh(house: House) -> None:
    encounter = expect(house)
    house.do(ReachMilestone(milestone_id=checklist(house, encounter)["take_home_drugs"].id))
    expect(house, timedelta(days=5))
    assert checklist(house, encounter) == {}
    house.wait(days=4)
    house.do(BeginDischarges(), SYSTEM)
    assert open_steps(house, encounter) == set(BEFORE)


def test_what_was_said_long_ago_begins_when_its_time_comes_and_a_guess_never(house: House) -> None:
    encounter = expect(house, timedelta(days=3))
    house.do(BeginDischarges(), SYSTEM)
    assert checklist(house, encounter) == {}
    house.wait(hours=40)
    with house.reader() as reader:
        assert [each.id for each in reader.discharges_to_begin()] == [encounter]
    house.do(BeginDischarges(), SYSTEM)
    assert open_steps(house, encounter) == set(BEFORE)
    with house.reader() as reader:
        assert reader.discharges_to_begin() == []


def test_nothing_open_keeps_the_bed_and_what_matters_goes_on(house: House) -> None:
    encounter = expect(house)
    house.do(PatientLeaves(bed_id=BED), NURSE_M)
    assert house.state("M-1") is BedState.VACATED
    found = checklist(house, encounter)
    assert set(found) == {"take_home_drugs", "discharge_summary", "insurance_review", "settlement", "follow_up"}
    assert found["follow_up"].due_at == house.now + timedelta(days=7)
    midnight = house.now.astimezone(ZONE).replace(hour=0) + timedelta(days=1)
    assert found["settlement"].due_at == midnight


def test_who_leaves_unannounced_is_settled_and_called_too(house: House) -> None:
    encounter = lying(house)
    house.do(PatientLeaves(bed_id=BED))
    assert open_steps(house, encounter) == {
        "take_home_drugs",
        "discharge_summary",
        "insurance_review",
        "settlement",
        "follow_up",
    }


def test_leaving_undone_gives_the_checklist_back(house: House) -> None:
    encounter = expect(house)
    escort = checklist(house, encounter)["discharge_orders"]
    house.do(PatientLeaves(bed_id=BED))
    house.do(UndoLeaving(bed_id=BED))
    assert open_steps(house, encounter) == set(BEFORE)
    assert checklist(house, encounter)["discharge_orders"].due_at == escort.due_at


def test_unannounced_leaving_undone_leaves_no_checklist(house: House) -> None:
    encounter = lying(house)
    house.do(PatientLeaves(bed_id=BED))
    house.do(UndoLeaving(bed_id=BED))
    assert checklist(house, encounter) == {}


def test_settled_the_same_day_a_day_later_or_not_at_all(house: House) -> None:
    start, encounter = house.now, expect(house)
    settlement = checklist(house, encounter)["settlement"].id
    house.do(PatientLeaves(bed_id=BED))
    house.do(PatientLeaves(bed_id=BED_IDS["S-1"]))
    house.wait(hours=3)
    house.do(Settle(milestone_id=settlement, way=SettlementWay.BEDSIDE))
    follow_up = checklist(house, encounter)["follow_up"].id
    house.wait(days=2)
    house.do(ReachMilestone(milestone_id=follow_up, note="恢复良好"))
    with house.reader() as reader:
        one, other = reader.departures(start, house.now)
        assert reader.departures(start + timedelta(seconds=1), house.now) == []
        assert reader.milestone(settlement).note == "@settlement_way.bedside"
    assert (one.encounter_id, one.settled_same_day(ZONE), one.followed_up_at) == (encounter, True, house.now)
    assert (other.settled_same_day(ZONE), other.settled_at, other.followed_up_at) == (False, None, None)
    assert not replace(one, settled_at=house.now).settled_same_day(ZONE)


def test_settling_is_refused_twice_to_strangers_and_for_other_steps(house: House) -> None:
    found = checklist(house, expect(house))
    done = Settle(milestone_id=found["settlement"].id, way=SettlementWay.DESK)
    with pytest.raises(NotPermittedError):
        house.do(done, NURSE_M)
    with pytest.raises(BadInputError):
        house.do(Settle(milestone_id=found["take_home_drugs"].id, way=SettlementWay.DESK))
    house.do(done)
    with pytest.raises(RefusedError):
        house.do(done)


def test_after_leaving_only_the_last_ward_and_the_centre_say_what_is_done(house: House) -> None:
    encounter = expect(house)
    house.do(PatientLeaves(bed_id=BED))
    drugs = checklist(house, encounter)["take_home_drugs"]
    with pytest.raises(NotPermittedError):
        house.do(ReachMilestone(milestone_id=drugs.id), NURSE_S)
    house.do(ReachMilestone(milestone_id=drugs.id), NURSE_M)
    with house.reader() as reader:
        assert drugs.id not in {each.id for each in reader.open_milestones(Checklist.DISCHARGE)}


def test_transport_is_asked_for_booked_with_its_eta_and_not_moved_by_the_ward(house: House) -> None:
    encounter = expect(house)
    house.do(AskTransport(encounter_id=encounter), NURSE_M)
    assert checklist(house, encounter)["transport"].note == ""
    eta = house.now + timedelta(hours=5)
    house.do(BookTransport(encounter_id=encounter, eta=eta, booking="安途 → 康复医院"))
    expect(house, SOON + timedelta(hours=2))
    transport = checklist(house, encounter)["transport"]
    assert (transport.due_at, transport.note) == (eta, "安途 → 康复医院")
    house.do(BookTransport(encounter_id=encounter, eta=eta + timedelta(hours=1), booking="安途 → 康复医院"))
    house.wait(hours=7)
    assert checklist(house, encounter)["transport"].is_late(house.now)
    house.do(PatientLeaves(bed_id=BED))
    assert "transport" not in checklist(house, encounter)


def test_transport_that_cannot_be_is_refused(house: House) -> None:
    encounter = expect(house)
    later = house.now + timedelta(hours=1)
    for eta, booking in ((house.now - timedelta(minutes=1), "x"), (later, " "), (house.now + timedelta(days=900), "x")):
        with pytest.raises(BadInputError):
            house.do(BookTransport(encounter_id=encounter, eta=eta, booking=booking))
    assert "transport" not in checklist(house, encounter)
    with pytest.raises(NotPermittedError):
        house.do(AskTransport(encounter_id=encounter), NURSE_S)
    house.do(BookTransport(encounter_id=encounter, eta=later, booking="家属自驾"))
    with pytest.raises(RefusedError):
        house.do(AskTransport(encounter_id=encounter), NURSE_M)
    house.do(WaiveMilestone(milestone_id=checklist(house, encounter)["transport"].id, reason="家属来接"), COORDINATOR)
    with pytest.raises(RefusedError):
        house.do(BookTransport(encounter_id=encounter, eta=later, booking="x"))
    house.do(PatientLeaves(bed_id=BED))
    with pytest.raises(RefusedError):
        house.do(AskTransport(encounter_id=encounter))


def test_the_policy_must_know_every_step_and_an_owner_who_has_a_list() -> None:
    lead = Policy().discharge_lead
    with pytest.raises(ValueError, match="settlement missing"):
        Policy(discharge_lead={step: at for step, at in lead.items() if step is not DischargeStep.SETTLEMENT})
    with pytest.raises(ValueError, match="cleaner"):
        Policy(discharge_owner={**Policy().discharge_owner, DischargeStep.DRUGS: Role.CLEANER})
    with pytest.raises(ValueError, match="negative"):
        Policy(discharge_lead={**lead, DischargeStep.DRUGS: timedelta(minutes=-1)})
