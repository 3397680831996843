"""Special groups and leaflets in a browser, both languages: marked with a reason, seen at once, read in large type."""

from __future__ import annotations

import pytest
from playwright.sync_api import APIResponse, Route, expect

from bedcentre.words import LANGUAGES, words_for
from tests.web.axe import findings
from tests.web.ward_site import Visitors, WardSite

pytestmark = pytest.mark.browser
SMALLEST = """() => Math.min(...[...document.querySelectorAll('main *')].filter(each => each.innerText)
    .map(each => parseFloat(getComputedStyle(each).fontSize)))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_with_its_reason_and_a_leaflet_without_a_name(site: WardSite, visitors: Visitors, language: str) -> None:
    say = words_for(language).say
    bed = site.take("occupied")
    with site.app.reader() as reader:
        situation = reader.bed(bed.id)
    assert situation.patient is not None
    assert situation.encounter is not None
    path = f"/patients/{situation.patient.id}/groups"
    page = visitors.open("nurse", path, language=language)
    other = visitors.open("zhou", path, language=language)
    mark = page.locator("[data-group=disabled]")
    mark.locator("[name=reason]").fill("轮椅")
    mark.get_by_role("button", name=say("groups.add"), exact=True).click()
    for window in (page, other):
        expect(window.locator("[data-group=disabled]")).to_have_attribute("data-belongs", "yes")
        expect(window.locator("#list")).to_contain_text("轮椅")
    assert findings(page) == []
    mark.locator("[name=reason]").fill("登记错误")
    mark.get_by_role("button", name=say("groups.remove"), exact=True).click()
    expect(other.locator("[data-group=disabled]")).to_have_attribute("data-belongs", "no")

    page.goto(f"{site.address}/leaflet/stay/{situation.encounter.id}")
    expect(page.locator("main")).to_contain_text(say("leaflet.whom"))
    assert situation.patient.name not in page.locator("main").inner_text()
    assert page.evaluate(SMALLEST) >= 24
    assert findings(page) == []
    client = visitors.client("nurse")
    assert client.post(path, {"group": "disabled", "belongs": "false", "reason": "再来"}).status == 409
    assert client.post(path, {"group": "disabled", "belongs": "true", "reason": " "}).status == 422


def test_news_that_come_before_the_answer_leave_the_button_its_new_word(site: WardSite, visitors: Visitors) -> None:
    say = words_for("en").say
    with site.app.reader() as reader:
        patient = reader.bed(site.take("occupied").id).patient
    assert patient is not None
    page = visitors.open("nurse", f"/patients/{patient.id}/groups", language="en")
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/groups", hold)
    mark = page.locator("[data-group=disabled]")
    mark.locator("[name=reason]").fill("轮椅")
    mark.get_by_role("button", name=say("groups.add"), exact=True).click()
    expect(mark).to_have_attribute("data-belongs", "yes")
    ((route, answer),) = held
    route.fulfill(response=answer)
    expect(mark.get_by_role("button", name=say("groups.remove"), exact=True)).to_be_enabled()
