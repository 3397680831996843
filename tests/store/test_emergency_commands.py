"""The emergency department: announced ambulances with a bed kept, long waits carried up, theatre, deposit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from bedcentre.domain.emergency import Ambulance
from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import (
    AmbulanceState,
    BedState,
    Centre,
    DemandKind,
    DemandState,
    Deposit,
    EscalationLevel,
    EscalationWay,
    Feature,
    MilestoneState,
    Role,
    Route,
    Sex,
    Triage,
)
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.emergency.ambulances import (
    AmbulanceArrives,
    AnnounceAmbulance,
    CallOffAmbulance,
    DelayAmbulance,
    KeepBedForAmbulance,
)
from bedcentre.usecases.emergency.care import EnterRecovery, RecordDeposit, ReportEmergency, RouteEmergency, care_of
from bedcentre.usecases.emergency.escalation import AnswerEscalation, TendEmergencies, answer_of, due
from bedcentre.usecases.emergency.sheet import sheet
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.planning import ExpireHolds
from bedcentre.usecases.proposals import ReleaseClaim
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import COORDINATOR, NURSE_M, SURGEON_1, SYSTEM, House
from tests.store.small import BED_IDS, POLICY, START, WARD_IDS

DIRECTOR = Actor(user_id=9, name="director", role=Role.DIRECTOR)
STEP = timedelta(minutes=1)


def person(number: int = 1, sex: Sex = Sex.FEMALE) -> RegisterPatient:
    """Somebody brought in."""
    return RegisterPatient(mrn=f"A{number}", name="急救者", pinyin="jjz", sex=sex, birth_date=date(1960, 1, 1))


def announced(house: House, sex: Sex = Sex.FEMALE, route: Route = Route.EMERGENCY_ROOM, minutes: int = 20) -> int:
    """An ambulance announced with a patient for medicine."""
    return house.make(
        AnnounceAmbulance(
            eta=house.now + timedelta(minutes=minutes),
            sex=sex,
            age=66,
            specialty="MED",
            triage=Triage.CRITICAL,
            stay_minutes=2 * 24 * 60,
            centre=Centre.CHEST_PAIN,
            route=route,
            report="胸痛 1 小时",
        )
    )


def ambulance(house: House, ambulance_id: int) -> Ambulance:
    """As it stands now."""
    with house.reader() as reader:
        return reader.ambulance(ambulance_id)


def reported(house: House, triage: Triage = Triage.ACUTE, route: Route = Route.EMERGENCY_ROOM, number: int = 7) -> int:
    """An emergency patient for medicine."""
    asked = RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=0,
        specialty="MED",
        wanted_from=house.now,
        latest=house.now + timedelta(hours=4),
        stay_minutes=600,
        triage=triage,
    )
    return house.make(ReportEmergency(newcomer=RequestForNewcomer(person=person(number), request=asked), route=route))


def test_whoever_is_dying_stands_before_whoever_waits_longer(house: House) -> None:
    acute = reported(house, Triage.ACUTE, number=1)
    house.wait(hours=9)
    dying, critical = reported(house, Triage.DYING, number=2), reported(house, Triage.CRITICAL, number=3)
    with house.reader() as reader:
        listed = sheet(reader, COORDINATOR).boarding
    assert [each.card.demand.id for each in listed if each.card.demand.id >= acute] == [dying, critical, acute]


def levels(house: House, demand_id: int) -> Mapping[str, MilestoneState]:
    """The escalations of a demand."""
    with house.reader() as reader:
        return {each.step: each.state for each in reader.milestones_of_demand(demand_id)}


def tend(house: House) -> None:
    """Let the clock do its work, as the planner does."""
    with house.reader() as reader:
        assert due(reader)
    house.do(TendEmergencies(), SYSTEM)
    with house.reader() as reader:
        assert not due(reader)


def test_an_announced_ambulance_keeps_a_bed_until_it_must_have_come(house: House) -> None:
    coming = ambulance(house, announced(house))
    assert coming.until == coming.eta + POLICY.ambulance_slack
    assert coming.bed_id is not None
    with house.reader() as reader:
        kept = reader.bed(coming.bed_id)
        assert kept.ward.id == WARD_IDS["M"]
        assert kept.claims[0].interval.expires_at == coming.until
        assert kept.state(house.now + timedelta(hours=1)) is BedState.HELD
        assert [each.id for each in reader.ambulances_coming()] == [coming.id]


def test_arriving_starts_the_clock_and_promises_the_kept_bed(house: House) -> None:
    number = announced(house)
    kept = ambulance(house, number).bed_id
    house.wait(minutes=25)
    demand_id = house.make(AmbulanceArrives(ambulance_id=number, person=person()), NURSE_M)
    with house.reader() as reader:
        demand = reader.demand(demand_id)
        assert (demand.state, demand.raised_at) == (DemandState.PROMISED, house.now)
        assert [claim.bed_id for claim in reader.claims_of(demand_id)] == [kept]
        assert care_of(reader, demand_id).centre is Centre.CHEST_PAIN
        assert reader.ambulances_since(START)[0].demand_id == demand_id
    with pytest.raises(RefusedError):
        house.do(AmbulanceArrives(ambulance_id=number, person=person(2)))


def test_a_kept_bed_that_does_not_suit_after_all_is_given_back(house: House) -> None:
    with house.reader() as reader:
        lying = reader.bed(BED_IDS["M-1"]).patient
    assert lying is not None
    number = announced(house, sex=lying.sex)
    other = Sex.MALE if lying.sex is Sex.FEMALE else Sex.FEMALE
    kept = ambulance(house, number).bed_id
    demand_id = house.make(AmbulanceArrives(ambulance_id=number, person=person(sex=other)))
    with house.reader() as reader:
        promised = [claim.bed_id for claim in reader.claims_of(demand_id)]
        assert promised == ([] if kept == BED_IDS["M-2"] else [kept])
        assert all(claim.interval.demand_id == demand_id for claim in reader.bed(kept or 0).claims)


def test_who_does_not_come_lapses_and_the_bed_is_free_again(house: House) -> None:
    number = announced(house)
    kept = ambulance(house, number).bed_id or 0
    house.wait(minutes=49)
    with house.reader() as reader:
        assert due(reader).lapsed == ()
    house.wait(minutes=1)
    house.do(ExpireHolds(), SYSTEM)
    tend(house)
    assert ambulance(house, number).state is AmbulanceState.LAPSED
    with house.reader() as reader:
        assert reader.bed(kept).claims == ()
    for command in (
        AmbulanceArrives(ambulance_id=number, person=person()),
        DelayAmbulance(ambulance_id=number, eta=house.now + STEP),
        CallOffAmbulance(ambulance_id=number, reason="不来"),
        KeepBedForAmbulance(ambulance_id=number),
    ):
        with pytest.raises(RefusedError):
            house.do(command)


def test_a_late_ambulance_keeps_its_bed_longer(house: House) -> None:
    number = announced(house)
    before = ambulance(house, number)
    house.wait(minutes=20)
    house.do(DelayAmbulance(ambulance_id=number, eta=house.now + timedelta(hours=1)))
    later = ambulance(house, number)
    assert (later.bed_id, later.eta) == (before.bed_id, house.now + timedelta(hours=1))
    with house.reader() as reader:
        assert [claim.interval.id for claim in reader.bed(later.bed_id or 0).claims] == [later.hold_id]


def test_called_off_gives_the_bed_back_and_needs_a_reason(house: House) -> None:
    number = announced(house)
    kept = ambulance(house, number).bed_id or 0
    with pytest.raises(BadInputError):
        house.do(CallOffAmbulance(ambulance_id=number, reason=" "))
    house.do(CallOffAmbulance(ambulance_id=number, reason="转他院"))
    assert ambulance(house, number).state is AmbulanceState.CALLED_OFF
    with house.reader() as reader:
        assert reader.bed(kept).claims == ()


def test_without_a_bed_it_is_announced_all_the_same_and_gets_one_later(house: House) -> None:
    coming = ambulance(house, announced(house))
    assert coming.bed_id is not None
    with pytest.raises(RefusedError):
        house.do(KeepBedForAmbulance(ambulance_id=coming.id))
    house.do(ReleaseClaim(interval_id=coming.hold_id or 0, bed_id=coming.bed_id))
    house.do(KeepBedForAmbulance(ambulance_id=coming.id))
    again = ambulance(house, coming.id)
    assert again.hold_id not in {None, coming.hold_id}
    intensive = announced(house, route=Route.ICU)
    nowhere = ambulance(house, intensive)
    assert Feature.ICU in nowhere.needs


def test_straight_to_the_cath_lab_needs_the_bed_later(house: House) -> None:
    number = announced(house, route=Route.CATH_LAB)
    demand_id = house.make(AmbulanceArrives(ambulance_id=number, person=person()))
    with house.reader() as reader:
        assert reader.demand(demand_id).wanted_from == house.now + POLICY.bypass_time[Route.CATH_LAB]
        assert care_of(reader, demand_id).route is Route.CATH_LAB


@pytest.mark.parametrize(
    "wrong", [{"eta": START - STEP}, {"eta": START + timedelta(days=2)}, {"age": 200}, {"specialty": "XX"}]
)
def test_mistyped_announcements_are_refused(house: House, wrong: dict[str, datetime | int | str]) -> None:
    right = {"eta": START + STEP, "sex": Sex.MALE, "age": 50, "specialty": "MED", "triage": Triage.DYING}
    with pytest.raises(BadInputError):
        house.do(AnnounceAmbulance(**{**right, "stay_minutes": 60, **wrong}))  # type: ignore[arg-type]  # wrong on purpose
    with house.reader() as reader:
        assert reader.ambulances_coming() == []


def test_only_those_who_receive_patients_announce_ambulances(house: House) -> None:
    number = announced(house)
    with pytest.raises(NotPermittedError):
        house.do(CallOffAmbulance(ambulance_id=number, reason="不来"), SURGEON_1)


def test_a_long_wait_is_carried_up_step_by_step_and_answered_by_who_was_told(house: House) -> None:
    demand_id = reported(house)
    house.wait(hours=1)
    tend(house)
    assert levels(house, demand_id) == {EscalationLevel.FIRST: MilestoneState.OPEN}
    with house.reader() as reader:
        first = reader.milestones_of_demand(demand_id)[0]
    assert first.due_at == house.now + POLICY.escalation_answer
    with pytest.raises(NotPermittedError):
        house.do(AnswerEscalation(milestone_id=first.id, note="知道"), DIRECTOR)
    with pytest.raises(BadInputError):
        house.do(AnswerEscalation(milestone_id=first.id))
    house.do(AnswerEscalation(milestone_id=first.id, way=EscalationWay.GIVE_BACK, note="联系中"))
    with house.reader() as reader:
        assert answer_of(reader.milestone(first.id)) == (EscalationWay.GIVE_BACK, "联系中")
    with pytest.raises(RefusedError):
        house.do(AnswerEscalation(milestone_id=first.id, note="再答"))
    house.wait(hours=3)
    tend(house)
    assert levels(house, demand_id) == {
        EscalationLevel.FIRST: MilestoneState.DONE,
        EscalationLevel.SECOND: MilestoneState.OPEN,
        EscalationLevel.THIRD: MilestoneState.OPEN,
    }
    with house.reader() as reader:
        second = reader.milestones_of_demand(demand_id)[1]
    house.do(AnswerEscalation(milestone_id=second.id, note="院领导协调"), DIRECTOR)


def test_an_answer_can_promise_the_bed_and_then_nobody_is_asked_any_more(house: House) -> None:
    demand_id = reported(house)
    house.wait(hours=4)
    tend(house)
    with house.reader() as reader:
        first, *_ = reader.milestones_of_demand(demand_id)
        bed = next(each for each in reader.beds() if each.actual is None and each.bed.label == "M-3")
    house.do(AnswerEscalation(milestone_id=first.id, way=EscalationWay.SISTER_WARD, bed_id=bed.bed.id))
    tend(house)
    assert levels(house, demand_id) == {EscalationLevel.FIRST: MilestoneState.DONE}


@pytest.mark.parametrize("triage", list(Triage))
def test_every_grade_has_its_own_times(house: House, triage: Triage) -> None:
    demand_id = reported(house, triage)
    house.wait(seconds=POLICY.escalate_first[triage].total_seconds() - 1)
    with house.reader() as reader:
        assert demand_id not in {demand.id for demand, _ in due(reader).reached}
    house.wait(seconds=1)
    tend(house)
    assert levels(house, demand_id) == {EscalationLevel.FIRST: MilestoneState.OPEN}


def test_money_is_counted_and_never_asked_about(house: House) -> None:
    demand_id = reported(house)
    with house.reader() as reader:
        assert reader.deposits(START - STEP) == (0, 0)
    house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    with house.reader() as reader:
        assert reader.deposits(START - STEP) == (1, 0)
        assert reader.deposits(START) == (0, 0)
    house.do(RecordDeposit(demand_id=demand_id, deposit=Deposit.PAID))
    with house.reader() as reader:
        assert reader.deposits(START - STEP) == (1, 1)
    with pytest.raises(RefusedError):
        house.do(RecordDeposit(demand_id=demand_id, deposit=Deposit.PAID))


def test_after_the_operation_the_recovery_room_waits_on_its_own_clock(house: House) -> None:
    plain, operated = reported(house), reported(house, route=Route.THEATRE, number=8)
    with pytest.raises(RefusedError):
        house.do(EnterRecovery(demand_id=plain))
    house.wait(hours=2)
    house.do(EnterRecovery(demand_id=operated), NURSE_M)
    with house.reader() as reader:
        assert care_of(reader, operated).recovering_since == house.now
    with pytest.raises(RefusedError):
        house.do(EnterRecovery(demand_id=operated))


@pytest.mark.parametrize(("actor", "error"), [(SURGEON_1, NotPermittedError), (COORDINATOR, RefusedError)])
def test_the_way_is_changed_once_and_by_those_who_may(house: House, actor: Actor, error: type[HospitalError]) -> None:
    demand_id = reported(house)
    house.do(RouteEmergency(demand_id=demand_id, route=Route.CATH_LAB, centre=Centre.CHEST_PAIN))
    with pytest.raises(error):
        house.do(RouteEmergency(demand_id=demand_id, route=Route.CATH_LAB), actor)
    with house.reader() as reader:
        assert care_of(reader, demand_id).centre is Centre.CHEST_PAIN


def test_a_blocked_bed_is_not_kept(house: House) -> None:
    with house.reader() as reader:
        free = [each.bed.id for each in reader.beds(ward_ids=[WARD_IDS["M"]]) if each.actual is None]
    for bed_id in free:
        house.do(BlockBed(bed_id=bed_id, reason="维修"))
    coming = ambulance(house, announced(house))
    with house.reader() as reader:
        assert coming.bed_id is None or reader.bed(coming.bed_id).ward.id != WARD_IDS["M"]
