"""The daily review: tomorrow by group and hour, and each proposal decided once, with what it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.appointments import Reply
from bedcentre.domain.errors import BadInputError, NotFoundError, NotPermittedError, RefusedError
from bedcentre.domain.people import Actor
from bedcentre.domain.review import ReviewProposal
from bedcentre.domain.standby import OpeningState
from bedcentre.domain.vocabulary import BedState, Certainty, Checklist, DemandKind, ReviewAction, Role, WardGroup
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand, RequestBed
from bedcentre.usecases.review.decisions import AcceptReviewProposal, DeclineReviewProposal
from bedcentre.usecases.review.sheet import ReviewSheet, sheet
from bedcentre.usecases.review.tomorrow import GroupTomorrow, day_reviewed, tomorrow
from bedcentre.usecases.stays import ExpectDischarge
from tests.store.house import COORDINATOR, NURSE_M, SYSTEM, House
from tests.store.people_at_home import answer, at, notices, offers, person, tend
from tests.store.small import BED_IDS

DIRECTOR = Actor(user_id=9, name="director", role=Role.DIRECTOR)


def review(house: House) -> ReviewSheet:
    """The review as it looks now."""
    with house.reader() as reader:
        return sheet(reader, {}, Names.FULL)


def of_group(house: House, group: WardGroup) -> GroupTomorrow:
    """One group tomorrow."""
    return next(each for each in review(house).groups if each.group is group)


def proposal(house: House, action: ReviewAction, **about: int) -> ReviewProposal:
    """A proposal for medicine tomorrow."""
    with house.reader() as reader:
        return ReviewProposal(day=day_reviewed(take(reader)), action=action, group=WardGroup.MEDICAL, **about)


def limited(house: House, booked: int) -> None:
    """Flag groups booked above so many hundredths."""
    with house.reader() as reader:
        policy, version = reader.policy, reader.policy_version
    house.do(ChangePolicy(policy=replace(policy, review_booked=booked), reason="试行", based_on=version), SYSTEM)


def test_an_hour_counts_who_lies_there_who_is_promised_and_who_usually_comes(house: House) -> None:
    house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=house.now + timedelta(hours=30)))
    before = of_group(house, WardGroup.MEDICAL)
    assert [each.beds for each in before.hours] == [3 - _blocked(house)] * 24
    assert before.leaving == 1
    drop = before.hours[13].booked - before.hours[14].booked
    assert drop == pytest.approx(1)
    with house.reader() as reader:
        usual = {ward.id: 2.0 for ward in reader.wards() if ward.code == "M"}
        after = next(each for each in tomorrow(take(reader), usual) if each.group is WardGroup.MEDICAL)
    assert after.hours[12].booked == pytest.approx(before.hours[12].booked + 1)


def test_a_row_shows_who_is_promised_a_bed_and_who_waits_for_one(house: House) -> None:
    before = of_group(house, WardGroup.MEDICAL)
    tomorrow_noon = house.now + timedelta(hours=28)
    with house.reader() as reader:
        known = [reader.patient(reader.demand(house.demand_of(mrn)).patient_id) for mrn in ("N1", "N2")]
    asked = [
        house.make(
            RequestBed(
                kind=DemandKind.PLANNED,
                patient_id=each.id,
                specialty="MED",
                wanted_from=tomorrow_noon + timedelta(days=later),
                latest=tomorrow_noon + timedelta(days=later, hours=4),
                stay_minutes=600,
            )
        )
        for each, later in zip(known, (0, 3), strict=True)
    ]
    waiting = of_group(house, WardGroup.MEDICAL)
    assert (waiting.coming, waiting.asking) == (before.coming, before.asking + 1)
    house.do(ChooseBed(demand_id=asked[0], bed_id=BED_IDS["M-3"], start=tomorrow_noon), COORDINATOR)
    promised = of_group(house, WardGroup.MEDICAL)
    assert (promised.coming, promised.asking) == (before.coming + 1, before.asking)


def _blocked(house: House) -> int:
    with house.reader() as reader:
        return sum(house.state(each.bed.label) is BedState.BLOCKED for each in reader.beds() if each.ward.code == "M")


def test_a_group_above_the_limit_is_flagged(house: House) -> None:
    limited(house, 0)
    assert of_group(house, WardGroup.MEDICAL).flagged
    limited(house, 1000)
    assert not any(each.flagged for each in review(house).groups)


def test_an_earlier_discharge_becomes_a_wards_task_and_is_not_proposed_again(house: House) -> None:
    limited(house, 0)
    expected = house.now + timedelta(hours=30)
    house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=expected, certainty=Certainty.GUESSED))
    (wanted,) = [
        each
        for each, _ in review(house).proposals
        if each.action is ReviewAction.EARLY_DISCHARGE and each.group is WardGroup.MEDICAL
    ]
    house.do(AcceptReviewProposal(proposal=wanted), DIRECTOR)
    with house.reader() as reader:
        (task,) = reader.open_milestones(Checklist.REVIEW)
        assert (task.owner, task.encounter_id) == (Role.NURSE, wanted.encounter_id)
        assert task.due_at is not None
        assert task.due_at < expected
    after = review(house)
    assert wanted not in [each for each, _ in after.proposals]
    assert [decision.accepted for decision, _ in after.decisions] == [True]
    with pytest.raises(RefusedError):
        house.do(AcceptReviewProposal(proposal=wanted))
    with pytest.raises(RefusedError):
        house.do(DeclineReviewProposal(proposal=wanted, reason="已决定"))


def test_a_declined_proposal_needs_a_reason_and_changes_nothing_else(house: House) -> None:
    idea = proposal(house, ReviewAction.HOLD_EMERGENCY, bed_id=BED_IDS["M-3"])
    with pytest.raises(BadInputError):
        house.do(DeclineReviewProposal(proposal=idea, reason=" "))
    before = house.state("M-3")
    house.do(DeclineReviewProposal(proposal=idea, reason="床位够"))
    assert house.state("M-3") is before
    assert review(house).decisions[0][0].reason == "床位够"


def test_a_bed_is_held_for_emergencies_until_tomorrow_noon(house: House) -> None:
    idea = proposal(house, ReviewAction.HOLD_EMERGENCY, bed_id=BED_IDS["M-3"])
    house.do(AcceptReviewProposal(proposal=idea))
    assert house.state("M-3") is BedState.HELD
    with house.reader() as reader:
        (claim,) = reader.bed(BED_IDS["M-3"]).claims
    assert claim.interval.expires_at == house.now + timedelta(hours=28)


def test_a_closed_bed_is_opened(house: House) -> None:
    house.do(BlockBed(bed_id=BED_IDS["M-3"], reason="机动床未启用"))
    house.do(AcceptReviewProposal(proposal=proposal(house, ReviewAction.OPEN_FLOATING, bed_id=BED_IDS["M-3"])))
    assert house.state("M-3") is BedState.FREE


def test_what_the_world_has_overtaken_is_refused_and_nothing_recorded(house: House) -> None:
    for idea in (
        proposal(house, ReviewAction.OPEN_FLOATING, bed_id=BED_IDS["M-3"]),
        proposal(house, ReviewAction.HOLD_EMERGENCY, bed_id=BED_IDS["M-1"]),
    ):
        with pytest.raises(RefusedError):
            house.do(AcceptReviewProposal(proposal=idea))
    with pytest.raises(BadInputError):
        house.do(AcceptReviewProposal(proposal=proposal(house, ReviewAction.CALL_STANDBY)))
    late = replace(proposal(house, ReviewAction.MORE_SLOTS), day=house.now.date() - timedelta(days=1))
    with pytest.raises(RefusedError):
        house.do(AcceptReviewProposal(proposal=late))
    with pytest.raises(NotPermittedError):
        house.do(AcceptReviewProposal(proposal=proposal(house, ReviewAction.MORE_SLOTS)), NURSE_M)
    assert review(house).decisions == ()


@pytest.mark.parametrize("thing", ["bed_id", "encounter_id", "demand_id"])
def test_nothing_is_decided_about_what_is_not_there(house: House, thing: str) -> None:
    idea = proposal(house, ReviewAction.MORE_SLOTS, **{thing: 10**17})
    with pytest.raises(NotFoundError):
        house.do(AcceptReviewProposal(proposal=idea))
    with pytest.raises(NotFoundError):
        house.do(DeclineReviewProposal(proposal=idea, reason="床位够"))
    assert review(house).decisions == ()


def later(house: House, stay_minutes: int = 600) -> ReviewProposal:
    """The review's proposal to call in somebody of medicine who waits at home for a day after tomorrow."""
    limited(house, 1000)
    demand_id = house.make(
        RequestBed(
            kind=DemandKind.PLANNED,
            patient_id=person(house, "L1"),
            specialty="MED",
            wanted_from=house.now + timedelta(days=3),
            latest=house.now + timedelta(days=5),
            stay_minutes=stay_minutes,
        )
    )
    called = [each for each, _ in review(house).proposals if each.action is ReviewAction.CALL_STANDBY]
    return next(each for each in called if each.demand_id == demand_id)


def test_who_is_called_in_is_offered_a_bed_for_tomorrow_and_comes_earlier_if_they_say_so(house: House) -> None:
    nobody_waits(house)
    idea = later(house)
    house.do(AcceptReviewProposal(proposal=idea))
    (offer,) = offers(house)
    assert (offer.demand_id, offer.bed_id, offer.start) == (idea.demand_id, BED_IDS["M-3"], at(9, day=24))
    assert offer.why.key == "standby.why.called"
    (notice,) = notices(house, offer.demand_id)
    answer(house, notice, Reply.YES)
    with house.reader() as reader:
        (claim,) = reader.claims_of(offer.demand_id)
        assert (claim.bed_id, claim.start) == (BED_IDS["M-3"], at(9, day=24))
        assert reader.standby_list() == []


def test_whoever_declines_to_be_called_in_stands_by_and_the_bed_is_offered_to_others(house: House) -> None:
    nobody_waits(house)
    idea = later(house)
    house.do(AcceptReviewProposal(proposal=idea))
    (offer,) = offers(house)
    answer(house, notices(house, offer.demand_id)[0], Reply.NO)
    tend(house)
    assert offers(house) == []
    with house.reader() as reader:
        assert [demand.id for _, demand in reader.standby_list()] == [offer.demand_id]
        assert [each.state for each in reader.openings()] == [OpeningState.OPEN]


def test_nobody_is_called_in_where_no_bed_suits_or_twice(house: House) -> None:
    idea = later(house)
    with pytest.raises(RefusedError, match="no_bed_then"):
        house.do(AcceptReviewProposal(proposal=idea))
    with house.reader() as reader:
        assert (reader.standby_list(), list(reader.openings())) == ([], [])
    nobody_waits(house)
    house.do(AcceptReviewProposal(proposal=idea))
    with pytest.raises(RefusedError, match="review_decided"):
        house.do(AcceptReviewProposal(proposal=idea))
    with pytest.raises(RefusedError, match="asked_now"):
        house.do(AcceptReviewProposal(proposal=replace(idea, amount=2)))
    assert len(offers(house)) == 1


def nobody_waits(house: House) -> None:
    """The seed's emergencies, who go first, are treated elsewhere."""
    with house.reader() as reader:
        waiting = [each.id for each in reader.open_demands() if each.kind is DemandKind.EMERGENCY]
    for demand_id in waiting:
        house.do(CancelDemand(demand_id=demand_id, reason="elsewhere"))
