"""What the plan does about promises that their bed will not keep, and that it leaves all others alone.

The beds are those of ``test_offers``: M-1 and M-2 share a room, M-3 and S-1, S-2 are further ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.proposals import Proposal
from bedcentre.domain.vocabulary import DemandKind, Feature, Sex, Triage
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.house import PLANNER
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.run import plan_once
from bedcentre.seeding import records
from bedcentre.usecases.beds import BlockBed, UnblockBed
from bedcentre.usecases.board.picture import Changes, take
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.proposals import AcceptProposal, ChooseBed, RejectProposal
from bedcentre.usecases.stays import ExpectDischarge, PatientLeaves
from bedcentre.words import words_for
from tests.planning.house import COORDINATOR, HOUR, House
from tests.store.seed import hospital
from tests.store.small import BED_IDS

Opened = Callable[[records.Hospital], House]

QUIET = replace(hospital(), closures=(), demands=())
"""A man lies in M-1, a woman in S-1, both until tomorrow; nobody waits."""


def promise(house: House, label: str, hours: float, *, sex: Sex = Sex.MALE, mrn: str = "A") -> tuple[int, datetime]:
    """A planned patient of medicine is promised the bed in so many hours; demand and start."""
    start = house.clock.now() + hours * HOUR
    demand = house.ask(mrn, sex=sex, kind=DemandKind.PLANNED, wanted_from=start, latest=start + 2 * HOUR)
    house.make(ChooseBed(demand_id=demand, bed_id=BED_IDS[label], start=start))
    return demand, start


def slip(house: House, label: str, hours: float) -> None:
    """Whoever lies there leaves only in so many hours."""
    expected = house.clock.now() + hours * HOUR
    house.app.execute(ExpectDischarge(bed_id=BED_IDS[label], expected=expected), COORDINATOR)


def reasons(proposal: Proposal) -> list[str]:
    return [reason.key for reason in proposal.reasons]


def test_promises_that_hold_are_not_asked_about(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, _ = promise(house, "M-1", 26)
    snapshot = house.snapshot()
    assert (dict(snapshot.endangered), demand in snapshot.asked) == ({}, False)
    assert house.plan() == {}


def test_an_overrun_within_the_slack_is_left_alone(open_house: Opened) -> None:
    house = open_house(QUIET)
    promise(house, "M-1", 26)
    slip(house, "M-1", 25.4)
    assert house.plan() == {}


def test_a_patient_who_stays_longer_puts_the_next_one_into_another_bed(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, start = promise(house, "M-1", 26)
    slip(house, "M-1", 30)
    proposal = house.plan()[demand]
    assert (proposal.bed_id, proposal.start) == (BED_IDS["M-2"], start)
    assert proposal.replaces is not None
    assert (proposal.replaces.bed_id, proposal.replaces.start) == (BED_IDS["M-1"], start)
    assert reasons(proposal)[0] == "danger.leaves"
    house.make(AcceptProposal(proposal_id=proposal.id))
    assert house.plan() == {}


def test_a_man_who_overstays_puts_the_woman_promised_the_bed_beside_him_elsewhere(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, start = promise(house, "M-2", 26, sex=Sex.FEMALE)
    assert house.plan() == {}
    slip(house, "M-1", 30)
    proposal = house.plan()[demand]
    assert (proposal.bed_id, proposal.start) == (BED_IDS["M-3"], start)
    assert reasons(proposal)[0] == "danger.beside"
    house.make(AcceptProposal(proposal_id=proposal.id))
    assert house.plan() == {}


def test_her_promise_stands_if_he_leaves_in_time_after_all(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, _ = promise(house, "M-2", 26, sex=Sex.FEMALE)
    slip(house, "M-1", 30)
    proposal = house.plan()[demand]
    slip(house, "M-1", 25)
    with pytest.raises(RefusedError) as refused:
        house.make(AcceptProposal(proposal_id=proposal.id))
    assert [each.key for each in refused.value.reasons] == ["refusal.promise_kept"]
    assert house.plan() == {}


def test_the_reason_is_said_in_the_wards_words(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, _ = promise(house, "M-1", 26)
    slip(house, "M-1", 30)
    reason = house.plan()[demand].reasons[0]
    leaves = words_for("en").instant(house.clock.now() + 30 * HOUR)
    said = words_for("en").say(reason.key, reason.params)
    assert said == f"Bed M-1 is not free in time: its patient leaves about {leaves}."
    assert words_for("zh-CN").say(reason.key, reason.params).startswith("M-1床届时腾不出来：现有患者约")


@pytest.mark.parametrize(("left", "reason"), [(False, "danger.overdue"), (True, "danger.not_clean")])
def test_an_overdue_patient_and_a_bed_not_clean_say_so(open_house: Opened, *, left: bool, reason: str) -> None:
    house = open_house(QUIET)
    demand, _ = promise(house, "M-1", 24.6)
    house.clock.at += 25 * HOUR
    if left:
        house.app.execute(PatientLeaves(bed_id=BED_IDS["M-1"]), COORDINATOR)
    assert reasons(house.plan()[demand])[0] == reason


def test_a_blocked_bed_is_replaced_and_an_unblocked_one_kept(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, start = promise(house, "M-3", 5)
    house.app.execute(BlockBed(bed_id=BED_IDS["M-3"], reason="漏水"), COORDINATOR)
    proposal = house.plan()[demand]
    assert (proposal.bed_id, proposal.start) == (BED_IDS["M-2"], start)
    assert reasons(proposal)[0] == "danger.blocked"
    house.app.execute(UnblockBed(bed_id=BED_IDS["M-3"]), COORDINATOR)
    assert house.plan() == {}


def test_a_short_delay_in_the_same_bed_is_better_than_another_bed(open_house: Opened) -> None:
    house = open_house(QUIET)
    house.count_on_beds(0)
    demand, start = promise(house, "M-1", 26)
    slip(house, "M-1", 25.75)
    proposal = house.plan()[demand]
    assert (proposal.bed_id, proposal.start) == (BED_IDS["M-1"], start + 0.75 * HOUR)
    assert reasons(proposal)[:2] == ["danger.leaves", "planning.same_bed_later"]
    house.make(AcceptProposal(proposal_id=proposal.id))
    assert house.plan() == {}


def test_a_rejected_bed_is_not_offered_again_and_the_promise_stays(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, _ = promise(house, "M-1", 26)
    slip(house, "M-1", 30)
    first = house.plan()[demand]
    house.app.execute(RejectProposal(proposal_id=first.id, reason="家属不同意"), COORDINATOR)
    second = house.plan()[demand]
    assert second.bed_id != first.bed_id
    with house.app.reader() as reader:
        assert [claim.bed_id for claim in reader.claims_of(demand)] == [BED_IDS["M-1"]]


def test_without_another_bed_the_promise_is_kept_as_late_as_must_be(open_house: Opened) -> None:
    blocked = tuple(replace(hospital().closures[1], bed=label) for label in ("M-2", "M-3", "S-2"))
    house = open_house(replace(QUIET, closures=blocked))
    start = house.clock.now() + 26 * HOUR
    demand = house.ask("A", kind=DemandKind.PLANNED, severe=True, sex=Sex.MALE, wanted_from=start, latest=start)
    house.make(ChooseBed(demand_id=demand, bed_id=BED_IDS["M-1"], start=start))
    slip(house, "M-1", 30)
    proposal = house.plan()[demand]
    assert proposal.bed_id == BED_IDS["M-1"]
    assert house.clock.now() + 31 * HOUR < proposal.start
    house.count_on_beds(0)
    assert house.plan()[demand].start == house.clock.now() + 31 * HOUR
    slip(house, "M-1", 90)
    assert house.plan() == {}


def test_an_emergency_goes_where_it_gets_a_bed_soonest(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand = house.ask("A", sex=Sex.MALE)
    house.make(ChooseBed(demand_id=demand, bed_id=BED_IDS["M-1"], start=house.clock.now() + 26 * HOUR))
    slip(house, "M-1", 30)
    assert house.plan()[demand].start == house.clock.now()


def test_the_endangered_bed_is_not_given_to_others_while_its_promise_stands(open_house: Opened) -> None:
    house = open_house(QUIET)
    promised, _ = promise(house, "M-1", 26)
    slip(house, "M-1", 30)
    woman = house.ask("W", sex=Sex.FEMALE, triage=Triage.DYING)
    others = [house.ask(f"B{number}", sex=Sex.MALE) for number in range(4)]
    plan = house.plan()
    assert not {BED_IDS["M-1"]} & {plan[other].bed_id for other in others if other in plan}
    assert plan[woman].bed_id not in {BED_IDS["M-1"], BED_IDS["M-2"]}
    for demand in (*others, woman, promised):
        if demand in plan:
            house.make(AcceptProposal(proposal_id=plan[demand].id))


@pytest.mark.parametrize("first", [0, 1])
def test_several_promises_of_one_bed_are_all_replaced_in_any_order(open_house: Opened, first: int) -> None:
    house = open_house(QUIET)
    demands = [house.ask(f"A{number}", sex=Sex.MALE, stay_minutes=300) for number in range(2)]
    for number, demand in enumerate(demands):
        start = house.clock.now() + (2 + 6 * number) * HOUR
        house.make(ChooseBed(demand_id=demand, bed_id=BED_IDS["M-3"], start=start))
    house.app.execute(BlockBed(bed_id=BED_IDS["M-3"], reason="漏水"), COORDINATOR)
    plan = house.plan()
    assert set(plan) == set(demands)
    for demand in (demands[first], demands[1 - first]):
        house.make(AcceptProposal(proposal_id=plan[demand].id))
    assert house.plan() == {}


def test_a_booked_operation_stands_and_gets_another_bay(open_house: Opened) -> None:
    house = open_house(replace(QUIET, occupants=()))
    patient = house.demand(house.ask("X", kind=DemandKind.PLANNED, specialty="ICU")).patient_id
    today = house.clock.now().astimezone(house.app.settings.zone).date()
    slot = RequestSlot(patient_id=patient, procedure="P1", surgeon="W1", first_day=today, last_day=today)
    demand = house.make(slot)
    house.make(AcceptProposal(proposal_id=house.plan()[demand].id))
    with house.app.reader() as reader:
        (bay,), booking = reader.claims_of(demand), reader.booking_of(demand)
    house.app.execute(BlockBed(bed_id=bay.bed_id, reason="设备故障"), COORDINATOR)
    proposal = house.plan()[demand]
    assert (proposal.session_id, proposal.start) == (None, bay.start)
    house.make(AcceptProposal(proposal_id=proposal.id))
    with house.app.reader() as reader:
        (other,) = reader.claims_of(demand)
        assert reader.booking_of(demand) == booking
        assert Feature.DAY_BAY in reader.bed(other.bed_id).bed.features
    assert other.bed_id != bay.bed_id


def test_promises_beyond_the_window_wait_for_their_turn(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, _ = promise(house, "M-3", 60)
    house.app.execute(BlockBed(bed_id=BED_IDS["M-3"], reason="漏水"), COORDINATOR)
    assert demand not in house.plan()
    house.clock.at += 30 * HOUR
    assert demand in house.plan()


def test_a_plan_overtaken_by_good_news_proposes_nothing(open_house: Opened) -> None:
    house = open_house(QUIET)
    promise(house, "M-1", 26)
    slip(house, "M-1", 30)
    snapshot = house.snapshot()
    slip(house, "M-1", 25)
    with house.app.reader() as reader:
        now = take(reader)
    changes = Changes(beds=frozenset({BED_IDS["M-1"]}))
    house.app.execute(full_plan(snapshot, greedy_answer(snapshot.problem), now, changes), PLANNER)
    assert house.proposals() == {}


def test_the_solver_finds_the_same(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand, start = promise(house, "M-1", 26)
    slip(house, "M-1", 30)
    result = plan_once(house.app, 1.0)
    (suggestion,) = [each for each in result.suggestions if each.demand_id == demand]
    assert suggestion.bed_id in {BED_IDS["M-2"], BED_IDS["M-3"]}
    assert suggestion.start == start
    assert suggestion.replaces is not None
