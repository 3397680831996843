"""Stand-by step by step: a slot becomes free, is offered in order, accepted, declined or too late; never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.appointments import Reply
from bedcentre.domain.errors import NotPermittedError, RefusedError, TakenError
from bedcentre.domain.standby import OfferState, OpeningState
from bedcentre.domain.vocabulary import BedState, DemandKind, DemandState, Refill, Role, Sex, Triage
from bedcentre.usecases.beds import BlockBed, UnblockBed
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.planning import ExpireHolds
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.proposals import ChooseBed, ReleaseClaim
from bedcentre.usecases.requests import CancelDemand, RegisterPatient, RequestBed
from bedcentre.usecases.standby.entries import JoinStandby, LeaveStandby
from bedcentre.usecases.standby.offers import CloseOpening, MakeOffer
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import COORDINATOR, SURGEON_1, SYSTEM, House
from tests.store.people_at_home import (
    TODAY,
    answer,
    at,
    notices,
    offers,
    on_standby,
    openings,
    operated,
    operation_at,
    person,
    tend,
)
from tests.store.small import BED_IDS

OTHER_SURGEON = replace(SURGEON_1, surgeon="W2")


def by_hand(house: House) -> None:
    """Let nothing be offered but by a click."""
    with house.reader() as reader:
        policy, version = reader.policy, reader.policy_version
    administrator = replace(COORDINATOR, role=Role.ADMINISTRATOR)
    changed = replace(policy, standby_refill=Refill.BY_HAND)
    house.do(ChangePolicy(policy=changed, based_on=version, reason="try it out"), administrator)


def freed(house: House, hour: int = 12) -> None:
    """An operation at that hour is called off."""
    house.do(CancelDemand(demand_id=operated(house, f"F{hour}", hour), reason="fever"))


def test_a_freed_slot_is_offered_accepted_and_booked_and_the_later_one_becomes_free(house: House) -> None:
    waiting = on_standby(house, "A", 15)
    freed(house)
    (opening,) = openings(house)
    assert (opening.operation_start, opening.operation_end, opening.cause) == (at(12), at(13), "fever")
    tend(house)
    (offer,) = offers(house)
    assert (offer.demand_id, offer.operation_start, offer.start) == (waiting, at(12), at(11))
    assert offer.answer_by == house.now + timedelta(minutes=30)
    assert offer.why.key == "standby.why.only"
    (notice,) = notices(house, waiting)
    answer(house, notice, Reply.YES)
    answer(house, notice, Reply.YES)
    assert operation_at(house, waiting) == at(12)
    assert [(each.operation_start, each.state) for each in openings(house)] == [
        (at(12), OpeningState.FILLED),
        (at(15), OpeningState.OPEN),
    ]
    with house.reader() as reader:
        (claim,) = reader.claims_of(waiting)
        assert (claim.bed_id, claim.start) == (offer.bed_id, at(11))
        assert reader.standby_list() == []
    with pytest.raises(RefusedError, match="answered"):
        answer(house, notice, Reply.NO)


def test_nothing_is_offered_to_two_people_and_kept_while_somebody_is_asked(house: House) -> None:
    first, second = on_standby(house, "A", 15), on_standby(house, "B", 16)
    freed(house)
    tend(house)
    tend(house)
    (offer,) = offers(house)
    assert offer.demand_id == first
    assert offer.why.key == "standby.why.asked"
    assert notices(house, second) == []
    with pytest.raises(RefusedError, match="offered"):
        house.do(MakeOffer(opening_id=offer.opening_id))
    wanted = RequestSlot(
        patient_id=person(house, "C"),
        procedure="P1",
        surgeon="W1",
        first_day=TODAY,
        last_day=TODAY,
        operation_start=at(12),
        session_id=offer.session_id,
    )
    with pytest.raises(TakenError):
        house.do(wanted, SURGEON_1)


@pytest.mark.parametrize("late", [False, True])
def test_who_declines_or_is_late_keeps_what_they_have_and_the_next_is_asked(house: House, late: bool) -> None:  # noqa: FBT001  a parameter of the test
    first, second = on_standby(house, "A", 15), on_standby(house, "B", 16)
    freed(house)
    tend(house)
    (notice,) = notices(house, first)
    if late:
        house.wait(minutes=31)
        house.do(ExpireHolds(), SYSTEM)
        with pytest.raises(RefusedError, match="answer_late"):
            answer(house, notice, Reply.YES)
    else:
        answer(house, notice, Reply.NO)
    tend(house)
    (offer,) = offers(house)
    assert offer.demand_id == second
    assert operation_at(house, first) == at(15)
    with house.reader() as reader:
        states = {each.demand_id: each.state for each in reader.offers_of([offer.opening_id])}
        assert {demand.id for _, demand in reader.standby_list()} == {first, second}
    assert states == {first: OfferState.LATE if late else OfferState.DECLINED, second: OfferState.OPEN}


def test_the_order_is_urgency_then_days_waited_and_one_sentence_says_it(house: House) -> None:
    usual = on_standby(house, "A", 15)
    green = RequestSlot(
        patient_id=person(house, "G"), procedure="P1", surgeon="W1", first_day=TODAY, last_day=TODAY, green_channel=True
    )
    urgent = house.make(green, SURGEON_1)
    house.do(JoinStandby(demand_id=urgent), SURGEON_1)
    freed(house)
    tend(house)
    (offer,) = offers(house)
    assert (offer.demand_id, offer.why.key) == (urgent, "standby.why.urgency")
    answer(house, notices(house, urgent)[0], Reply.YES)
    assert operation_at(house, urgent) == at(12)
    assert operation_at(house, usual) == at(15)


def test_by_hand_the_coordinator_offers_and_answers_for_the_patient(house: House) -> None:
    by_hand(house)
    waiting = on_standby(house, "A", 15)
    freed(house)
    tend(house)
    assert offers(house) == []
    house.make(MakeOffer(opening_id=openings(house)[0].id))
    answer(house, notices(house, waiting)[0], Reply.NOT_REACHED, by_link=False)
    answer(house, notices(house, waiting)[0], Reply.YES, by_link=False)
    assert operation_at(house, waiting) == at(12)


def test_an_opening_is_given_up_or_over_and_whoever_is_asked_is_asked_no_longer(house: House) -> None:
    waiting = on_standby(house, "A", 15)
    freed(house)
    tend(house)
    (opening,) = openings(house)
    house.do(CloseOpening(opening_id=opening.id))
    assert offers(house) == []
    with pytest.raises(RefusedError, match="standby_offer_over"):
        answer(house, notices(house, waiting)[0], Reply.YES)
    with pytest.raises(RefusedError, match="opening_over"):
        house.do(CloseOpening(opening_id=opening.id))
    freed(house, 13)
    house.do(LeaveStandby(demand_id=waiting))
    house.wait(hours=7)
    tend(house)
    assert {each.state for each in openings(house)} == {OpeningState.CLOSED}


def test_who_leaves_the_list_or_is_called_off_is_asked_no_longer(house: House) -> None:
    first, second = on_standby(house, "A", 15), on_standby(house, "B", 16)
    freed(house)
    tend(house)
    house.do(LeaveStandby(demand_id=first), SURGEON_1)
    tend(house)
    assert [each.demand_id for each in offers(house)] == [second]
    house.do(CancelDemand(demand_id=second, reason="flu"))
    assert offers(house) == []
    with house.reader() as reader:
        assert reader.standby_list() == []
    assert house.state("D-1") is not BedState.HELD


def test_nobody_is_asked_whom_it_does_not_suit(house: House) -> None:
    on_standby(house, "A", 10)
    freed(house)
    tend(house)
    assert offers(house) == []
    with pytest.raises(RefusedError, match="nobody_suits"):
        house.make(MakeOffer(opening_id=openings(house)[0].id))
    later = operated(house, "B", 15)
    house.do(JoinStandby(demand_id=later, ready_from=at(12, 30)))
    tend(house)
    assert offers(house) == []


def test_nobody_is_asked_at_night(house: House) -> None:
    on_standby(house, "A", 15)
    freed(house)
    house.now = at(23)
    tend(house)
    assert offers(house) == []


def planned(house: House, mrn: str, days: int) -> int:
    """A planned admission to surgery, wanted in some days."""
    wanted = house.now + timedelta(days=days)
    request = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=person(house, mrn),
        specialty="SUR",
        wanted_from=wanted,
        latest=wanted + timedelta(days=3),
        stay_minutes=2000,
        surgeon="W1",
    )
    return house.make(request)


def promised_bed_freed(house: House) -> int:
    """Of the only bed in surgery a promise is called off; the other patient who wants it is on stand-by."""
    house.do(UnblockBed(bed_id=BED_IDS["S-2"]))
    gone, waiting = planned(house, "P1", 1), planned(house, "P2", 5)
    house.do(ChooseBed(demand_id=gone, bed_id=BED_IDS["S-2"]))
    house.do(JoinStandby(demand_id=waiting))
    house.do(CancelDemand(demand_id=gone, reason="flu"))
    return waiting


def female(house: House, kind: DemandKind, specialty: str) -> int:
    """A woman who needs a bed now."""
    woman = RegisterPatient(mrn="W", name="钱女", pinyin="q", sex=Sex.FEMALE, birth_date=TODAY.replace(year=1980))
    request = RequestBed(
        kind=kind,
        patient_id=house.make(woman),
        specialty=specialty,
        wanted_from=house.now,
        latest=house.now + timedelta(hours=8),
        stay_minutes=2000,
        triage=Triage.ACUTE,
    )
    return house.make(request)


def test_a_freed_bed_is_offered_to_a_planned_admission_once_no_emergency_needs_it(house: House) -> None:
    waiting = promised_bed_freed(house)
    (opening,) = openings(house)
    tend(house)
    assert offers(house) == []
    for mrn in ("N1", "N2"):
        house.do(CancelDemand(demand_id=house.demand_of(mrn), reason="went elsewhere"))
    tend(house)
    (offer,) = offers(house)
    assert (offer.demand_id, offer.bed_id, offer.start) == (waiting, BED_IDS["S-2"], opening.start)
    answer(house, notices(house, waiting)[0], Reply.YES)
    with house.reader() as reader:
        assert [(claim.bed_id, claim.start) for claim in reader.claims_of(waiting)] == [(offer.bed_id, offer.start)]
        assert reader.demand(waiting).state is DemandState.PROMISED


def test_the_list_refuses_strangers_doubles_and_what_is_over(house: House) -> None:
    demand_id = operated(house, "A", 15)
    with pytest.raises(NotPermittedError, match="other_surgeon"):
        house.do(JoinStandby(demand_id=demand_id), OTHER_SURGEON)
    with pytest.raises(RefusedError, match="not_on_standby"):
        house.do(LeaveStandby(demand_id=demand_id))
    house.do(JoinStandby(demand_id=demand_id))
    with pytest.raises(RefusedError, match="on_standby"):
        house.do(JoinStandby(demand_id=demand_id))
    with pytest.raises(RefusedError, match="not_from_home"):
        house.do(JoinStandby(demand_id=female(house, DemandKind.EMERGENCY, "MED")))
    house.do(CancelDemand(demand_id=demand_id, reason="flu"))
    with pytest.raises(RefusedError, match="demand_closed"):
        house.do(JoinStandby(demand_id=demand_id))


def test_who_lies_in_a_bed_is_on_the_list_no_longer(house: House) -> None:
    demand_id = on_standby(house, "A", 9)
    house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["D-1"]))
    with house.reader() as reader:
        assert reader.standby_entry(demand_id) is None


def test_a_bay_that_is_shut_meanwhile_refuses_and_nothing_is_half_booked(house: House) -> None:
    waiting = on_standby(house, "A", 15)
    freed(house)
    tend(house)
    (offer,) = offers(house)
    house.do(BlockBed(bed_id=offer.bed_id, reason="leak", until=house.now + timedelta(days=2)))
    with pytest.raises(RefusedError):
        answer(house, notices(house, waiting)[0], Reply.YES)
    assert operation_at(house, waiting) == at(15)
    assert [each.reply for each in notices(house, waiting)] == [Reply.NONE]


def test_a_booking_taken_back_is_offered_to_others_and_its_patient_waits_again(house: House) -> None:
    waiting, former = on_standby(house, "A", 15), operated(house, "B", 12)
    with house.reader() as reader:
        (claim,) = reader.claims_of(former)
    house.do(ReleaseClaim(interval_id=claim.id, bed_id=claim.bed_id))
    assert [(each.former, each.operation_start, each.cause) for each in openings(house)] == [
        (former, at(12), "@standby.taken_back")
    ]
    with house.reader() as reader:
        assert reader.demand(former).state is DemandState.WAITING
    tend(house)
    assert [each.demand_id for each in offers(house)] == [waiting]


def test_a_bed_alone_that_is_taken_back_is_the_plans_again(house: House) -> None:
    planned = house.make(
        RequestBed(
            kind=DemandKind.PLANNED,
            patient_id=person(house, "A"),
            specialty="MED",
            wanted_from=at(12),
            latest=at(20),
            stay_minutes=600,
        )
    )
    claim = house.make(ChooseBed(demand_id=planned, bed_id=BED_IDS["M-3"], start=at(12)))
    house.do(ReleaseClaim(interval_id=claim, bed_id=BED_IDS["M-3"]))
    assert openings(house) == []
