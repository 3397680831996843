"""Responsible nurses in a browser: proposed, accepted, changed, refused; ward, bed cards, paper and house follow."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bedcentre.usecases.nursing.commands import SayNurseAbsent, SayNurseBack
from bedcentre.usecases.nursing.shift import both_shifts
from bedcentre.words import LANGUAGES, words_for
from tests.store.small import WARD_IDS
from tests.web.axe import findings
from tests.web.board.windows import SCREEN
from tests.web.ward_site import Visitors, WardSite

pytestmark = pytest.mark.browser
WARD = f"/ward/{WARD_IDS['M']}"
FIRST, SECOND = 1, 2
"""The ward's nurses of the day shift; the second is an N1."""


def given(site: WardSite) -> dict[int, int]:
    """Whose the ward's rooms are now."""
    with site.app.reader() as reader:
        ward = next(each for each in reader.wards() if each.id == WARD_IDS["M"])
        rooms = both_shifts(reader, ward)[0].rooms
    return {each.room.id: each.given.nurse_id for each in rooms if each.given is not None}


def all_open(site: WardSite) -> None:
    """Take every room from the day's nurses: both are absent for a moment."""
    with site.app.reader() as reader:
        ward = next(each for each in reader.wards() if each.id == WARD_IDS["M"])
        start = both_shifts(reader, ward)[0].shift.start
    for nurse in (FIRST, SECOND):
        site.do(SayNurseAbsent(nurse_id=nurse, shift=start, reason="换班"))
        site.do(SayNurseBack(nurse_id=nurse, shift=start))


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_proposal_to_the_bed_card(site: WardSite, visitors: Visitors, language: str) -> None:
    say = words_for(language).say
    all_open(site)
    house = visitors.open("director", "/nursing", size=SCREEN, language=language)
    ward_row = house.locator(f"tr[data-ward='{WARD_IDS['M']}']")
    expect(ward_row).to_contain_text("▲")
    cards = visitors.open("colleague", WARD, language=language)
    expect(cards.locator("#list")).to_contain_text("▲")
    page = visitors.open("nurse", f"{WARD}/nursing", language=language)
    assert findings(page) == []
    page.locator("#now form", has=page.locator("[name=rooms]")).get_by_role("button").click()
    expect(page.locator("#now [data-uncovered]")).to_have_count(0)
    assert set(given(site).values()) == {FIRST, SECOND}
    expect(ward_row).not_to_have_class("flagged")
    expect(cards.locator("#beds .nurse").first).to_contain_text("护士")
    assert findings(house) == []

    room = page.locator("#now [data-room]:has(.nurse:text-is('护士甲'))").first
    room_id = int(room.get_attribute("data-room") or 0)
    by_id = page.locator(f"#now [data-room='{room_id}']")
    by_id.locator("summary", has_text=say("nursing.by_hand")).click()
    by_id.locator("select").select_option(str(SECOND))
    by_id.locator("[name=reason]").fill("熟悉患者")
    by_id.get_by_role("button", name=say("nursing.give")).click()
    expect(by_id.locator(".nurse")).to_have_text("护士乙")
    expect(by_id).to_contain_text("熟悉患者")
    assert given(site)[room_id] == SECOND

    paper = visitors.client("nurse").get(f"/print{WARD}")
    assert "护士乙" in paper.text()


def test_refusals_and_an_absence_are_said_on_the_page(site: WardSite, visitors: Visitors) -> None:
    all_open(site)
    page = visitors.open("nurse", f"{WARD}/nursing")
    room = page.locator("#now [data-room]").first
    room.locator("summary", has_text="护理级别").first.click()
    room.get_by_role("button", name="特级护理").first.click()
    expect(room).to_contain_text("医嘱")
    room.locator("summary", has_text="改派").click()
    room.locator("select").select_option(str(SECOND))
    room.get_by_role("button", name="由她负责").click()
    expect(page.locator("#notices")).to_contain_text("要求 N3")
    expect(page.locator("#notices")).to_contain_text("请写明理由")
    duty = page.locator(f"#now [data-nurse='{SECOND}']")
    duty.locator("summary").click()
    duty.locator("[name=reason]").fill("病假")
    duty.get_by_role("button").last.click()
    expect(duty).to_contain_text("缺勤：病假")
    duty.get_by_role("button", name="可以到岗").click()
    expect(duty).not_to_contain_text("缺勤：")
    client = visitors.client("nurse")
    forms: tuple[dict[str, str | float | bool], ...] = (
        {"rooms": "1:1", "shift": "2020-01-01T00:00:00Z"},
        {"rooms": "x", "shift": "2020-01-01T00:00"},
    )
    for form in forms:
        assert client.post(f"{WARD}/nursing/accept", form).status in {409, 422}
    assert client.get(f"/ward/{WARD_IDS['S']}/nursing").status == 403
