"""Partners ask for beds: asked, accepted into the queue with or without priority, declined, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotFoundError, NotPermittedError, RefusedError
from bedcentre.domain.people import Actor
from bedcentre.domain.referrals import Referral, ReferralState
from bedcentre.domain.vocabulary import (
    CareSetting,
    DemandKind,
    DemandState,
    ReferralUrgency,
    Role,
    Sex,
    WardGroup,
)
from bedcentre.usecases.referrals.incoming import AcceptReferral, AskReferral, DeclineReferral, WithdrawReferral
from bedcentre.usecases.referrals.quotas import SetReferralQuota, quota_use
from bedcentre.usecases.requests import CancelDemand, RegisterPatient
from bedcentre.usecases.stays import PatientLeaves, ReceivePatient
from tests.store.house import COORDINATOR, NURSE_M, PARTNER_1, House
from tests.store.small import BED_IDS, POLICY

PARTNER_2 = Actor(user_id=5, name="other", role=Role.PARTNER, partner="P2")
DIRECTOR = Actor(user_id=9, name="director", role=Role.DIRECTOR)
ASKED = AskReferral(
    partner="P1",
    person=RegisterPatient(mrn="R1", name="钱上转", pinyin="", sex=Sex.MALE, birth_date=date(1955, 2, 3)),
    specialty="MED",
    urgency=ReferralUrgency.URGENT,
    setting=CareSetting.INPATIENT,
    report="肺炎，氧合下降",
    stay_minutes=4 * 24 * 60,
)


def asked(house: House, number: int = 1, actor: Actor = PARTNER_1, **other: object) -> int:
    """A partner's request for one patient more."""
    person = replace(ASKED.person, mrn=f"R{number}")
    return house.make(replace(ASKED, person=person, **other), actor)  # type: ignore[arg-type]  # fields by name


def referral(house: House, referral_id: int) -> Referral:
    """As it stands now."""
    with house.reader() as reader:
        return reader.referral(referral_id)


def used(house: House) -> list[tuple[str, WardGroup, int, int]]:
    """The use of the quotas."""
    with house.reader() as reader:
        return [(each.partner.code, each.group, each.beds, each.used) for each in quota_use(reader)]


def test_an_accepted_request_is_a_demand_with_priority_within_the_quota(house: House) -> None:
    number = asked(house)
    waiting = referral(house, number)
    assert waiting.answer_by == house.now + POLICY.referral_answer[ReferralUrgency.URGENT]
    assert not waiting.by_telephone
    with house.reader() as reader:
        assert reader.find_patient("R1") is None
        assert [each.id for each in reader.referrals_unanswered()] == [number]
    house.wait(minutes=30)
    demand_id = house.make(AcceptReferral(referral_id=number))
    with house.reader() as reader:
        demand = reader.demand(demand_id)
        assert (demand.kind, demand.raised_at, demand.green_channel) == (DemandKind.REFERRAL_IN, house.now, True)
        assert demand.latest == house.now + POLICY.referral_within[ReferralUrgency.URGENT]
        assert reader.patient(demand.patient_id).name == "钱上转"
        assert [each.id for each in reader.referrals_coming()] == [number]
    assert used(house) == [("P1", WardGroup.MEDICAL, 1, 1)]


def test_beyond_the_quota_a_patient_waits_like_others_until_a_bed_of_it_is_free_again(house: House) -> None:
    first, second, third = (asked(house, each) for each in (1, 2, 3))
    placed = house.make(AcceptReferral(referral_id=first))
    beyond = house.make(AcceptReferral(referral_id=second))
    with house.reader() as reader:
        assert not reader.demand(beyond).green_channel
    house.make(ReceivePatient(demand_id=placed, bed_id=BED_IDS["M-3"]), NURSE_M)
    received = referral(house, first)
    assert (received.received_at, received.encounter_id is not None) == (house.now, True)
    assert used(house) == [("P1", WardGroup.MEDICAL, 1, 1)]
    house.do(PatientLeaves(bed_id=BED_IDS["M-3"]), NURSE_M)
    assert used(house) == [("P1", WardGroup.MEDICAL, 1, 0)]
    within = house.make(AcceptReferral(referral_id=third))
    with house.reader() as reader:
        assert reader.demand(within).green_channel
        assert [each.id for each in reader.referrals_received(house.now, house.now + timedelta(seconds=1))] == [first]


def test_a_quota_is_for_its_partner_and_its_wards_alone(house: House) -> None:
    other = house.make(AcceptReferral(referral_id=asked(house, 1, PARTNER_2, partner="P2")))
    surgical = house.make(AcceptReferral(referral_id=asked(house, 2, specialty="SUR")))
    with house.reader() as reader:
        assert not reader.demand(other).green_channel
        assert not reader.demand(surgical).green_channel
    house.do(SetReferralQuota(partner="P2", group=WardGroup.MEDICAL, beds=2), DIRECTOR)
    third = house.make(AcceptReferral(referral_id=asked(house, 3, PARTNER_2, partner="P2")))
    with house.reader() as reader:
        assert reader.demand(third).green_channel
    with pytest.raises(RefusedError):
        house.do(SetReferralQuota(partner="P2", group=WardGroup.MEDICAL, beds=2), DIRECTOR)
    with pytest.raises(BadInputError):
        house.do(SetReferralQuota(partner="P2", group=WardGroup.MEDICAL, beds=-1), DIRECTOR)
    with pytest.raises(NotPermittedError):
        house.do(SetReferralQuota(partner="P1", group=WardGroup.MEDICAL, beds=9), PARTNER_1)


def test_a_lowered_quota_takes_nothing_away_and_gives_nothing_more(house: House) -> None:
    house.make(AcceptReferral(referral_id=asked(house, 1)))
    house.do(SetReferralQuota(partner="P1", group=WardGroup.MEDICAL, beds=0))
    assert used(house) == [("P1", WardGroup.MEDICAL, 0, 1)]
    later = house.make(AcceptReferral(referral_id=asked(house, 2)))
    with house.reader() as reader:
        assert not reader.demand(later).green_channel
        assert all(each.free == 0 for each in quota_use(reader, "P1"))


def test_day_surgery_goes_by_the_green_channel_and_takes_nothing_of_the_quota(house: House) -> None:
    number = asked(house, procedure="P1", specialty="MED", urgency=ReferralUrgency.ROUTINE)
    assert referral(house, number).specialty == "SUR"
    for surgeon in (None, "nobody"):
        with pytest.raises(BadInputError):
            house.do(AcceptReferral(referral_id=number, surgeon=surgeon))
    demand_id = house.make(AcceptReferral(referral_id=number, surgeon="W1"))
    with house.reader() as reader:
        demand = reader.demand(demand_id)
        assert (demand.kind, demand.surgeon, demand.green_channel) == (DemandKind.DAY_SURGERY, "W1", True)
    assert used(house) == [("P1", WardGroup.MEDICAL, 1, 0)]


def test_a_declined_request_leaves_no_trace_of_the_patient_and_is_final(house: House) -> None:
    number = asked(house)
    with pytest.raises(BadInputError):
        house.do(DeclineReferral(referral_id=number, reason=" "))
    house.do(DeclineReferral(referral_id=number, reason="无呼吸科床位"))
    declined = referral(house, number)
    assert (declined.state, declined.reason) == (ReferralState.DECLINED, "无呼吸科床位")
    with house.reader() as reader:
        assert reader.find_patient("R1") is None
        assert reader.referrals_unanswered() == []
    for command in (
        AcceptReferral(referral_id=number),
        DeclineReferral(referral_id=number, reason="再次"),
        WithdrawReferral(referral_id=number, reason="再次"),
    ):
        with pytest.raises(RefusedError):
            house.do(command)
    assert asked(house) != number


def test_withdrawing_takes_an_accepted_patient_out_of_the_queue_and_frees_the_quota(house: House) -> None:
    number = asked(house)
    demand_id = house.make(AcceptReferral(referral_id=number))
    with pytest.raises(NotPermittedError):
        house.do(WithdrawReferral(referral_id=number, reason="好转"), PARTNER_2)
    house.do(WithdrawReferral(referral_id=number, reason="好转"), PARTNER_1)
    with house.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.CANCELLED
        assert reader.referrals_coming() == []
    assert used(house) == [("P1", WardGroup.MEDICAL, 1, 0)]
    with pytest.raises(RefusedError):
        house.do(WithdrawReferral(referral_id=number, reason="好转"), PARTNER_1)


def test_what_the_coordinator_cancelled_is_over_and_whoever_lies_here_cannot_be_withdrawn(house: House) -> None:
    first, second = asked(house, 1), asked(house, 2)
    house.do(CancelDemand(demand_id=house.make(AcceptReferral(referral_id=first)), reason="拒收"))
    lying = house.make(AcceptReferral(referral_id=second))
    house.make(ReceivePatient(demand_id=lying, bed_id=BED_IDS["M-3"]))
    with house.reader() as reader:
        assert reader.referrals_coming() == []
        assert [each.id for each in reader.referrals_in_quota()] == [second]
    for each in (first, second):
        with pytest.raises(RefusedError):
            house.do(WithdrawReferral(referral_id=each, reason="好转"), PARTNER_1)


def test_nobody_is_asked_for_twice_and_another_partner_may_ask_too(house: House) -> None:
    number = asked(house)
    with pytest.raises(RefusedError):
        asked(house)
    asked(house, 1, PARTNER_2, partner="P2")
    house.make(AcceptReferral(referral_id=number))
    with pytest.raises(RefusedError):
        asked(house)


def test_partners_ask_for_themselves_alone_and_the_coordinator_by_telephone_for_all(house: House) -> None:
    with pytest.raises(NotPermittedError):
        asked(house, 1, PARTNER_1, partner="P2")
    with pytest.raises(NotPermittedError):
        asked(house, 1, NURSE_M)
    assert referral(house, asked(house, 1, COORDINATOR, partner="P2")).by_telephone
    for command in (AcceptReferral(referral_id=1), DeclineReferral(referral_id=1, reason="不")):
        with pytest.raises(NotPermittedError):
            house.do(command, PARTNER_1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"report": " "},
        {"specialty": "XX"},
        {"stay_minutes": 0},
        {"wanted_from": "far"},
        {"person": replace(ASKED.person, name=" ")},
        {"person": replace(ASKED.person, birth_date=date(2090, 1, 1))},
    ],
)
def test_mistyped_requests_are_refused_and_nothing_is_kept(house: House, wrong: dict[str, object]) -> None:
    if "wanted_from" in wrong:
        wrong = {"wanted_from": house.now + timedelta(days=365)}
    with pytest.raises(BadInputError):
        house.do(replace(ASKED, **wrong), PARTNER_1)  # type: ignore[arg-type]  # fields by name
    with pytest.raises(NotFoundError):
        house.do(replace(ASKED, partner="P9"))
    with house.reader() as reader:
        assert reader.referrals_unanswered() == []


def test_a_number_that_is_somebody_elses_is_found_out_by_the_coordinator_alone(house: House) -> None:
    number = house.make(replace(ASKED, person=replace(ASKED.person, mrn="LM-1")), PARTNER_1)
    with pytest.raises(BadInputError):
        house.do(AcceptReferral(referral_id=number))
    assert referral(house, number).state is ReferralState.ASKED
