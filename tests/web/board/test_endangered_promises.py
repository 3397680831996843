"""A promised bed is overrun: the coordinator sees it at once, gives another one with one click, both wards follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandState, Sex
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.stays import ExpectDischarge
from tests.store.small import WARD_IDS
from tests.web.axe import findings
from tests.web.board.house import HousePeople
from tests.web.board.windows import SCREEN, card, mark, never_reloaded, open_board
from tests.web.ward_site import Visitors, WardSite

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Promised:
    """Somebody who is promised S-1, where a woman lies until tomorrow morning."""

    site: WardSite
    demand: Demand

    def leaves_after(self, hours: int) -> None:
        """The woman in S-1 leaves so long after the promised time."""
        with self.site.app.reader() as reader:
            (claim,) = reader.claims_of(self.demand.id)
        expected = claim.start + timedelta(hours=hours)
        self.site.do(ExpectDischarge(bed_id=self.site.beds["S-1"], expected=expected))

    def bed(self) -> str:
        """The label of the bed that is promised now."""
        with self.site.app.reader() as reader:
            assert reader.demand(self.demand.id).state is DemandState.PROMISED
            (claim,) = reader.claims_of(self.demand.id)
            return reader.bed(claim.bed_id).bed.label


@pytest.fixture
def promised(site: WardSite, house: HousePeople) -> Iterator[Promised]:
    """A promise that holds so far."""
    demand = house.emergency(sex=Sex.FEMALE)
    bed_id = site.beds["S-1"]
    with site.app.reader() as reader:
        start = reader.now + timedelta(hours=20)
    site.do(ExpectDischarge(bed_id=bed_id, expected=start - timedelta(hours=3)))
    site.do(ChooseBed(demand_id=demand.id, bed_id=bed_id, start=start))
    yield Promised(site, demand)
    site.do(CancelDemand(demand_id=demand.id, reason="试验结束"))


def at_risk(board: Page) -> Page:
    """Follow the number to the promises in danger."""
    board.locator("#numbers").get_by_role("link", name="预留有风险").click()
    return board


def test_an_overrun_is_replanned_with_one_click_and_both_wards_follow(
    house: HousePeople, visitors: Visitors, promised: Promised
) -> None:
    coordinator = open_board(visitors)
    leaving, coming = (visitors.open("floating", f"/ward/{WARD_IDS[code]}") for code in ("S", "M"))
    windows = (coordinator, leaving, coming)
    for window in windows:
        mark(window)
    expect(leaving.locator(f"#a{promised.demand.id}")).to_be_visible()
    expect(card(coordinator, promised.demand)).not_to_contain_text("预留有风险")
    promised.leaves_after(5)
    endangered = card(coordinator, promised.demand)
    expect(endangered).to_contain_text("S-1床届时腾不出来：现有患者约")
    expect(leaving.locator(f"#a{promised.demand.id}")).to_contain_text("正在重新安排")
    house.plan()
    at_risk(coordinator)
    expect(endangered).to_be_visible()
    endangered.get_by_role("button", name="采纳").click()
    expect(coordinator.locator("#notices")).to_contain_text("（原 S-1 床），请再次告知患者。")
    expect(leaving.locator(f"#a{promised.demand.id}")).to_have_count(0)
    expect(coming.locator(f"#a{promised.demand.id}")).to_be_visible()
    expect(endangered).not_to_contain_text("预留有风险")
    assert promised.bed().startswith("M-")
    coordinator.locator("#notices").get_by_role("button", name="撤销").click()
    expect(leaving.locator(f"#a{promised.demand.id}")).to_be_visible()
    expect(coming.locator(f"#a{promised.demand.id}")).to_have_count(0)
    assert promised.bed() == "S-1"
    assert all(never_reloaded(window) for window in windows)


def test_a_rejected_replacement_keeps_the_promise(house: HousePeople, visitors: Visitors, promised: Promised) -> None:
    promised.leaves_after(5)
    house.plan()
    coordinator = at_risk(open_board(visitors))
    endangered = card(coordinator, promised.demand)
    endangered.get_by_text("拒绝……").click()
    endangered.get_by_label("原因").fill("家属愿意等")
    endangered.get_by_role("button", name="确认拒绝").click()
    expect(endangered).to_contain_text("暂无其他合适的床")
    expect(endangered.get_by_role("button", name="采纳")).to_have_count(0)
    assert promised.bed() == "S-1"


def test_a_discharge_that_is_hurried_after_all_keeps_the_promise(
    house: HousePeople, visitors: Visitors, promised: Promised
) -> None:
    promised.leaves_after(5)
    house.plan()
    coordinator = at_risk(open_board(visitors))
    endangered = card(coordinator, promised.demand)
    expect(endangered.get_by_role("button", name="采纳")).to_be_visible()
    promised.leaves_after(-3)
    expect(endangered).not_to_contain_text("预留有风险")
    expect(endangered.get_by_role("button", name="采纳")).to_have_count(0)
    assert promised.bed() == "S-1"


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "S-1床届时腾不出来"), ("en", "Bed S-1 is not free in time")])
def test_the_endangered_promise_is_accessible_and_answered_by_keyboard(
    house: HousePeople, visitors: Visitors, promised: Promised, language: str, said: str
) -> None:
    promised.leaves_after(5)
    house.plan()
    board = visitors.open("zhou", "/board?mark=conflict", size=SCREEN, language=language)
    endangered = card(board, promised.demand)
    expect(endangered).to_contain_text(said)
    assert findings(board) == []
    board.keyboard.press("q")
    while board.evaluate("document.activeElement.closest('.card').id") != f"d{promised.demand.id}":
        board.keyboard.press("ArrowDown")
    board.keyboard.press("a")
    expect(board.locator("#notices")).to_contain_text("S-1")
    assert promised.bed() != "S-1"


def test_the_director_sees_the_danger_without_name_or_buttons(
    house: HousePeople, visitors: Visitors, promised: Promised
) -> None:
    promised.leaves_after(5)
    house.plan()
    director = open_board(visitors, "director", "/board?mark=conflict")
    endangered = card(director, promised.demand)
    expect(endangered).to_contain_text("预留有风险")
    expect(endangered.get_by_role("button")).to_have_count(0)
    expect(endangered.locator(".name")).to_have_count(0)
