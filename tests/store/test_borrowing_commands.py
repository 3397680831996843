"""Borrowed beds: give-back times, ways back accepted and refused, nights waived, disputed, settled, corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bedcentre.domain.borrowing import BorrowedNight
from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import DemandKind, DemandState, NightMark, Role, Triage
from bedcentre.usecases.beds import BlockBed, FinishCleaning, StartCleaning
from bedcentre.usecases.borrowing.commands import (
    AcceptGiveBack,
    AgreeGiveBack,
    CorrectStatement,
    MarkNight,
    RefuseGiveBack,
)
from bedcentre.usecases.borrowing.give_backs import GiveBack, give_backs
from bedcentre.usecases.borrowing.ledger import borrowed_night, present_loans
from bedcentre.usecases.borrowing.sight import LedgerSight
from bedcentre.usecases.borrowing.statement import month_of
from bedcentre.usecases.planning import PublishPlan, Suggestion
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.requests import CancelDemand, RequestBed
from bedcentre.usecases.stays import ExpectDischarge, MovePatient, PatientLeaves, ReceivePatient
from tests.store.house import COORDINATOR, NURSE_M, SYSTEM, House
from tests.store.small import BED_IDS, POLICY, WARD_IDS

NURSE_I = Actor(user_id=6, name="intensive", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["I"]}))
NURSE_S = Actor(user_id=7, name="surgical", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["S"]}))
DIRECTOR = Actor(user_id=8, name="director", role=Role.DIRECTOR)
ADMINISTRATOR = Actor(user_id=9, name="admin", role=Role.ADMINISTRATOR)
SIGNED = "病情需要"
FIRST, MONTH = date(2026, 11, 23), date(2026, 11, 1)


@pytest.fixture
def guest(house: House) -> int:
    """A medical patient in a borrowed intensive-care bed since Monday 08:00; the encounter."""
    return house.make(ReceivePatient(demand_id=house.demand_of("N1"), bed_id=BED_IDS["I-1"], override=SIGNED))


def offers(house: House) -> list[GiveBack]:
    with house.reader() as reader:
        return give_backs(reader)


def propose(house: House, kind: DemandKind, bed: str) -> None:
    """A plan proposes a bed to a medical patient of that kind who is not in the house yet."""
    with house.reader() as reader:
        patient_id = reader.demand(house.demand_of("N2")).patient_id
    asked = RequestBed(
        kind=kind,
        patient_id=patient_id,
        specialty="MED",
        wanted_from=house.now,
        latest=house.now + timedelta(days=2),
        stay_minutes=4000,
        triage=Triage.ACUTE,
    )
    demand_id = house.demand_of("N2") if kind is DemandKind.EMERGENCY else house.make(asked)
    end = house.now + timedelta(days=2)
    suggestion = Suggestion(demand_id=demand_id, bed_id=BED_IDS[bed], start=house.now, end=end, reasons=())
    plan = PublishPlan(
        sequence=1,
        method="greedy",
        milliseconds=1,
        unplaced=0,
        levels=(0,),
        suggestions=(suggestion,),
        complete=True,
        items={},
    )
    house.do(plan, SYSTEM)


def night(house: House, guest: int, of: date = FIRST) -> BorrowedNight:
    with house.reader() as reader:
        found = borrowed_night(reader, guest, of)
    assert found is not None
    return found


class TestWaysBack:
    """Proposed when the home ward has room and the move is worth it; accepted, it is a transfer like any other."""

    def test_the_free_bed_at_home_is_proposed_and_one_accept_asks_for_it(self, house: House, guest: int) -> None:
        (offer,) = offers(house)
        assert (offer.bed.bed.label, offer.free_at) == ("M-3", house.now)
        demand_id = house.make(AcceptGiveBack(encounter_id=guest, bed_id=offer.bed.bed.id))
        with house.reader() as reader:
            demand = reader.demand(demand_id)
            promised = [claim.bed_id for claim in reader.claims_of(demand_id)]
        assert (demand.kind, demand.state, demand.encounter_id) == (DemandKind.TRANSFER, DemandState.PROMISED, guest)
        assert promised == [BED_IDS["M-3"]]
        house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
        with house.reader() as reader:
            assert present_loans(reader) == []

    def test_accepted_twice_is_refused_and_cancelled_is_proposed_again(self, house: House, guest: int) -> None:
        accept = AcceptGiveBack(encounter_id=guest, bed_id=BED_IDS["M-3"])
        demand_id = house.make(accept)
        assert offers(house) == []
        with pytest.raises(RefusedError) as refused:
            house.do(accept)
        assert [each.key for each in refused.value.reasons] == ["refusal.give_back_asked"]
        house.do(CancelDemand(demand_id=demand_id, reason="再观察"))
        assert len(offers(house)) == 1

    def test_a_refusal_needs_a_reason_and_holds_for_a_while(self, house: House, guest: int) -> None:
        with pytest.raises(BadInputError):
            house.do(RefuseGiveBack(encounter_id=guest, reason=" "))
        house.do(RefuseGiveBack(encounter_id=guest, reason="家属不同意"))
        assert offers(house) == []
        house.wait(hours=24, minutes=1)
        assert len(offers(house)) == 1

    @pytest.mark.parametrize(
        ("hours", "stays", "key"),
        [(0, 20, "refusal.give_back_short"), (13, 72, "refusal.give_back_night")],
    )
    def test_what_is_not_worth_it_is_not_proposed_and_says_why(
        self, house: House, guest: int, hours: int, stays: int, key: str
    ) -> None:
        house.do(ExpectDischarge(bed_id=BED_IDS["I-1"], expected=house.now + timedelta(hours=stays)))
        house.wait(hours=hours)
        assert offers(house) == []
        with pytest.raises(RefusedError) as refused:
            house.do(AcceptGiveBack(encounter_id=guest, bed_id=BED_IDS["M-3"]))
        assert [each.key for each in refused.value.reasons] == [key]

    def test_the_severely_ill_stay(self, house: House) -> None:
        with house.reader() as reader:
            patient_id = reader.demand(house.demand_of("N2")).patient_id
        severe = RequestBed(
            kind=DemandKind.PLANNED,
            patient_id=patient_id,
            specialty="MED",
            wanted_from=house.now,
            latest=house.now + timedelta(hours=2),
            stay_minutes=4000,
            severe=True,
        )
        house.do(ReceivePatient(demand_id=house.make(severe), bed_id=BED_IDS["I-2"], override=SIGNED))
        assert offers(house) == []

    def test_a_bed_taken_meanwhile_is_refused_and_no_longer_proposed(self, house: House, guest: int) -> None:
        assert len(offers(house)) == 1
        house.do(BlockBed(bed_id=BED_IDS["M-3"], reason="漏水"))
        assert "M-3" not in [each.bed.bed.label for each in offers(house)]
        with pytest.raises(RefusedError) as refused:
            house.do(AcceptGiveBack(encounter_id=guest, bed_id=BED_IDS["M-3"]))
        assert refused.value.reasons[0].key == "refusal.give_back_no_room"

    def test_each_guest_is_proposed_a_bed_of_their_own(self, house: House, guest: int) -> None:
        second = house.make(ReceivePatient(demand_id=house.demand_of("N2"), bed_id=BED_IDS["I-2"], override=SIGNED))
        found = {each.guest.encounter.id: each.bed.bed.label for each in offers(house)}
        assert found == {guest: "M-3", second: "M-2"}

    @pytest.mark.parametrize("kind", [DemandKind.EMERGENCY, DemandKind.PLANNED])
    def test_a_proposed_bed_is_no_room_but_for_the_overdue_before_elective_patients(
        self, house: House, guest: int, kind: DemandKind
    ) -> None:
        house.do(ExpectDischarge(bed_id=BED_IDS["I-1"], expected=house.now + timedelta(days=9)))
        propose(house, kind, "M-3")
        assert "M-3" not in [each.bed.bed.label for each in offers(house)]
        house.do(AgreeGiveBack(encounter_id=guest, due_at=house.now))
        house.wait(minutes=1)
        offered = [each.bed.bed.label for each in offers(house)]
        assert ("M-3" in offered) == (kind is DemandKind.PLANNED)

    def test_who_went_home_or_left_has_nothing_to_give_back(self, house: House, guest: int) -> None:
        house.do(MovePatient(encounter_id=guest, bed_id=BED_IDS["M-3"]))
        with pytest.raises(RefusedError):
            house.do(AcceptGiveBack(encounter_id=guest, bed_id=BED_IDS["M-3"]))
        house.do(PatientLeaves(bed_id=BED_IDS["M-3"]))
        for command in (
            RefuseGiveBack(encounter_id=guest, reason="家属不同意"),
            AgreeGiveBack(encounter_id=guest, due_at=house.now),
        ):
            with pytest.raises(RefusedError):
                house.do(command)


class TestGiveBackTime:
    """What the departments agreed, else the policy."""

    def test_the_newest_agreement_holds_as_long_as_the_patient_lies_there(self, house: House, guest: int) -> None:
        for days in (2, 1):
            house.do(AgreeGiveBack(encounter_id=guest, due_at=house.now + timedelta(days=days), note="周二还"), NURSE_I)
        due_at = house.now + timedelta(days=1)
        house.wait(days=2)
        with house.reader() as reader:
            (loan,) = present_loans(reader)
        assert (loan.due_at, loan.agreed) == (due_at, True)
        assert [night(house, guest, FIRST + timedelta(days=day)).overdue for day in range(2)] == [False, True]
        house.do(MovePatient(encounter_id=guest, bed_id=BED_IDS["I-2"], override=SIGNED))
        with house.reader() as reader:
            (moved,) = present_loans(reader)
        assert (moved.due_at, moved.since) == (due_at, loan.since)

    @pytest.mark.parametrize(
        ("actor", "days", "error"),
        [(NURSE_M, 1, NotPermittedError), (NURSE_I, -1, BadInputError), (COORDINATOR, 400, BadInputError)],
    )
    def test_others_and_impossible_times_are_refused(
        self, house: House, guest: int, actor: Actor, days: int, error: type[HospitalError]
    ) -> None:
        with pytest.raises(error):
            house.do(AgreeGiveBack(encounter_id=guest, due_at=house.now + timedelta(days=days)), actor)


class TestNights:
    """Nights are what they are; what is owed for them can be waived, disputed and settled, each signed."""

    def test_waived_disputed_and_settled(self, house: House, guest: int) -> None:
        house.wait(days=2)
        house.do(MarkNight(encounter_id=guest, night=FIRST, mark=NightMark.DISPUTED, reason="人在手术室"), NURSE_M)
        assert (night(house, guest).credit, night(house, guest).mark) == (0, NightMark.DISPUTED)
        with house.reader() as reader:
            (pair,) = month_of(reader, MONTH).pairs
        assert (pair.nights, pair.disputed, pair.counted) == (2, 1, 100)
        house.do(MarkNight(encounter_id=guest, night=FIRST, mark=NightMark.COUNTED, reason="已核实在床"), DIRECTOR)
        assert night(house, guest).credit == 100
        house.do(MarkNight(encounter_id=guest, night=FIRST, mark=NightMark.WAIVED, reason="互相支持"), NURSE_I)
        assert (night(house, guest).credit, night(house, guest).mark) == (0, NightMark.WAIVED)

    @pytest.mark.parametrize(
        ("actor", "mark", "error"),
        [
            (NURSE_M, NightMark.WAIVED, NotPermittedError),
            (NURSE_S, NightMark.DISPUTED, NotPermittedError),
            (COORDINATOR, NightMark.COUNTED, RefusedError),
            (ADMINISTRATOR, NightMark.WAIVED, NotPermittedError),
        ],
    )
    def test_only_who_is_concerned_marks_and_only_what_changes(
        self, house: House, guest: int, actor: Actor, mark: NightMark, error: type[HospitalError]
    ) -> None:
        house.wait(days=1)
        with pytest.raises(error):
            house.do(MarkNight(encounter_id=guest, night=FIRST, mark=mark, reason="写明理由"), actor)
        assert night(house, guest).marked is None

    @pytest.mark.parametrize("to_come", [date.max, FIRST + timedelta(days=9)])
    def test_a_night_to_come_is_none_yet(self, house: House, guest: int, to_come: date) -> None:
        with pytest.raises(RefusedError):
            house.do(MarkNight(encounter_id=guest, night=to_come, mark=NightMark.WAIVED, reason="互相支持"))

    def test_a_nurse_does_not_settle_what_her_department_disputed(self, house: House, guest: int) -> None:
        house.wait(days=1)
        house.do(MarkNight(encounter_id=guest, night=FIRST, mark=NightMark.DISPUTED, reason="人在手术室"), NURSE_M)
        with pytest.raises(NotPermittedError):
            house.do(MarkNight(encounter_id=guest, night=FIRST, mark=NightMark.COUNTED, reason="算了算了"), NURSE_I)

    def test_a_night_that_was_none_and_a_reason_that_says_nothing(self, house: House, guest: int) -> None:
        house.wait(hours=2)
        with pytest.raises(RefusedError):
            house.do(MarkNight(encounter_id=guest, night=FIRST, mark=NightMark.WAIVED, reason="互相支持"))
        house.wait(days=1)
        with pytest.raises(BadInputError):
            house.do(MarkNight(encounter_id=guest, night=FIRST, mark=NightMark.WAIVED, reason="好"))

    def test_a_floating_beds_share_is_the_houses(self, house: House, guest: int) -> None:
        house.wait(days=1)
        found = night(house, guest)
        floating = replace(found, lodging=replace(found.lodging, floating=True))
        assert (found.credit, found.house_credit) == (100, 0)
        assert (floating.credit, floating.house_credit) == (60, 40)


class TestCorrections:
    """A signed correction stands beside the nights."""

    def test_it_changes_what_is_owed_and_not_the_nights(self, house: House, guest: int) -> None:
        house.wait(days=1)
        assert night(house, guest).credit == 100
        correction = CorrectStatement(lender="ICU", borrower="MED", month=MONTH, credit=-50, reason="护理减半")
        house.do(correction, DIRECTOR)
        house.do(replace(correction, lender="SUR", credit=30), COORDINATOR)
        with house.reader() as reader:
            month = month_of(reader, MONTH)
        assert [(pair.lender, pair.nights, pair.counted, pair.owed) for pair in month.pairs] == [
            ("ICU", 1, 100, 50),
            ("SUR", 0, 0, 30),
        ]
        assert [each.signed_by for each in month.corrections] == [DIRECTOR.user_id, COORDINATOR.user_id]
        assert [pair.lender for pair in month.of_pair("SUR", "MED").pairs] == ["SUR"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"lender": "XXX"},
            {"lender": "MED"},
            {"month": date(2026, 12, 1)},
            {"month": date(2026, 11, 2)},
            {"credit": 0},
            {"credit": 10**9},
            {"reason": "嗯"},
        ],
    )
    def test_what_makes_no_sense_is_not_signed(self, house: House, wrong: dict[str, Any]) -> None:
        right = CorrectStatement(lender="ICU", borrower="MED", month=MONTH, credit=-50, reason="护理减半")
        with pytest.raises(BadInputError):
            house.do(replace(right, **wrong))
        with pytest.raises(NotPermittedError):
            house.do(right, NURSE_M)


@pytest.mark.parametrize(
    ("actor", "nights", "named"),
    [
        (COORDINATOR, 1, "full"),
        (DIRECTOR, 1, "none"),
        (NURSE_I, 1, "full"),
        (NURSE_M, 1, "masked"),
        (NURSE_S, 0, "masked"),
    ],
)
def test_everybody_sees_what_concerns_them(house: House, guest: int, actor: Actor, nights: int, named: str) -> None:
    house.wait(days=1)
    assert night(house, guest).night == FIRST
    with house.reader() as reader:
        sight = LedgerSight.of(actor, reader)
        (loan,) = present_loans(reader)
        assert len(sight.of_month(month_of(reader, MONTH)).nights) == nights
    assert sight.names(loan).value == named
    assert sight.agrees(loan) == (actor in {COORDINATOR, NURSE_I})


def test_the_policy_says_when_a_way_back_is_worth_it(house: House, guest: int) -> None:
    assert [each.guest.encounter.id for each in offers(house)] == [guest]
    patient = replace(POLICY, give_back_least_stay=timedelta(days=30))
    house.do(ChangePolicy(policy=patient, reason="少移动患者", based_on=0), ADMINISTRATOR)
    assert offers(house) == []


def test_a_dirty_bed_at_home_is_proposed_for_when_it_is_clean(house: House, guest: int) -> None:
    house.do(BlockBed(bed_id=BED_IDS["M-3"], reason="漏水"))
    (offer,) = offers(house)
    assert (offer.bed.bed.label, offer.free_at) == ("M-2", house.now + timedelta(minutes=40))
    house.do(StartCleaning(bed_id=BED_IDS["M-2"]))
    house.do(FinishCleaning(bed_id=BED_IDS["M-2"]))
    assert [each.free_at for each in offers(house)] == [house.now]
    assert offers(house)[0].guest.encounter.id == guest
