"""Pre-admission step by step: proposed, opened, lengthened; over in four ways, with what is owed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.preadmission import CRITERIA, PreAdmission, PreAdmissionState, count
from bedcentre.domain.vocabulary import DemandKind, MilestoneState
from bedcentre.usecases.beds import UnblockBed
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.milestones import ReachMilestone, ReopenMilestone, WaiveMilestone
from bedcentre.usecases.preadmission import (
    EndPreAdmission,
    LapsePreAdmissions,
    LengthenPreAdmission,
    OpenPreAdmission,
    ProposePreAdmission,
)
from bedcentre.usecases.preadmission_list import Next, pre_admission_list
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import COORDINATOR, SURGEON_1, SYSTEM, House
from tests.store.preadmission import ALL, DAY, booked, checklist, demand, opened, operation, row, slots
from tests.store.small import BED_IDS


def latest(house: House, demand_id: int) -> PreAdmission:
    """The demand's newest pre-admission."""
    with house.reader() as reader:
        return reader.pre_admissions_of([demand_id])[-1]


def owed(house: House) -> list[tuple[int, int]]:
    """What is to be settled: demand and yuan."""
    with house.reader() as reader:
        return [(each.demand.id, each.it.total) for each in pre_admission_list(reader, Names.FULL, None).owed]


def receive(house: House, demand_id: int) -> None:
    """The patient lies in the ward's bed."""
    house.do(UnblockBed(bed_id=BED_IDS["S-2"]))
    house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["S-2"]))


def test_each_criterion_says_who_confirmed_it_and_when(house: House) -> None:
    demand_id = operation(house)
    with house.reader() as reader:
        listed = pre_admission_list(reader, Names.FULL, None)
        assert [each.demand.id for each in listed.candidates] == [demand_id]
        assert listed.rows == ()
    house.do(ProposePreAdmission(demand_id=demand_id))
    house.wait(hours=1)
    house.do(ProposePreAdmission(demand_id=demand_id, confirmed=frozenset(CRITERIA[:2])), SURGEON_1)
    said = checklist(house, demand_id)
    assert (said[CRITERIA[0]].changed_by, said[CRITERIA[0]].changed_at) == (SURGEON_1.user_id, house.now)
    assert (row(house, demand_id).next, row(house, demand_id).who) == (Next.CONFIRM, "surgeon")
    with pytest.raises(RefusedError) as refused:
        house.do(OpenPreAdmission(demand_id=demand_id))
    assert len(refused.value.reasons) == 2
    house.do(WaiveMilestone(milestone_id=said[CRITERIA[2]].id, reason="不适用"))
    house.do(ReachMilestone(milestone_id=said[CRITERIA[3]].id), SURGEON_1)
    with pytest.raises(RefusedError):
        house.do(OpenPreAdmission(demand_id=demand_id))
    house.do(ReopenMilestone(milestone_id=said[CRITERIA[2]].id))
    house.do(ReachMilestone(milestone_id=said[CRITERIA[2]].id))
    assert row(house, demand_id).next is Next.OPEN
    house.do(OpenPreAdmission(demand_id=demand_id))
    assert demand(house, demand_id).expires_at == house.now + 5 * DAY
    assert [line.milestone.step for line in row(house, demand_id).missing] == [
        "blood",
        "contrast_ct",
        "anaesthesia",
        "consent",
    ]
    with pytest.raises(RefusedError):
        house.do(OpenPreAdmission(demand_id=demand_id))


def test_a_surgeon_ticks_nothing_for_anothers_patient(house: House) -> None:
    mine, others = operation(house), operation(house, "E2", surgeon="W2")
    for demand_id in (mine, others):
        house.do(ProposePreAdmission(demand_id=demand_id))
    first = CRITERIA[0]
    house.do(ReachMilestone(milestone_id=checklist(house, mine)[first].id), SURGEON_1)
    milestone_id = checklist(house, others)[first].id
    with pytest.raises(NotPermittedError, match="other_surgeon"):
        house.do(ReachMilestone(milestone_id=milestone_id), SURGEON_1)
    with pytest.raises(NotPermittedError, match="other_surgeon"):
        house.do(WaiveMilestone(milestone_id=milestone_id, reason="不需要"), SURGEON_1)
    assert checklist(house, others)[first].state is MilestoneState.OPEN


@pytest.mark.parametrize(
    ("surgeon", "kind", "confirmed", "error"),
    [
        ("W2", DemandKind.PLANNED, ALL, NotPermittedError),
        ("W1", DemandKind.REFERRAL_IN, ALL, RefusedError),
        ("W1", DemandKind.PLANNED, frozenset({"rich"}), BadInputError),
    ],
)
def test_who_cannot_be_proposed(
    house: House, surgeon: str, kind: DemandKind, confirmed: frozenset[str], error: type[HospitalError]
) -> None:
    demand_id = operation(house, surgeon=surgeon, kind=kind)
    with pytest.raises(error):
        house.do(ProposePreAdmission(demand_id=demand_id, confirmed=confirmed), SURGEON_1)
    assert checklist(house, demand_id) == {}
    house.do(CancelDemand(demand_id=demand_id, reason="放弃"))
    with pytest.raises(RefusedError):
        house.do(ProposePreAdmission(demand_id=demand_id, confirmed=ALL))


def test_the_clock_is_lengthened_once_and_warns_before(house: House) -> None:
    demand_id = opened(house)
    end = latest(house, demand_id).expires_at
    assert not row(house, demand_id).pressing
    house.wait(days=4, minutes=1)
    assert (row(house, demand_id).pressing, row(house, demand_id).next) == (True, Next.LENGTHEN)
    with pytest.raises(BadInputError):
        house.do(LengthenPreAdmission(demand_id=demand_id, approval=" "))
    house.do(LengthenPreAdmission(demand_id=demand_id, approval="医保批2026-1"))
    assert demand(house, demand_id).expires_at == end + 2 * DAY
    with pytest.raises(RefusedError):
        house.do(LengthenPreAdmission(demand_id=demand_id, approval="再批"))


def test_what_runs_out_lapses_with_its_charges_and_may_begin_again(house: House) -> None:
    demand_id = booked(house)
    house.wait(hours=4)
    house.do(ReachMilestone(milestone_id=checklist(house, demand_id)["blood"].id))
    house.do(LapsePreAdmissions(), SYSTEM)
    assert latest(house, demand_id).state is PreAdmissionState.OPEN
    house.wait(days=5)
    with pytest.raises(NotPermittedError):
        house.do(LapsePreAdmissions(), COORDINATOR)
    house.do(LapsePreAdmissions(), SYSTEM)
    it = latest(house, demand_id)
    assert (it.state, [(each.exam, each.fee) for each in it.charges]) == (PreAdmissionState.LAPSED, [("blood", 100)])
    assert demand(house, demand_id).is_open
    assert demand(house, demand_id).expires_at is None
    assert owed(house) == [(demand_id, 100)]
    bill = checklist(house, demand_id)["settle_outpatient"]
    house.do(ReachMilestone(milestone_id=bill.id))
    assert owed(house) == []
    house.wait(minutes=5)
    with pytest.raises(RefusedError):
        house.do(OpenPreAdmission(demand_id=demand_id))
    house.do(ProposePreAdmission(demand_id=demand_id, confirmed=ALL), SURGEON_1)
    house.do(OpenPreAdmission(demand_id=demand_id))
    assert [line.milestone.step for line in row(house, demand_id).missing] == ["contrast_ct", "anaesthesia", "consent"]
    with house.reader() as reader:
        counted = count(reader.pre_admissions(house.now - 30 * DAY))
    assert (counted[PreAdmissionState.LAPSED], counted[PreAdmissionState.OPEN]) == (1, 1)


def test_an_admission_converts_it_and_nothing_stays_to_be_done(house: House) -> None:
    demand_id = booked(house)
    house.wait(hours=2)
    house.do(ReachMilestone(milestone_id=checklist(house, demand_id)["blood"].id))
    receive(house, demand_id)
    it = latest(house, demand_id)
    assert (it.state, it.total) == (PreAdmissionState.ADMITTED, 100)
    assert {each.state for each in checklist(house, demand_id).values()} == {MilestoneState.DONE}
    assert set(slots(house, demand_id)) == {"blood"}
    assert owed(house) == []


def late(house: House, demand_id: int) -> None:
    """Received when the clock had run out unnoticed."""
    house.wait(days=6)
    receive(house, demand_id)


def cancelled(house: House, demand_id: int) -> None:
    """The bed is no longer wanted."""
    house.do(CancelDemand(demand_id=demand_id, reason="患者放弃"))


def given_up(house: House, demand_id: int) -> None:
    """The patient is no longer stable."""
    house.do(EndPreAdmission(demand_id=demand_id, reason="病情变化"))


@pytest.mark.parametrize(
    ("over", "state"),
    [(late, PreAdmissionState.LAPSED), (cancelled, PreAdmissionState.ENDED), (given_up, PreAdmissionState.ENDED)],
)
def test_what_was_done_is_settled_as_an_outpatients(
    house: House, over: Callable[[House, int], None], state: PreAdmissionState
) -> None:
    demand_id = booked(house)
    house.wait(hours=2)
    house.do(ReachMilestone(milestone_id=checklist(house, demand_id)["blood"].id))
    over(house, demand_id)
    assert latest(house, demand_id).state is state
    assert owed(house) == [(demand_id, 100)]
    assert set(slots(house, demand_id)) - {"blood"} <= {"contrast_ct", "anaesthesia"}
    assert [each.step for each in checklist(house, demand_id).values() if each.state is MilestoneState.OPEN] == [
        "settle_outpatient"
    ]
    with pytest.raises(RefusedError):
        house.do(EndPreAdmission(demand_id=demand_id, reason="再次"))


def test_without_anything_done_nothing_is_owed(house: House) -> None:
    demand_id = booked(house)
    cancelled(house, demand_id)
    assert owed(house) == []
    assert slots(house, demand_id) == {}
