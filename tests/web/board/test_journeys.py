"""What coordinators do all day, each in two real windows at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bedcentre.domain.vocabulary import BedState, DemandState, Triage
from bedcentre.usecases.beds import StartCleaning
from bedcentre.usecases.requests import PinDemand
from tests.store.small import WARD_IDS
from tests.web.board.house import HousePeople
from tests.web.board.windows import card, mark, never_reloaded, open_board, see_state, tile
from tests.web.ward_site import Visitors, WardSite

pytestmark = pytest.mark.browser


def test_a_nurses_taps_change_the_coordinators_tile(site: WardSite, visitors: Visitors) -> None:
    bed = site.take("occupied")
    coordinator, nurse = open_board(visitors), visitors.open("nurse", f"/ward/{WARD_IDS['M']}")
    mark(coordinator)
    nurse.click(f"{bed.card} .open")
    nurse.click("#bed-sheet button:has-text('患者已离开')")
    see_state(coordinator, bed, "vacated")
    nurse.click(f"{bed.card} .tap:has-text('开始清洁')")
    see_state(coordinator, bed, "cleaning")
    nurse.click(f"{bed.card} .tap:has-text('清洁完成')")
    see_state(coordinator, bed, "free")
    assert never_reloaded(coordinator)


def test_an_emergency_is_proposed_accepted_and_received(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    coordinator, nurse = open_board(visitors), visitors.open("nurse", f"/ward/{WARD_IDS['M']}")
    demand = house.emergency(Triage.CRITICAL)
    waiting = card(coordinator, demand)
    expect(waiting).to_contain_text("方案暂无合适床位")
    label = house.propose(demand)
    expect(waiting.locator(".offer b")).to_have_text(label)
    expect(waiting.locator(".reasons li").first).not_to_be_empty()
    waiting.get_by_role("button", name="采纳").click()
    expect(coordinator.locator("#notices")).to_contain_text(f"{label} 床已预留。")
    arrival = nurse.locator(f"#a{demand.id}")
    arrival.get_by_role("button", name="收治").click()
    coordinator.mouse.move(0, 0)
    expect(card(coordinator, demand)).to_have_count(0)
    with site.app.reader() as reader:
        assert reader.demand(demand.id).state is DemandState.PLACED
        assert reader.bed(site.beds[label]).state(reader.now) is BedState.OCCUPIED


def test_one_bed_two_coordinators_exactly_one_gets_it(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    bed = site.take("free")
    first, second = house.emergency(), house.emergency()
    windows = {first: open_board(visitors, "zhou"), second: open_board(visitors, "wu")}
    for demand, window in windows.items():
        window.goto(f"{site.address}/board/demand/{demand.id}/bed/{bed.id}")
        expect(window.get_by_role("button", name="就用这张床")).to_be_enabled()
    for window in windows.values():
        window.evaluate("document.querySelector('#drawer button.primary').click()")
    for window in windows.values():
        expect(window.locator("#notices .notice")).to_have_count(1)
    told = [window.locator("#notices").inner_text() for window in windows.values()]
    winner = first if "已预留" in told[0] else second
    loser = windows[second if winner is first else first].locator("#notices .refused")
    expect(loser).to_contain_text("已安排给 急**")
    with site.app.reader() as reader:
        assert [claim.interval.demand_id for claim in reader.bed(bed.id).claims] == [winner.id]
        states = {reader.demand(first.id).state, reader.demand(second.id).state}
        assert states == {DemandState.PROMISED, DemandState.WAITING}


def test_an_accepted_proposal_can_be_taken_back(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    demand = house.emergency()
    label = house.propose(demand)
    coordinator = open_board(visitors)
    card(coordinator, demand).get_by_role("button", name="采纳").click()
    expect(card(coordinator, demand)).to_have_attribute("data-group", "4")
    coordinator.locator("#notices").get_by_role("button", name="撤销").click()
    expect(card(coordinator, demand)).to_have_attribute("data-group", "1")
    with site.app.reader() as reader:
        assert reader.bed(site.beds[label]).claims == ()


def test_a_rejection_needs_a_reason_and_the_offer_goes(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    demand = house.emergency()
    house.propose(demand)
    coordinator = open_board(visitors)
    waiting = card(coordinator, demand)
    waiting.get_by_text("拒绝……").click()
    waiting.get_by_label("原因").fill("家属要求单间")
    waiting.get_by_role("button", name="确认拒绝").click()
    expect(waiting.locator(".offer")).to_have_count(0)
    with site.app.reader() as reader:
        assert any(pair[0] == demand.id for pair in reader.rejections())


def test_a_pin_shows_on_the_card(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    demand = house.emergency()
    label = house.propose(demand)
    coordinator = open_board(visitors)
    card(coordinator, demand).get_by_role("button", name="固定").click()
    expect(card(coordinator, demand)).to_contain_text(f"已固定 {label}")
    with site.app.reader() as reader:
        assert reader.demand(demand.id).pinned_bed_id == site.beds[label]


def test_dragging_a_card_onto_a_suitable_bed_promises_it(
    site: WardSite, house: HousePeople, visitors: Visitors
) -> None:
    bed = site.take("free")
    demand = house.emergency()
    coordinator, other = open_board(visitors, "zhou"), open_board(visitors, "wu")
    card(coordinator, demand).hover(position={"x": 300, "y": 8})
    coordinator.mouse.down()
    coordinator.mouse.move(900, 500, steps=4)
    expect(tile(coordinator, bed)).to_have_attribute("data-fit", "suits")
    tile(coordinator, bed).hover()
    coordinator.mouse.up()
    expect(card(other, demand)).to_contain_text(bed.label)
    see_state(other, bed, "reserved")


def test_dragging_onto_a_refusing_bed_shows_why_and_asks_for_a_signature(
    site: WardSite, house: HousePeople, visitors: Visitors
) -> None:
    demand = house.emergency()
    coordinator = open_board(visitors)
    blocked = coordinator.locator(f"#b{site.beds['S-2']}")
    card(coordinator, demand).drag_to(blocked, source_position={"x": 300, "y": 8})
    drawer = coordinator.locator("#drawer")
    expect(drawer.locator("ul.against")).to_contain_text("已停用：维修")
    expect(drawer.locator("ul.against")).to_contain_text("不能男女同室")
    drawer.get_by_role("button", name="签字并安排").click()
    expect(drawer.locator("textarea:invalid")).to_be_visible()
    with site.app.reader() as reader:
        assert reader.demand(demand.id).state is DemandState.WAITING


def test_a_new_emergency_enters_the_queue_by_its_form(site: WardSite, visitors: Visitors) -> None:
    coordinator, other = open_board(visitors, "zhou"), open_board(visitors, "wu")
    coordinator.keyboard.press("e")
    form = coordinator.locator("#drawer form")
    form.get_by_label("1 濒危").check()
    form.get_by_label("病案号").fill("FORM1")
    form.get_by_label("姓名").fill("方正")
    form.get_by_label("女").check()
    form.get_by_label("出生日期").fill("1950-02-03")
    form.get_by_label("收治专科").select_option("MED")
    form.get_by_label("吸氧").check()
    form.get_by_role("button").click()
    arrived = other.locator(".card", has_text="方正")
    expect(arrived).to_contain_text("濒危")
    expect(arrived).to_contain_text("吸氧")
    expect(coordinator.locator("#drawer article")).to_have_count(0)
    with site.app.reader() as reader:
        patient = reader.find_patient("FORM1")
        assert patient is not None
        assert patient.pinyin == "fz"


def test_cancelling_needs_a_reason_and_removes_the_card(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    demand = house.emergency()
    coordinator = open_board(visitors)
    card(coordinator, demand).locator("a.name").click()
    drawer = coordinator.locator("#drawer")
    drawer.get_by_text("取消申请……").click()
    drawer.get_by_role("textbox", name="原因").fill("转院")
    drawer.get_by_role("button", name="确认取消").click()
    coordinator.mouse.move(0, 0)
    expect(card(coordinator, demand)).to_have_count(0)
    with site.app.reader() as reader:
        assert reader.demand(demand.id).state is DemandState.CANCELLED


def test_holding_a_bed_and_giving_it_back(site: WardSite, visitors: Visitors) -> None:
    bed = site.take("free")
    coordinator, other = open_board(visitors, "zhou"), open_board(visitors, "wu")
    tile(coordinator, bed).click()
    drawer = coordinator.locator("#drawer")
    drawer.get_by_text("暂留……").click()
    drawer.locator("[open] input").fill("等检查结果")
    drawer.get_by_role("button", name="确认暂留").click()
    see_state(other, bed, "held")
    expect(drawer.locator(".coming")).to_contain_text("等检查结果")
    drawer.get_by_role("button", name="撤回预留").click()
    see_state(other, bed, "free")


def test_new_cards_wait_behind_a_pill_while_the_queue_is_read(
    site: WardSite, house: HousePeople, visitors: Visitors
) -> None:
    known = house.emergency(Triage.ACUTE)
    coordinator = open_board(visitors)
    card(coordinator, known).hover()
    first = coordinator.locator("#queue .card:visible").first.get_attribute("id")
    demand = house.emergency(Triage.DYING)
    expect(coordinator.locator("#news")).to_have_text("有 1 条新变化，点击更新")
    expect(card(coordinator, demand)).to_be_hidden()
    assert coordinator.locator("#queue .card:visible").first.get_attribute("id") == first
    coordinator.locator("#news").dispatch_event("click")  # with the pointer the list would be left and settle by itself
    expect(card(coordinator, demand)).to_be_visible()
    expect(coordinator.locator("#news")).to_be_hidden()
    assert site.app.clock.now() >= demand.raised_at


def test_the_director_watches_without_names_and_without_buttons(
    site: WardSite, house: HousePeople, visitors: Visitors
) -> None:
    demand = house.emergency()
    house.propose(demand)
    with site.app.reader() as reader:
        name = reader.patient(demand.patient_id).name
    coordinator, director = open_board(visitors), open_board(visitors, "director")
    expect(card(coordinator, demand)).to_contain_text(name)
    expect(card(director, demand).locator(".offer")).to_be_visible()
    expect(card(director, demand)).not_to_contain_text(name)
    expect(card(director, demand).get_by_role("button")).to_have_count(0)
    expect(director.locator("a.emergency")).to_have_count(0)


def test_the_wall_shows_beds_changing_and_nobodys_name(site: WardSite, house: HousePeople, visitors: Visitors) -> None:
    bed, demand = site.take("dirty"), house.emergency()
    wall, coordinator = open_board(visitors, "director", "/wall"), open_board(visitors)
    tile(coordinator, bed).click()
    coordinator.get_by_role("button", name="开始清洁").click()
    see_state(wall, bed, "cleaning")
    with site.app.reader() as reader:
        name = reader.patient(demand.patient_id).name
    expect(wall.locator("body")).not_to_contain_text(name)
    expect(wall.locator("main button, main form")).to_have_count(0)


def test_a_reason_being_typed_survives_news_about_its_card(
    site: WardSite, house: HousePeople, visitors: Visitors
) -> None:
    demand = house.emergency()
    house.propose(demand)
    coordinator = open_board(visitors)
    waiting = card(coordinator, demand)
    waiting.get_by_text("拒绝……").click()
    waiting.get_by_label("原因").fill("家属要")
    free = site.take("free")
    site.do(PinDemand(demand_id=demand.id, bed_id=free.id))
    expect(waiting).to_contain_text(f"已固定 {free.label}")
    expect(waiting.get_by_label("原因")).to_have_value("家属要")
    expect(waiting.get_by_label("原因")).to_be_focused()


def test_an_open_drawer_follows_its_bed(site: WardSite, visitors: Visitors) -> None:
    bed = site.take("dirty")
    coordinator = open_board(visitors, path=f"/board/bed/{bed.id}")
    expect(coordinator.locator("#drawer .state")).to_contain_text("待清洁")
    site.do(StartCleaning(bed_id=bed.id))
    expect(coordinator.locator("#drawer .state")).to_contain_text("清洁中")
    expect(coordinator.locator("#drawer .history li").first).to_contain_text("开始清洁")


def test_a_number_leads_to_its_beds(site: WardSite, visitors: Visitors) -> None:
    free, dirty = site.take("free"), site.take("dirty")
    coordinator = open_board(visitors)
    coordinator.locator("#numbers").get_by_role("link", name="现在可用").click()
    expect(tile(coordinator, dirty)).to_have_attribute("data-off", "")
    expect(tile(coordinator, free)).not_to_have_attribute("data-off", "")
    coordinator.wait_for_url("**/board?state=free")
