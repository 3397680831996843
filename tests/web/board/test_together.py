"""Planned admissions into free beds of their own ward are accepted together; each stands or is refused alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

import httpx
import pytest
from playwright.sync_api import expect

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.proposals import Proposal
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, DemandKind, DemandState, ProposalState
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.board.together import MOST, together
from bedcentre.usecases.proposals import RejectProposal
from bedcentre.usecases.requests import PinDemand
from tests.web.axe import findings
from tests.web.board.drawing import HOUR, NOW, OTHER, WARD, bed, claimed, demand, picture, spell
from tests.web.board.house import HousePeople
from tests.web.board.windows import card, open_board
from tests.web.doors import enter
from tests.web.ward_site import Visitors, WardSite

PART = {"hx-request": "true"}


def proposed(*lines: tuple[Demand, BedSituation]) -> Picture:
    """The plan offers each demand its bed, in an hour."""
    house = picture([situation for _, situation in lines], [each for each, _ in lines])
    proposals = {
        each.id: Proposal(
            id=100 + each.id,
            plan_id=1,
            demand_id=each.id,
            bed_id=situation.bed.id,
            start=NOW + HOUR,
            end=NOW + 9 * HOUR,
            state=ProposalState.OPEN,
        )
        for each, situation in lines
    }
    return replace(house, proposals=proposals)


def planned(number: int) -> Demand:
    """A planned admission of medicine."""
    return demand(number, DemandKind.PLANNED)


def test_planned_admissions_into_free_beds_of_their_own_ward_go_together() -> None:
    found = together(proposed((planned(1), bed(1)), (planned(2), bed(2))))
    assert found.proposals == (101, 102)
    assert [(each.ward, each.count, each.free) for each in found.wards] == [(WARD, 2, 2)]


@pytest.mark.parametrize(
    ("asked", "situation"),
    [
        (planned(1), bed(1, ward=OTHER)),
        (planned(1), replace(bed(1), actual=spell(bed(1), ActualKind.CLEANING, NOW))),
        (demand(1, DemandKind.EMERGENCY), bed(1)),
        (demand(1, DemandKind.TRANSFER), bed(1)),
        (replace(planned(1), state=DemandState.PROMISED), bed(1)),
    ],
)
def test_whatever_needs_a_look_of_its_own_does_not(asked: Demand, situation: BedSituation) -> None:
    found = together(proposed((asked, situation)))
    assert (found.proposals, found.wards) == ((), ())


def test_an_empty_plan_has_nothing_and_a_huge_one_comes_in_portions() -> None:
    assert together(picture()).proposals == ()
    assert len(together(proposed(*((planned(each), bed(each)) for each in range(1, MOST + 2)))).proposals) == MOST


def test_a_promised_bed_is_not_counted_as_free() -> None:
    house = proposed((planned(1), claimed(bed(1), NOW + timedelta(days=2))))
    assert [(each.count, each.free) for each in together(house).wards] == [(1, 0)]


def proposal_of(site: WardSite, asked: Demand) -> int:
    """The id of the demand's open proposal."""
    with site.app.reader() as reader:
        return next(each.id for each in reader.proposals(demand_ids={asked.id}))


def test_each_is_accepted_alone_and_what_is_refused_says_why(
    site: WardSite, house: HousePeople, client: httpx.Client
) -> None:
    first, second = house.planned(), house.planned()
    for each in (first, second):
        house.propose(each)
    ids = [proposal_of(site, each) for each in (first, second)]
    site.do(RejectProposal(proposal_id=ids[1], reason="家属要求改日"))
    enter(client, site, "zhou")
    client.cookies.set("looks", "en.0.auto")
    before = len(site.app.journal_since(0, 100_000))
    sent = {**PART, "x-command-id": f"together-{first.id}"}
    answers = [client.post("/proposals/together", data={"proposal_ids": ids}, headers=sent) for _ in range(2)]
    for answer in answers:  # sent twice is done once
        assert answer.status_code == HTTPStatus.OK
        assert "Accepted: 1." in answer.text
        assert "This proposal is rejected" in answer.text
    assert len(site.app.journal_since(0, 100_000)) == before + 1
    with site.app.reader() as reader:
        assert reader.demand(first.id).state is DemandState.PROMISED
        assert reader.demand(second.id).state is DemandState.WAITING


@pytest.mark.parametrize("ids", [[], ["x"], [0] * (MOST + 1), [2**63]])
def test_nonsense_accepts_nothing(site: WardSite, client: httpx.Client, ids: list[object]) -> None:
    enter(client, site, "zhou")
    answer = client.post("/proposals/together", data={"proposal_ids": ids}, headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.browser
@pytest.mark.parametrize(("language", "group"), [("zh-CN", "待入院"), ("en", "Coming in")])
def test_one_summary_one_confirmation(
    site: WardSite, house: HousePeople, visitors: Visitors, language: str, group: str
) -> None:
    asked = [house.planned(), house.planned()]
    for each in asked:
        site.do(PinDemand(demand_id=each.id, bed_id=site.take("free").id))
        house.propose(each)
    board = open_board(visitors, language=language)
    expect(board.locator(".together")).to_be_hidden()
    board.locator(".groups button", has_text=group).click()
    board.locator("a.together").click()
    summary = board.locator(".together-detail")
    expect(summary.locator("tbody tr")).to_have_count(1)
    assert findings(board) == []
    summary.locator("button.primary").click()
    expect(board.locator("#notices .done")).to_be_visible()
    for each in asked:
        expect(card(board, each)).to_have_attribute("data-group", "4")
    card(board, asked[0]).locator("form[hx-post$='/release'] button").dispatch_event("click")
    expect(card(board, asked[0])).to_have_attribute("data-group", "3")
    expect(card(board, asked[1])).to_have_attribute("data-group", "4")
