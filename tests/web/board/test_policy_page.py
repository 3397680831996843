"""Two administrators and the policy: one changes it, the other sees it at once and cannot overwrite it unseen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.axe import findings
from tests.web.board.windows import SCREEN
from tests.web.ward_site import Visitors, WardSite


@pytest.mark.usefixtures("site")
def test_a_change_reaches_the_other_window_and_stops_it_from_overwriting(visitors: Visitors) -> None:
    mine = visitors.open("admin", "/policy", size=SCREEN)
    other = visitors.open("director", "/policy", size=SCREEN, language="en")
    held = mine.locator("#p-hold").input_value()
    mine.fill("#p-hold", str(int(held) + 5))
    mine.fill("[name=reason]", "试行")
    mine.get_by_role("button", name="生效").click()
    expect(other.locator("#p-hold")).to_have_text(str(int(held) + 5))
    expect(other.locator("#list")).to_contain_text("试行")
    assert other.locator("#list input[name=reason]").count() == 0
    assert findings(mine) == []
    assert findings(other) == []
    stale: dict[str, str | float | bool] = {"hold": held, "reason": "旧页面", "based_on": "0"}
    assert visitors.client("admin").post("/policy/change", stale).status == 409
    back: dict[str, str | float | bool] = {
        "hold": held,
        "reason": "还原",
        "based_on": mine.locator("[name=based_on]").input_value(),
    }
    assert visitors.client("admin").post("/policy/change", back).ok
    expect(other.locator("#p-hold")).to_have_text(held)


def test_nonsense_is_answered_with_the_field(visitors: Visitors, site: WardSite) -> None:
    with site.app.reader() as reader:
        version = reader.policy_version
    answer = visitors.client("admin").post("/policy/change", {"hold": "soon", "reason": "x", "based_on": version})
    assert answer.status == 422
    assert "hold" in answer.text()
    assert visitors.client("zhou").post("/policy/change", {"reason": "x", "based_on": version}).status == 403
