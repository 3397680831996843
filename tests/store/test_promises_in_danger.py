"""Promises that their bed will not keep: proposed anew, accepted in one go, taken back, refused when not in danger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedcentre.domain.errors import NotPermittedError, RefusedError, TakenError
from bedcentre.domain.events import BedReserved, ClaimReleased
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.proposals import Proposal, Replaced
from bedcentre.domain.vocabulary import DemandState, ProposalState
from bedcentre.store import journal
from bedcentre.store.engine import reading
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.planning import PublishPlan, Suggestion
from bedcentre.usecases.proposals import (
    AcceptProposal,
    ChooseBed,
    RejectProposal,
    ReleaseClaim,
    RestorePromise,
)
from bedcentre.usecases.stays import ExpectDischarge
from tests.store.house import NURSE_M, SYSTEM, House
from tests.store.people_at_home import operated
from tests.store.small import BED_IDS, START

PROMISED = START + timedelta(hours=30)
SLIPPED = START + timedelta(hours=34)


def promise(house: House, mrn: str = "N1", label: str = "M-1") -> PlannedInterval:
    """The patient is promised the bed, in which somebody lies until tomorrow."""
    house.do(ChooseBed(demand_id=house.demand_of(mrn), bed_id=BED_IDS[label], start=PROMISED))
    return told(house, mrn)


def told(house: House, mrn: str = "N1") -> PlannedInterval:
    """The one promise that the patient has."""
    with house.reader() as reader:
        (claim,) = reader.claims_of(house.demand_of(mrn))
    return claim


def slip(house: House) -> None:
    """The patient in M-1 stays longer."""
    house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=SLIPPED), NURSE_M)


def propose(house: House, promised: PlannedInterval, label: str = "M-3", mrn: str = "N1") -> list[Proposal]:
    """The plan says: that bed instead, at the promised time. The open proposals."""
    suggestion = Suggestion(
        demand_id=house.demand_of(mrn),
        bed_id=BED_IDS[label],
        start=PROMISED,
        end=PROMISED + timedelta(minutes=3000),
        reasons=(),
        replaces=Replaced(interval_id=promised.id, bed_id=promised.bed_id, start=promised.start),
    )
    return published(house, suggestion)


def published(house: House, suggestion: Suggestion) -> list[Proposal]:
    """The open proposals after a plan of that alone."""
    plan = PublishPlan(
        sequence=1,
        method="solver",
        milliseconds=1,
        unplaced=0,
        levels=(0,),
        suggestions=(suggestion,),
        complete=True,
        items={},
    )
    house.do(plan, SYSTEM)
    with house.reader() as reader:
        return list(reader.proposals())


def test_a_proposal_keeps_what_it_would_replace(house: House) -> None:
    before = promise(house)
    slip(house)
    (proposal,) = propose(house, before)
    assert proposal.replaces == Replaced(interval_id=before.id, bed_id=BED_IDS["M-1"], start=PROMISED)
    assert propose(house, before) == [proposal]
    assert told(house) == before


def test_accepting_changes_the_promise_in_one_transaction(house: House) -> None:
    before = promise(house)
    slip(house)
    (proposal,) = propose(house, before)
    with house.reader() as reader:
        sequence = reader.sequence()
    house.do(AcceptProposal(proposal_id=proposal.id), command_id="one")
    assert (told(house).bed_id, told(house).start) == (BED_IDS["M-3"], PROMISED)
    with house.reader() as reader:
        assert reader.bed(BED_IDS["M-1"]).claims == ()
        assert reader.demand(proposal.demand_id).state is DemandState.PROMISED
        assert reader.proposal(proposal.id).state is ProposalState.ACCEPTED
        assert reader.proposals() == []
    with reading(house.engine) as connection:
        rows = journal.since(connection, sequence, 10)
    assert [(type(row.event), row.command_id) for row in rows] == [(ClaimReleased, "one"), (BedReserved, "one")]


def test_when_the_bed_is_taken_meanwhile_the_old_promise_stands(house: House) -> None:
    before = promise(house)
    slip(house)
    (proposal,) = propose(house, before)
    house.do(ChooseBed(demand_id=house.demand_of("N2"), bed_id=BED_IDS["M-3"], start=PROMISED))
    with pytest.raises(TakenError):
        house.do(AcceptProposal(proposal_id=proposal.id))
    assert told(house) == before


def test_a_promise_that_can_be_kept_is_not_moved(house: House) -> None:
    before = promise(house)
    (proposal,) = propose(house, before)
    with pytest.raises(RefusedError, match="promise_kept"):
        house.do(AcceptProposal(proposal_id=proposal.id))
    assert told(house) == before


def test_rejecting_keeps_the_promise(house: House) -> None:
    before = promise(house)
    slip(house)
    (proposal,) = propose(house, before)
    house.do(RejectProposal(proposal_id=proposal.id, reason="家属要求等待"))
    assert told(house) == before
    with house.reader() as reader:
        assert (proposal.demand_id, BED_IDS["M-3"]) in reader.rejections()


def test_a_suggestion_for_another_promise_than_the_one_there_is_is_dropped(house: House) -> None:
    before = promise(house)
    slip(house)
    house.do(ChooseBed(demand_id=house.demand_of("N1"), bed_id=BED_IDS["M-1"], start=PROMISED + timedelta(minutes=5)))
    assert propose(house, before) == []
    house.do(ReleaseClaim(interval_id=told(house).id, bed_id=BED_IDS["M-1"]))
    assert propose(house, before) == []


def test_a_promise_taken_back_takes_its_replacement_along(house: House) -> None:
    before = promise(house)
    slip(house)
    (proposal,) = propose(house, before)
    house.do(ReleaseClaim(interval_id=before.id, bed_id=before.bed_id))
    with house.reader() as reader:
        assert reader.proposals() == []
        assert reader.proposal(proposal.id).state is ProposalState.WITHDRAWN


def test_an_accepted_replacement_can_be_undone(house: House) -> None:
    before = promise(house)
    slip(house)
    (proposal,) = propose(house, before)
    house.do(AcceptProposal(proposal_id=proposal.id))
    house.do(RestorePromise(proposal_id=proposal.id))
    now = told(house)
    assert (now.bed_id, now.start, now.end) == (before.bed_id, before.start, before.end)
    with pytest.raises(RefusedError):
        house.do(RestorePromise(proposal_id=proposal.id))


def test_undoing_gives_nobody_a_bed_that_is_blocked_or_taken(house: House) -> None:
    before = promise(house, label="M-3")
    house.do(BlockBed(bed_id=BED_IDS["M-3"], reason="维修"))
    (proposal,) = propose(house, before, label="M-2")
    with pytest.raises(NotPermittedError):
        house.do(AcceptProposal(proposal_id=proposal.id), NURSE_M)
    house.do(AcceptProposal(proposal_id=proposal.id))
    with pytest.raises(RefusedError, match="blocked"):
        house.do(RestorePromise(proposal_id=proposal.id))
    assert told(house).bed_id == BED_IDS["M-2"]


def test_what_replaced_nothing_is_not_restored(house: House) -> None:
    before = promise(house)
    slip(house)
    (proposal,) = propose(house, before)
    with pytest.raises(RefusedError):
        house.do(RestorePromise(proposal_id=proposal.id))
    assert told(house) == before


def test_another_bay_for_a_booked_operation_is_theirs_until_it_closes_however_late_it_is_accepted(house: House) -> None:
    operated(house, "D9", 16)
    before = told(house, "D9")
    house.now = before.start + timedelta(minutes=10)
    house.do(BlockBed(bed_id=before.bed_id, reason="漏水"))
    other = next(label for label in ("D-1", "D-2") if BED_IDS[label] != before.bed_id)
    suggestion = Suggestion(
        demand_id=house.demand_of("D9"),
        bed_id=BED_IDS[other],
        start=before.start,
        end=before.end,
        reasons=(),
        replaces=Replaced(interval_id=before.id, bed_id=before.bed_id, start=before.start),
    )
    (proposal,) = published(house, suggestion)
    house.do(AcceptProposal(proposal_id=proposal.id))
    after = told(house, "D9")
    assert (after.bed_id, after.start, after.end) == (BED_IDS[other], before.start, before.end)
