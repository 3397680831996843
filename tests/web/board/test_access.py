"""Every page of the board in both languages: no finding of axe, all of it by keyboard, one screen for the house."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.axe import findings
from tests.web.board.house import HousePeople
from tests.web.board.windows import SCREEN, card, open_board, see_state, tile
from tests.web.ward_site import Visitors, WardSite

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_board_is_accessible(house: HousePeople, visitors: Visitors, language: str, scheme: str) -> None:
    demand = house.emergency()
    house.propose(demand)
    page = open_board(visitors, language=language)
    page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
    assert findings(page) == []
    card(page, demand).locator("a.name").click()
    expect(page.locator("#drawer article")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", ["/board/emergency", "/board/bed/1", "/plan", "/print", "/print/ward/1", "/wall"])
def test_the_other_pages_are_accessible(site: WardSite, visitors: Visitors, language: str, path: str) -> None:
    page = visitors.open("zhou", "/board", size=SCREEN, language=language)
    page.goto(site.address + path)
    assert findings(page) == []


def test_the_sign_in_is_accessible(site: WardSite, visitors: Visitors) -> None:
    page = visitors.browser.new_context().new_page()
    page.goto(f"{site.address}/sign-in")
    assert findings(page) == []
    page.context.close()


def test_a_proposal_is_accepted_by_keyboard_alone(house: HousePeople, visitors: Visitors) -> None:
    demand = house.emergency()
    label = house.propose(demand)
    page = open_board(visitors)
    page.keyboard.press("q")
    expect(page.locator(".card a.name:focus")).to_have_count(1)
    while page.evaluate("document.activeElement.closest('.card').id") != f"d{demand.id}":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    expect(page.locator("#notices")).to_contain_text(f"{label} 床已预留")


def test_a_bed_is_chosen_by_keyboard_alone(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    bed, demand = site.take("free"), house.emergency()
    page = open_board(visitors, path=f"/board/demand/{demand.id}")
    expect(tile(page, bed)).to_have_attribute("data-fit", "suits")
    tile(page, bed).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="就用这张床")).to_be_focused()
    page.keyboard.press("Enter")
    see_state(page, bed, "reserved")


def test_arrows_move_between_beds_and_escape_closes_the_drawer(site: WardSite, visitors: Visitors) -> None:
    page = open_board(visitors)
    assert page.locator("#wards .tile[tabindex='0']").count() == 1
    tile(page, site.take("occupied")).focus()
    start = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") != start
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.id") == start
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/bed/*")
    expect(page.locator("#drawer article")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("**/board")
    expect(page.locator("#drawer article")).to_have_count(0)


def test_search_finds_by_name_by_initials_and_by_bed(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    demand = house.emergency()
    with site.app.reader() as reader:
        patient = reader.patient(demand.patient_id)
    page = open_board(visitors)
    for typed, shown in (
        (patient.name, patient.name),
        (patient.pinyin, patient.name),
        ("M-1", "M-10"),
        ("zzz", "zzz"),
        ("@x", "@x"),
    ):
        page.keyboard.press("/")
        page.keyboard.type(typed)
        expect(page.locator("#findings")).to_contain_text(shown)
        page.keyboard.press("Escape")
        expect(page.locator("#findings")).to_be_empty()
    page.keyboard.press("/")
    page.keyboard.type(patient.name)
    expect(page.locator("#findings a")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/board/demand/{demand.id}")


def test_filters_fade_the_rest_and_live_in_the_address(site: WardSite, visitors: Visitors) -> None:
    free, dirty = site.take("free"), site.take("dirty")
    page = open_board(visitors, path="/board?state=free&ward=M")
    expect(tile(page, free)).not_to_have_attribute("data-off", "")
    expect(tile(page, dirty)).to_have_attribute("data-off", "")
    page.locator(".chip", has_text="待清洁").click()
    expect(tile(page, dirty)).not_to_have_attribute("data-off", "")
    page.wait_for_url("**/board?ward=M&state=free&state=vacated")
    page.get_by_role("button", name="清除筛选").click()
    page.wait_for_url("**/board")
    expect(page.locator("#wards [data-off]")).to_have_count(0)


@pytest.mark.usefixtures("site")
def test_question_mark_shows_the_keys(visitors: Visitors) -> None:
    page = open_board(visitors)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_large_type_and_language_are_one_press_away(site: WardSite, visitors: Visitors) -> None:
    page = open_board(visitors)
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html[data-large]")).to_have_count(1)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_url(f"{site.address}/board")
