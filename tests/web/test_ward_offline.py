"""Taps in a lift without network: kept, shown, sent once, and refused if the world has moved on."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Page, Request, Route, expect

from bedcentre.domain.events import CleaningStarted, DischargeExpected
from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.stays import PatientLeaves
from tests.store.small import WARD_IDS
from tests.web.ward_site import Bed, Visitors, WardSite

WARD = f"/ward/{WARD_IDS['M']}"

pytestmark = pytest.mark.browser


def posts_of(page: Page) -> list[str]:
    """The command ids of everything the page sends from now on, in order."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.headers["x-command-id"])

    page.on("request", note)
    return sent


def cleanings(site: WardSite, bed: Bed) -> int:
    """How often cleaning of the bed was begun, as the journal has it."""
    with site.app.reader() as reader:
        return sum(isinstance(row.event, CleaningStarted) for row in reader.history(bed.id, 100))


def test_a_tap_without_network_is_kept_shown_and_sent_once(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("dirty")
    nurse = visitors.open("nurse", WARD)
    nurse.context.set_offline(offline=True)
    nurse.click(f"{bed.card} .tap:has-text('开始清洁')")
    expect(nurse.locator("#tray")).to_contain_text(f"{bed.number} 开始清洁")
    expect(nurse.locator("#tray")).to_contain_text("等待网络")
    assert cleanings(ward_site, bed) == 0
    nurse.context.set_offline(offline=False)
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "cleaning")
    expect(nurse.locator("#tray")).to_be_hidden()
    assert cleanings(ward_site, bed) == 1


def test_a_kept_tap_survives_a_reload(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("dirty")
    nurse = visitors.open("nurse", WARD)
    nurse.route("**/beds/*/clean", lambda route: route.abort())
    nurse.click(f"{bed.card} .tap:has-text('开始清洁')")
    expect(nurse.locator("#tray")).to_contain_text("等待网络")
    nurse.unroute("**/beds/*/clean")
    nurse.reload()
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "cleaning")
    assert cleanings(ward_site, bed) == 1


def test_an_answer_that_got_lost_is_asked_for_again_and_nothing_happens_twice(
    ward_site: WardSite, visitors: Visitors
) -> None:
    bed = ward_site.take("dirty")
    nurse = visitors.open("nurse", WARD)
    sent = posts_of(nurse)
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    nurse.route("**/beds/*/clean", lose_first)
    nurse.click(f"{bed.card} .tap:has-text('开始清洁')")
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "cleaning")
    expect(nurse.locator("#tray")).to_be_hidden(timeout=10_000)
    assert lost == [200]
    assert set(Counter(sent).values()) == {2}
    assert cleanings(ward_site, bed) == 1


def test_a_kept_tap_is_refused_visibly_once_the_bed_is_another(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("occupied")
    nurse = visitors.open("nurse", WARD)
    nurse.context.set_offline(offline=True)
    nurse.click(f"{bed.card} .open")
    nurse.click("#bed-sheet button:has-text('患者已离开')")
    expect(nurse.locator("#tray")).to_contain_text("等待网络")
    ward_site.do(PatientLeaves(bed_id=bed.id))
    ward_site.do(StartCleaning(bed_id=bed.id))
    ward_site.do(FinishCleaning(bed_id=bed.id))
    nurse.context.set_offline(offline=False)
    refused = nurse.locator("#tray li.refused")
    expect(refused).to_contain_text("您点击之后，这张床已有变化")
    expect(refused).to_contain_text(f"{bed.label}床现在是空床")
    refused.get_by_role("button", name="知道了").click()
    expect(nurse.locator("#tray")).to_be_hidden()
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "free")


def test_of_two_kept_words_on_one_thing_the_newer_counts(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("occupied")
    nurse = visitors.open("nurse", WARD)
    nurse.context.set_offline(offline=True)
    for time in ("14:00", "18:00"):
        nurse.click(f"{bed.card} .open")
        nurse.click(f"#times button:has-text('{time}') >> nth=0")
        expect(nurse.locator("#tray li")).to_contain_text(f"{bed.number} {time}")
    nurse.context.set_offline(offline=False)
    expect(nurse.locator(f"{bed.card} .when")).to_have_text("18:00 离院")
    with ward_site.app.reader() as reader:
        said = [row for row in reader.history(bed.id, 100) if isinstance(row.event, DischargeExpected)]
    assert len(said) == 1


def test_the_page_says_when_the_line_is_down(visitors: Visitors) -> None:
    nurse = visitors.open("nurse", WARD)
    nurse.evaluate("line.connection.socket.close()")
    expect(nurse.locator("#line-down")).to_contain_text("08:")
    expect(nurse.locator("#line-down")).to_be_hidden(timeout=15_000)
