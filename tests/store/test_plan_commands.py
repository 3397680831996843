"""Plans published, proposals answered, beds chosen, held and given back: through the real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotFoundError, NotPermittedError, RefusedError, TakenError
from bedcentre.domain.messages import Message
from bedcentre.domain.proposals import Proposal
from bedcentre.domain.vocabulary import BedState, DemandState, ProposalState
from bedcentre.usecases.planning import ExpireHolds, PublishPlan, Suggestion
from bedcentre.usecases.proposals import AcceptProposal, ChooseBed, HoldBed, RejectProposal, ReleaseClaim
from bedcentre.usecases.requests import CancelDemand
from tests.store.house import NURSE_M, SYSTEM, House
from tests.store.small import BED_IDS, START

SOON = START + timedelta(minutes=30)
REASON = Message("reason.free_since", {"bed": "M-3", "since": START, "hours": 2})


def plan(*suggestions: Suggestion, complete: bool = True) -> PublishPlan:
    """A plan of these suggestions."""
    return PublishPlan(
        sequence=1,
        method="greedy",
        milliseconds=7,
        unplaced=1,
        levels=(0, 10**12, 3),
        suggestions=suggestions,
        complete=complete,
        greedy_levels=(1, 2, 3),
        items={"tier": 3},
    )


def suggest(house: House, mrn: str, label: str) -> Suggestion:
    """That patient into that bed, soon."""
    return Suggestion(
        demand_id=house.demand_of(mrn),
        bed_id=BED_IDS[label],
        start=SOON,
        end=SOON + timedelta(minutes=3000),
        reasons=(REASON,),
    )


def proposals(house: House) -> list[Proposal]:
    """The open ones."""
    with house.reader() as reader:
        return list(reader.proposals())


def test_house_without_a_plan_has_none(house: House) -> None:
    with house.reader() as reader:
        assert reader.latest_plan() is None
        assert reader.proposals() == []
        assert reader.rejections() == frozenset()


def test_plan_is_kept_whole_with_its_reasons(house: House) -> None:
    plan_id = house.make(plan(suggest(house, "N1", "M-3")), SYSTEM)
    with house.reader() as reader:
        record = reader.latest_plan()
    assert record is not None
    assert (record.id, record.levels, record.bound, record.items) == (plan_id, (0, 10**12, 3), None, {"tier": 3})
    (proposal,) = proposals(house)
    assert (proposal.plan_id, proposal.reasons, proposal.start) == (plan_id, (REASON,), SOON)


def test_new_plan_keeps_what_it_repeats_and_withdraws_the_rest(house: House) -> None:
    house.do(plan(suggest(house, "N1", "M-3"), suggest(house, "N2", "M-2")), SYSTEM)
    first, second = proposals(house)
    house.do(plan(suggest(house, "N1", "M-3"), suggest(house, "N2", "M-1")), SYSTEM)
    assert first in proposals(house)
    with house.reader() as reader:
        assert reader.proposal(second.id).state is ProposalState.WITHDRAWN
    house.do(plan(suggest(house, "N2", "M-2"), complete=False), SYSTEM)
    assert first in proposals(house)
    house.do(plan(), SYSTEM)
    assert proposals(house) == []


def test_only_the_machine_publishes_plans(house: House) -> None:
    with pytest.raises(NotPermittedError):
        house.do(plan())


def test_accepted_proposal_is_a_promise(house: House) -> None:
    house.do(plan(suggest(house, "N1", "M-3")), SYSTEM)
    (proposal,) = proposals(house)
    reservation = house.make(AcceptProposal(proposal_id=proposal.id))
    with house.reader() as reader:
        assert [claim.id for claim in reader.claims_of(proposal.demand_id)] == [reservation]
        assert reader.demand(proposal.demand_id).state is DemandState.PROMISED
        assert reader.proposal(proposal.id).state is ProposalState.ACCEPTED
    with pytest.raises(RefusedError):
        house.do(AcceptProposal(proposal_id=proposal.id))


def test_other_proposals_for_a_promised_or_closed_demand_are_withdrawn(house: House) -> None:
    house.do(plan(suggest(house, "N1", "M-3"), suggest(house, "N2", "M-2")), SYSTEM)
    first, second = proposals(house)
    house.do(ChooseBed(demand_id=first.demand_id, bed_id=BED_IDS["M-1"]))
    house.do(CancelDemand(demand_id=second.demand_id, reason="已转院"))
    assert proposals(house) == []


def test_rejected_pair_is_remembered_while_the_demand_is_open(house: House) -> None:
    house.do(plan(suggest(house, "N1", "M-3")), SYSTEM)
    (proposal,) = proposals(house)
    with pytest.raises(BadInputError):
        house.do(RejectProposal(proposal_id=proposal.id, reason=" "))
    house.do(RejectProposal(proposal_id=proposal.id, reason="太远"))
    with house.reader() as reader:
        assert reader.rejections() == {(proposal.demand_id, BED_IDS["M-3"])}
    with pytest.raises(RefusedError):
        house.do(RejectProposal(proposal_id=proposal.id, reason="太远"))
    house.do(CancelDemand(demand_id=proposal.demand_id, reason="已转院"))
    with house.reader() as reader:
        assert reader.rejections() == frozenset()


def test_reservation_lies_on_a_still_occupied_bed_and_moves(house: House) -> None:
    demand_id = house.demand_of("N1")
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-1"]))
    assert house.state("M-1") is BedState.OCCUPIED
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    with house.reader() as reader:
        assert reader.bed(BED_IDS["M-1"]).claims == ()
        (claim,) = reader.bed(BED_IDS["M-3"]).claims
    assert claim.demand is not None
    assert claim.demand.state is DemandState.PROMISED
    assert claim.patient is not None
    assert claim.patient.mrn == "N1"


def test_chosen_bed_that_somebody_has_is_taken(house: House) -> None:
    house.do(ChooseBed(demand_id=house.demand_of("N1"), bed_id=BED_IDS["M-3"]))
    with pytest.raises(TakenError):
        house.do(ChooseBed(demand_id=house.demand_of("N2"), bed_id=BED_IDS["M-3"]))


def test_hold_ends_by_itself(house: House) -> None:
    demand_id = house.demand_of("N1")
    hold = house.make(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属", demand_id=demand_id))
    assert house.state("M-3") is BedState.HELD
    with house.reader() as reader:
        assert reader.expired_holds() == []
    house.wait(minutes=30)
    assert house.state("M-3") is BedState.FREE
    with house.reader() as reader:
        assert [each.id for each in reader.expired_holds()] == [hold]
    house.do(ExpireHolds(), SYSTEM)
    with house.reader() as reader:
        assert reader.expired_holds() == []
        assert reader.demand(demand_id).state is DemandState.WAITING


def test_nothing_to_expire_changes_nothing(house: House) -> None:
    with house.reader() as reader:
        before = reader.sequence()
    house.do(ExpireHolds(), SYSTEM)
    with house.reader() as reader:
        assert reader.sequence() == before


def test_hold_needs_a_reason_and_a_free_time(house: House) -> None:
    with pytest.raises(BadInputError):
        house.do(HoldBed(bed_id=BED_IDS["M-3"], reason=""))
    with pytest.raises(NotPermittedError):
        house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"), NURSE_M)
    house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"))
    with pytest.raises(TakenError):
        house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"))


def test_hold_ending_does_not_undo_another_promise(house: House) -> None:
    demand_id = house.demand_of("N1")
    house.do(HoldBed(bed_id=BED_IDS["M-1"], reason="备用", demand_id=demand_id))
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    house.do(HoldBed(bed_id=BED_IDS["M-1"], reason="备用", demand_id=demand_id))
    house.wait(minutes=31)
    house.do(ExpireHolds(), SYSTEM)
    with house.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.PROMISED


def test_released_promise_lets_the_demand_wait_again(house: House) -> None:
    demand_id = house.demand_of("N1")
    claim = house.make(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    with pytest.raises(RefusedError):
        house.do(ReleaseClaim(interval_id=claim, bed_id=BED_IDS["M-1"]))
    house.do(ReleaseClaim(interval_id=claim, bed_id=BED_IDS["M-3"]))
    with house.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.WAITING
    with pytest.raises(RefusedError):
        house.do(ReleaseClaim(interval_id=claim, bed_id=BED_IDS["M-3"]))


def test_bed_is_not_held_for_a_closed_or_unknown_demand(house: House) -> None:
    demand_id = house.demand_of("N1")
    house.do(CancelDemand(demand_id=demand_id, reason="已转院"))
    with pytest.raises(RefusedError):
        house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属", demand_id=demand_id))
    with pytest.raises(NotFoundError):
        house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属", demand_id=9999))
