"""Patients go on to partners: ready, matched with offered beds, accepted or declined, gone, called off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.people import Actor
from bedcentre.domain.referrals import HANDOVER, OnwardReferral, OnwardState
from bedcentre.domain.vocabulary import (
    BedState,
    CareSetting,
    Certainty,
    Checklist,
    Destination,
    DischargeStep,
    MilestoneState,
    Role,
    Sex,
)
from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.discharge import BookTransport
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.referrals.matching import Match, Traveller, matches
from bedcentre.usecases.referrals.offers import OfferBeds, WithdrawOffer
from bedcentre.usecases.referrals.onward import (
    AcceptOnward,
    AskPartner,
    CallOffOnward,
    DeclineOnward,
    MarkReadyToGoOn,
    ReferOutpatient,
)
from bedcentre.usecases.requests import RegisterPatient
from bedcentre.usecases.stays import ExpectDischarge, PatientLeaves, UndoLeaving
from tests.store.house import COORDINATOR, NURSE_M, PARTNER_1, SURGEON_1, House
from tests.store.small import BED_IDS, START

BED = BED_IDS["M-1"]
PARTNER_2 = Actor(user_id=5, name="other", role=Role.PARTNER, partner="P2")
OFFER = OfferBeds(
    partner="P1",
    kind=Destination.PRIMARY,
    sex=None,
    beds=1,
    start=START,
    end=START + timedelta(days=9),
)


def encounter_in(house: House, bed_id: int = BED) -> int:
    """Whose encounter lies there."""
    with house.reader() as reader:
        encounter = reader.bed(bed_id).encounter
    assert encounter is not None
    return encounter.id


def ready(house: House, bed_id: int = BED, destination: Destination = Destination.PRIMARY) -> int:
    """The patient in the bed may go on."""
    command = MarkReadyToGoOn(
        encounter_id=encounter_in(house, bed_id), destination=destination, reason="病情稳定", physician="吴医生"
    )
    return house.make(command)


def onward(house: House, onward_id: int) -> OnwardReferral:
    """As it stands now."""
    with house.reader() as reader:
        return reader.onward_referral(onward_id)


def expected(house: House) -> tuple[int, int]:
    """An onward referral that partner P1 has accepted, and its offer."""
    offer, number = house.make(OFFER, PARTNER_1), ready(house)
    house.do(AskPartner(onward_id=number, offer_id=offer))
    house.do(AcceptOnward(onward_id=number, comes_at=house.now + timedelta(hours=6)), PARTNER_1)
    return number, offer


def steps(house: House, encounter_id: int) -> dict[str, MilestoneState]:
    """What is or was to be done for the patient."""
    with house.reader() as reader:
        return {each.step: each.state for each in reader.milestones_of_encounter(encounter_id)}


def offers_for(house: House, *numbers: int) -> dict[int, list[Match]]:
    """What the coordinator sees."""
    with house.reader() as reader:
        found = [reader.onward_referral(each) for each in numbers]
        travellers = [
            Traveller(
                onward=each,
                patient=reader.patient(each.patient_id),
                encounter=reader.encounter(each.encounter_id or 0),
            )
            for each in found
        ]
        return dict(matches(reader, travellers))


def test_from_ready_to_a_clean_bed(house: House) -> None:
    number, offer = expected(house)
    encounter = encounter_in(house)
    accepted = onward(house, number)
    assert (accepted.state, accepted.partner, accepted.offer_id) == (OnwardState.ACCEPTED, "P1", offer)
    with house.reader() as reader:
        leaving = reader.encounter(encounter)
        assert (leaving.expected_discharge, leaving.certainty) == (accepted.comes_at, Certainty.PREDICTED)
        assert [each.id for each in reader.leaving()] == [encounter]
    assert steps(house, encounter)[HANDOVER] is MilestoneState.OPEN
    house.do(BookTransport(encounter_id=encounter, eta=house.now + timedelta(hours=6), booking="安途 → P1"))
    with house.reader() as reader:
        summary = next(each for each in reader.milestones_of_encounter(encounter) if each.step == HANDOVER)
    house.do(ReachMilestone(milestone_id=summary.id), NURSE_M)
    house.wait(hours=6)
    house.do(PatientLeaves(bed_id=BED), NURSE_M)
    gone = onward(house, number)
    assert (gone.state, gone.changed_at) == (OnwardState.GONE, house.now)
    assert house.state("M-1") is BedState.VACATED
    house.do(StartCleaning(bed_id=BED))
    house.do(FinishCleaning(bed_id=BED))
    assert house.state("M-1") is BedState.FREE
    with house.reader() as reader:
        assert [each.id for each in reader.onward_gone(START, house.now + timedelta(seconds=1))] == [number]
        assert reader.onward_gone(START, house.now) == []
        assert reader.onward_open() == []


def test_the_summary_still_matters_when_the_patient_has_left_without_it(house: House) -> None:
    expected(house)
    encounter = encounter_in(house)
    house.do(PatientLeaves(bed_id=BED))
    with house.reader() as reader:
        summary = next(each for each in reader.open_milestones(Checklist.REFERRAL_OUT))
        assert summary.encounter_id == encounter
        assert summary.due_at == START.replace(hour=16)  # midnight at the hospital
    assert DischargeStep.TRANSPORT not in [
        step for step, state in steps(house, encounter).items() if state is MilestoneState.OPEN
    ]


def test_a_mistaken_tap_is_taken_back(house: House) -> None:
    number, _ = expected(house)
    house.do(PatientLeaves(bed_id=BED))
    house.do(UndoLeaving(bed_id=BED))
    assert onward(house, number).state is OnwardState.ACCEPTED
    assert steps(house, encounter_in(house))[DischargeStep.TRANSPORT] is MilestoneState.OPEN


def test_who_leaves_otherwise_is_called_off_and_ready_again_if_it_was_a_mistake(house: House) -> None:
    offer, number = house.make(OFFER), ready(house)
    house.do(AskPartner(onward_id=number, offer_id=offer))
    house.do(PatientLeaves(bed_id=BED))
    assert onward(house, number).state is OnwardState.CALLED_OFF
    with house.reader() as reader:
        assert reader.beds_used([offer]) == {}
        assert reader.onward_gone(START, house.now + timedelta(days=1)) == []
    house.do(UndoLeaving(bed_id=BED))
    assert onward(house, number).state is OnwardState.READY


def test_an_offer_is_asked_for_once_for_each_of_its_beds(house: House) -> None:
    offer = house.make(OFFER, PARTNER_1)
    first, second = ready(house), ready(house, BED_IDS["S-1"])
    house.do(AskPartner(onward_id=first, offer_id=offer))
    with pytest.raises(RefusedError):
        house.do(AskPartner(onward_id=first, offer_id=offer))
    with pytest.raises(RefusedError) as full:
        house.do(AskPartner(onward_id=second, offer_id=offer))
    assert [each.key for each in full.value.reasons] == ["refusal.offer_full"]
    house.do(DeclineOnward(onward_id=first, reason="床位已满"), PARTNER_1)
    house.do(AskPartner(onward_id=second, offer_id=offer))


def test_every_reason_against_an_offer_is_said(house: House) -> None:
    women = house.make(replace(OFFER, sex=Sex.FEMALE, partner="P2", kind=Destination.REHABILITATION))
    house.do(WithdrawOffer(offer_id=women))
    number = ready(house)
    with pytest.raises(RefusedError) as refused:
        house.do(AskPartner(onward_id=number, offer_id=women))
    assert {each.key for each in refused.value.reasons} == {
        "refusal.offer_kind",
        "refusal.offer_sex",
        "refusal.offer_withdrawn",
    }
    brief = house.make(replace(OFFER, end=house.now + timedelta(hours=1)))
    with pytest.raises(RefusedError):
        house.do(AskPartner(onward_id=number, offer_id=brief))
    with pytest.raises(RefusedError):
        house.do(WithdrawOffer(offer_id=women))


def test_the_longest_ready_is_matched_first_with_what_is_near_and_there(house: House) -> None:
    with house.reader() as reader:
        stays = reader.encounter(encounter_in(house)).expected_discharge
    far = house.make(replace(OFFER, partner="P2"))
    near_later = house.make(replace(OFFER, start=stays + timedelta(hours=5)))
    first = ready(house)
    house.wait(minutes=1)
    second = ready(house, BED_IDS["S-1"])
    found = offers_for(house, first, second)
    assert [(each.offer.id, each.suggested) for each in found[first]] == [(far, True), (near_later, False)]
    assert found[first][1].waits == timedelta(hours=5)
    assert [each.offer.id for each in found[second] if each.suggested] == [near_later]
    near = house.make(OFFER)
    assert [each.offer.id for each in offers_for(house, first)[first]] == [near, far, near_later]
    house.do(AskPartner(onward_id=first, offer_id=near))
    house.do(DeclineOnward(onward_id=first, reason="无监护"), PARTNER_1)
    again = offers_for(house, first)[first]
    assert [each.offer.id for each in again if not each.against] == [far]
    assert offers_for(house) == {}


def test_a_partner_that_declines_after_all_leaves_nothing_to_be_done(house: House) -> None:
    number, _ = expected(house)
    with pytest.raises(BadInputError):
        house.do(DeclineOnward(onward_id=number, reason=""), PARTNER_1)
    house.do(DeclineOnward(onward_id=number, reason="停电"), PARTNER_1)
    back = onward(house, number)
    assert (back.state, back.partner, back.declined[0].reason) == (OnwardState.READY, None, "停电")
    left = steps(house, encounter_in(house))
    assert HANDOVER not in left
    assert DischargeStep.TRANSPORT not in left
    assert DischargeStep.ORDERS in left


def test_transport_comes_back_when_the_ward_says_another_time(house: House) -> None:
    expected(house)
    encounter = encounter_in(house)
    house.do(ExpectDischarge(bed_id=BED, expected=house.now + timedelta(days=5)), NURSE_M)
    assert DischargeStep.TRANSPORT not in steps(house, encounter)
    house.do(ExpectDischarge(bed_id=BED, expected=house.now + timedelta(hours=9)), NURSE_M)
    assert steps(house, encounter)[DischargeStep.TRANSPORT] is MilestoneState.OPEN


def test_calling_off_frees_the_partners_bed(house: House) -> None:
    number, offer = expected(house)
    with pytest.raises(NotPermittedError):
        house.do(CallOffOnward(onward_id=number, reason="发热"), PARTNER_1)
    house.do(CallOffOnward(onward_id=number, reason="发热"), NURSE_M)
    with house.reader() as reader:
        assert reader.beds_used([offer]) == {}
        assert [each.id for each in reader.standing_offers()] == [offer]
    assert HANDOVER not in steps(house, encounter_in(house))
    with pytest.raises(RefusedError):
        house.do(CallOffOnward(onward_id=number, reason="发热"), NURSE_M)
    assert ready(house) != number


@pytest.mark.parametrize(
    ("reason", "physician", "actor", "error"),
    [
        ("", "吴医生", NURSE_M, BadInputError),
        ("稳定", " ", NURSE_M, BadInputError),
        ("稳定", "吴医生", SURGEON_1, NotPermittedError),
        ("稳定", "吴医生", PARTNER_1, NotPermittedError),
    ],
)
def test_marking_takes_a_reason_and_a_physician(
    house: House, reason: str, physician: str, actor: Actor, error: type[HospitalError]
) -> None:
    marked = MarkReadyToGoOn(
        encounter_id=encounter_in(house), destination=Destination.HOSPICE, reason=reason, physician=physician
    )
    with pytest.raises(error):
        house.do(marked, actor)
    with house.reader() as reader:
        assert reader.onward_open() == []


def test_a_nurse_marks_on_the_own_ward_once_and_only_who_is_here(house: House) -> None:
    encounter = encounter_in(house, BED_IDS["S-1"])
    mark = MarkReadyToGoOn(encounter_id=encounter, destination=Destination.PRIMARY, reason="稳定", physician="吴")
    with pytest.raises(NotPermittedError):
        house.do(mark, NURSE_M)
    house.do(mark)
    with pytest.raises(RefusedError):
        house.do(mark)
    lying = encounter_in(house)
    house.do(PatientLeaves(bed_id=BED))
    with pytest.raises(RefusedError):
        house.do(replace(mark, encounter_id=lying))


def test_partners_answer_for_themselves_alone_and_in_order(house: House) -> None:
    offer, number = house.make(OFFER), ready(house)
    accept = AcceptOnward(onward_id=number, comes_at=house.now + timedelta(hours=2))
    with pytest.raises(RefusedError):
        house.do(accept)
    with pytest.raises(NotPermittedError):
        house.do(accept, PARTNER_1)
    house.do(AskPartner(onward_id=number, offer_id=offer))
    for command in (accept, DeclineOnward(onward_id=number, reason="满")):
        with pytest.raises(NotPermittedError):
            house.do(command, PARTNER_2)
    for wrong in (house.now - timedelta(hours=1), house.now + timedelta(days=400)):
        with pytest.raises(BadInputError):
            house.do(replace(accept, comes_at=wrong), PARTNER_1)
    house.do(accept, PARTNER_1)
    with pytest.raises(RefusedError):
        house.do(accept, PARTNER_1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"beds": 0},
        {"beds": 999},
        {"kind": Destination.HOSPICE},
        {"end": START},
        {"end": START + timedelta(days=400)},
    ],
)
def test_mistyped_offers_are_refused(house: House, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInputError):
        house.do(replace(OFFER, **wrong), PARTNER_1)  # type: ignore[arg-type]  # fields by name
    with pytest.raises(NotPermittedError):
        house.do(OFFER, PARTNER_2)
    with house.reader() as reader:
        assert reader.standing_offers() == []


def test_an_offer_ends_by_itself_and_by_its_partner(house: House) -> None:
    first, second = house.make(OFFER, PARTNER_1), house.make(replace(OFFER, end=START + timedelta(hours=2)), PARTNER_1)
    with pytest.raises(NotPermittedError):
        house.do(WithdrawOffer(offer_id=first), PARTNER_2)
    house.do(WithdrawOffer(offer_id=first), PARTNER_1)
    with house.reader() as reader:
        assert [each.id for each in reader.standing_offers()] == [second]
    house.wait(hours=2)
    with house.reader() as reader:
        assert reader.standing_offers() == []


def test_an_outpatient_is_counted_at_once(house: House) -> None:
    sent = ReferOutpatient(
        partner="P1",
        destination=Destination.PRIMARY,
        person=RegisterPatient(mrn="O1", name="门诊者", pinyin="", sex=Sex.FEMALE, birth_date=date(1950, 1, 1)),
        reason="高血压随诊",
        physician="吴医生",
    )
    number = house.make(sent)
    assert (onward(house, number).setting, onward(house, number).state) == (CareSetting.OUTPATIENT, OnwardState.GONE)
    with pytest.raises(BadInputError):
        house.do(replace(sent, destination=Destination.HOSPICE))
    with pytest.raises(NotPermittedError):
        house.do(sent, PARTNER_1)
    with house.reader() as reader:
        assert len(reader.onward_gone(START, START + timedelta(seconds=1))) == 1
        assert COORDINATOR.user_id == onward(house, number).marked_by
