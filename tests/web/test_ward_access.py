"""The ward's and the surgeon's pages for everybody: axe, keyboard, big targets, large type."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.store.small import WARD_IDS
from tests.web.axe import findings
from tests.web.ward_site import LAPTOP, PHONE, Visitors, WardSite

WARD = f"/ward/{WARD_IDS['M']}"
SMALLEST = 48
"""CSS pixels that anything to be tapped with a glove is high and wide at least."""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "style"), [("zh-CN", "0.light"), ("en", "0.dark")])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize(("user", "path"), [("nurse", WARD), ("cleaner", WARD), ("surgeon", "/surgeon")])
def test_axe_finds_nothing(
    visitors: Visitors, user: str, path: str, size: tuple[int, int], language: str, style: str
) -> None:
    page = visitors.open(user, path, size=size, language=language, style=style)
    assert findings(page) == []


@pytest.mark.parametrize(("language", "style"), [("zh-CN", "0.dark"), ("en", "0.light")])
def test_axe_finds_nothing_in_a_beds_sheet(ward_site: WardSite, visitors: Visitors, language: str, style: str) -> None:
    page = visitors.open("nurse", WARD, language=language, style=style)
    for kind in ("occupied", "free"):
        page.click(f"{ward_site.take(kind).card} .open")
        assert findings(page) == []
        page.keyboard.press("Escape")


def test_axe_finds_nothing_in_free_slots(visitors: Visitors) -> None:
    page = visitors.open("surgeon", "/surgeon", size=LAPTOP)
    page.locator(".procedure").first.click()
    page.fill("[name=mrn]", "X1")
    expect(page.locator("#slots .grid").first).to_be_visible()
    expect(page.locator("[name=birth_date]")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize(("language", "style"), [("zh-CN", "0.light"), ("en", "1.light")])
@pytest.mark.parametrize("user", ["nurse", "cleaner"])
def test_everything_to_tap_is_big_enough_and_nothing_sticks_out(
    visitors: Visitors, user: str, language: str, style: str
) -> None:
    page = visitors.open(user, WARD, language=language, style=style)
    boxes = [each.bounding_box() for each in page.locator("main button:visible, header summary, .shows span").all()]
    assert boxes
    assert [box for box in boxes if box and min(box["width"], box["height"]) < SMALLEST] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_bed_is_opened_and_left_by_keyboard(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("occupied")
    page = visitors.open("nurse", WARD, size=LAPTOP)
    card = page.locator(f"{bed.card} .open")
    card.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#bed-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#bed-sheet")).to_be_hidden()
    expect(card).to_be_focused()


def test_the_parts_of_the_ward_are_chosen_by_arrow_keys(visitors: Visitors) -> None:
    page = visitors.open("nurse", WARD, size=LAPTOP)
    page.locator("input[name=show]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[value=clean]")).to_be_checked()
    expect(page.locator("#beds > .slot:visible .bed:not([data-state=vacated], [data-state=cleaning])")).to_have_count(0)


def test_a_slot_is_asked_for_by_keyboard_alone(visitors: Visitors) -> None:
    page = visitors.open("surgeon", "/surgeon", size=LAPTOP)
    page.locator("#find").focus()
    page.keyboard.type("sxbs")
    page.keyboard.press("Enter")
    expect(page.locator(".procedure input").first).to_be_checked()
    page.locator("[name=mrn]").focus()
    page.keyboard.type("K1")
    expect(page.locator("[name=name]")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("周键盘")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("01011990")
    page.locator("[name=note]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#cases .case", has_text="周键盘")).to_be_visible()
