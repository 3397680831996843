"""Nobody finds a bed in a full ward: the coordinator reads why, presses a way out, and the patient gets a bed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from playwright.sync_api import Page, expect

from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, Checklist, DemandKind, DemandState, MilestoneState, Sex
from bedcentre.usecases.beds import BlockBed, UnblockBed
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.requests import CancelDemand, RegisterPatient, RequestBed
from bedcentre.usecases.stays import ExpectDischarge
from bedcentre.words import LANGUAGES, words_for
from tests.store.small import WARD_IDS
from tests.web.axe import findings
from tests.web.board.house import HousePeople
from tests.web.board.windows import SCREEN, card, open_board
from tests.web.ward_site import Visitors, WardSite

pytestmark = pytest.mark.browser

LEAVES_IN = timedelta(hours=10)


@pytest.fixture
def waiting(site: WardSite, house: HousePeople) -> Iterator[Demand]:
    """A woman for the surgical ward, where one bed is occupied for hours and the other blocked."""
    now = site.app.clock.now()
    site.do(ExpectDischarge(bed_id=site.beds["S-1"], expected=now + LEAVES_IN))
    number = next(house.numbers)
    person = RegisterPatient(
        mrn=f"W{number}", name=f"候床{number}号", pinyin="hc", sex=Sex.FEMALE, birth_date=date(1980, 1, 1)
    )
    asked = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=0,
        specialty="SUR",
        wanted_from=now,
        latest=now + timedelta(hours=4),
        stay_minutes=3 * 24 * 60,
    )
    made = site.do(RequestForNewcomer(person=person, request=asked)).made
    with site.app.reader() as reader:
        demand = reader.demand(made or 0)
    yield demand
    with site.app.reader() as reader:
        open_still = reader.demand(demand.id).is_open
        shut = reader.bed(site.beds["S-2"]).actual is not None
    if open_still:
        site.do(CancelDemand(demand_id=demand.id, reason="试验结束"))
    if not shut:
        site.do(BlockBed(bed_id=site.beds["S-2"], reason="维修"))


def why(page: Page, site: WardSite, demand: Demand) -> Page:
    """Open the demand's drawer and wait for the answer."""
    page.goto(f"{site.address}/board/demand/{demand.id}")
    expect(page.locator("#why .verdict")).to_be_visible(timeout=60_000)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blocked_bed_is_opened_and_the_patient_gets_it(
    site: WardSite, house: HousePeople, visitors: Visitors, waiting: Demand, language: str
) -> None:
    say = words_for(language).say
    board = visitors.open("zhou", "/board", size=SCREEN, language=language)
    why(board, site, waiting)
    expect(board.locator("#why .verdict")).to_contain_text(say("why.none"))
    expect(board.locator("#why .in-the-way")).to_contain_text(say("why.block.blocked", count=1))
    assert findings(board) == []
    button = board.locator("#why [data-way=OpenPlace]").get_by_role("button", name=say("why.do.UnblockBed"))
    button.focus()
    board.keyboard.press("Enter")
    expect(board.locator("#notices")).to_contain_text("S-2")
    house.plan()
    offer = card(board, waiting)
    board.goto(f"{site.address}/board")
    board.locator("[data-show-group='3']").click()
    expect(offer.locator(".offer b")).to_have_text("S-2")
    offer.get_by_role("button", name=say("web.accept")).click()
    expect(board.locator("#notices")).to_contain_text("S-2")
    with site.app.reader() as reader:
        assert reader.demand(waiting.id).state is DemandState.PROMISED


def test_the_ward_is_asked_and_answers_on_its_phone(site: WardSite, visitors: Visitors, waiting: Demand) -> None:
    board = open_board(visitors)
    nurse = visitors.open("floating", f"/ward/{WARD_IDS['S']}")
    why(board, site, waiting)
    board.locator("#why [data-way=LeavesEarlier]").get_by_role("button", name="询问病区").click()
    expect(board.locator("#notices")).to_contain_text("已询问S-1床所在病区")
    question = nurse.locator(".asked li")
    expect(question).to_contain_text("患者能否在")
    assert findings(nurse) == []
    question.get_by_role("button", name="可以").click()
    expect(nurse.locator(".asked")).to_have_count(0)
    with site.app.reader() as reader:
        situation = reader.bed(site.beds["S-1"])
        assert situation.encounter is not None
        (asked,) = [
            each
            for each in reader.milestones_of_encounter(situation.encounter.id)
            if each.checklist is Checklist.EARLIER
        ]
        assert asked.state is MilestoneState.DONE
        assert situation.encounter.expected_discharge < reader.now + LEAVES_IN


def test_a_way_that_the_world_has_overtaken_is_refused_visibly(
    site: WardSite, visitors: Visitors, waiting: Demand
) -> None:
    board = why(open_board(visitors), site, waiting)
    site.do(UnblockBed(bed_id=site.beds["S-2"]))
    board.locator("#why [data-way=OpenPlace]").get_by_role("button", name="恢复使用").click()
    expect(board.locator("#notices .refused")).to_be_visible()
    with site.app.reader() as reader:
        actual = reader.bed(site.beds["S-2"]).actual
    assert actual is None or actual.kind is not ActualKind.BLOCKED


def test_another_ward_is_borrowed_from_with_a_signed_reason(
    site: WardSite, visitors: Visitors, waiting: Demand
) -> None:
    board = why(open_board(visitors), site, waiting)
    lends = board.locator("#why [data-way=Lend]").first
    lends.locator("summary").click()
    lends.get_by_label("原因（留档）").fill("外科满床，内科主任同意")
    lends.get_by_role("button", name="签署并使用").click()
    expect(board.locator("#notices")).to_contain_text("床已预留")
    with site.app.reader() as reader:
        (claim,) = reader.claims_of(waiting.id)
        assert reader.bed(claim.bed_id).ward.id == WARD_IDS["M"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_director_asks_what_if_waits_and_stops_it(site: WardSite, visitors: Visitors, language: str) -> None:
    say = words_for(language).say
    client = visitors.client("director")
    assert client.get("/whatif").status == HTTPStatus.OK
    director = visitors.open("director", "/board", size=SCREEN, language=language)
    director.goto(f"{site.address}/whatif")
    ask = director.get_by_role("button", name=say("what_if.ask"))
    director.get_by_label(say("what_if.percent")).fill("50")
    ask.nth(1).click()
    answer = director.locator("#answer")
    expect(answer).to_contain_text(say("what_if.emergencies", percent=50))
    director.get_by_role("button", name=say("what_if.cancel")).click()
    expect(answer).to_contain_text(say("what_if.cancelled"))
    director.get_by_label(say("what_if.ward")).select_option(str(WARD_IDS["D"]))
    ask.first.click()
    expect(answer).to_contain_text(say("what_if.closed", ward="D"))
    told = answer.get_by_text(say("what_if.same")).or_(answer.get_by_role("table"))
    expect(told).to_be_visible(timeout=120_000)
    expect(answer).not_to_contain_text("候床")
    assert findings(director) == []
