"""The review: two decide, one by one, and see each other's decisions; the sheet is there for paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.stays import ExpectDischarge
from tests.store.small import START
from tests.web.axe import findings
from tests.web.board.windows import SCREEN
from tests.web.ward_site import PHONE, SYSTEM, Visitors, WardSite

pytestmark = pytest.mark.browser


def test_proposals_are_decided_one_by_one_and_seen_by_the_other(visitors: Visitors, site: WardSite) -> None:
    with site.app.reader() as reader:
        before, version = reader.policy, reader.policy_version
    site.do(ChangePolicy(policy=replace(before, review_booked=1), reason="试验", based_on=version), SYSTEM)
    for bed in (site.take("occupied"), site.take("occupied")):
        site.do(ExpectDischarge(bed_id=bed.id, expected=START + timedelta(hours=30)))
    mine = visitors.open("zhou", "/review", size=SCREEN)
    other = visitors.open("director", "/review", size=PHONE, language="en")
    expect(mine.locator(".hours tr.flagged").first).to_be_visible()
    assert findings(mine) == []
    assert findings(other) == []
    count = mine.locator("#proposals > li").count()
    first = mine.locator("#proposals > li").first
    first.get_by_role("button", name="执行").focus()
    mine.keyboard.press("Enter")
    expect(other.locator(".decisions")).to_contain_text("accepted")
    expect(mine.locator("#proposals > li")).to_have_count(count - 1)
    theirs = other.locator("#proposals > li").first
    theirs.get_by_text("No…").click()
    theirs.locator("[name=reason]").fill("enough beds")
    theirs.get_by_role("button", name="Leave it").click()
    expect(mine.locator(".decisions")).to_contain_text("未采纳：enough beds")
    paper = visitors.client("director").get("/review/print").text()
    assert "enough beds" in paper
    site.do(ChangePolicy(policy=before, reason="还原", based_on=version + 1), SYSTEM)


def test_nonsense_is_refused_with_the_field(visitors: Visitors) -> None:
    form: dict[str, str | float | bool] = {"day": "never", "action": "more_slots", "group": "surgical"}
    assert visitors.client("zhou").post("/review/accept", form).status == 422
    assert visitors.client("nurse").post("/review/accept", form).status == 403
