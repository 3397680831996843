"""A patient's way out, through the nurse's phone and the centre's lists, in both languages; and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bedcentre.domain.vocabulary import DischargeStep, MilestoneState, SettlementWay
from bedcentre.usecases.discharge import Settle
from bedcentre.usecases.lounge import GoToLounge
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.stays import ExpectDischarge, PatientLeaves
from bedcentre.words import LANGUAGES, words_for
from tests.store.small import WARD_IDS
from tests.web.axe import findings
from tests.web.board.windows import SCREEN, see_state
from tests.web.ward_site import Bed, Visitors, WardSite

pytestmark = pytest.mark.browser
WARD = f"/ward/{WARD_IDS['M']}"


def leaving(site: WardSite) -> tuple[Bed, int]:
    """A patient who leaves in some hours: the bed, and the encounter."""
    bed = site.take("occupied")
    site.do(ExpectDischarge(bed_id=bed.id, expected=site.app.clock.now() + timedelta(hours=5)))
    with site.app.reader() as reader:
        encounter = reader.bed(bed.id).encounter
    assert encounter is not None
    return bed, encounter.id


def milestone(site: WardSite, encounter: int, step: DischargeStep) -> int:
    """The id of one of the patient's milestones."""
    with site.app.reader() as reader:
        return next(each.id for each in reader.milestones_of_encounter(encounter) if each.step == step)


def state(site: WardSite, encounter: int, step: DischargeStep) -> MilestoneState:
    """How one of the patient's milestones stands."""
    with site.app.reader() as reader:
        return reader.milestone(milestone(site, encounter, step)).state


def row(encounter: int, section: str = "discharges") -> str:
    """The selector of the patient's line on one of the centre's lists."""
    return f"#{section} li:has(a[href='/discharge/{encounter}'])"


@pytest.mark.parametrize("language", LANGUAGES)
def test_out_by_the_lounge_with_every_list_following(site: WardSite, visitors: Visitors, language: str) -> None:
    say = words_for(language).say
    bed, encounter = leaving(site)
    nurse = visitors.open("nurse", WARD, language=language)
    centre = visitors.open("zhou", "/centre", size=SCREEN, language=language)
    board = visitors.open("wu", "/board", size=SCREEN, language=language)
    expect(centre.locator(row(encounter))).to_contain_text(say("step.discharge_orders"))

    nurse.locator(".shows label", has_text=say("ward.show.leaving")).click()
    mine = nurse.locator(f"#e{encounter}")
    assert findings(nurse) == []
    mine.get_by_role("button", name=say("step.discharge_orders")).click()
    expect(mine.get_by_role("button", name=say("step.discharge_orders"))).to_have_count(0)
    expect(centre.locator(row(encounter))).not_to_contain_text(say("step.discharge_orders"))

    mine.get_by_role("button", name=say("discharge.to_lounge")).click()
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "vacated")
    see_state(board, bed, "vacated")
    waiting = centre.locator(row(encounter, "lounge"))
    expect(waiting).to_be_visible()
    expect(mine).to_contain_text(say("discharge.in_lounge", at="").split()[0])

    waiting.locator("summary", has_text=say("step.settlement")).click()
    waiting.get_by_role("button", name=say("settlement_way.bedside")).click()
    expect(waiting.locator("summary", has_text=say("step.settlement"))).to_have_count(0)
    assert state(site, encounter, DischargeStep.SETTLEMENT) is MilestoneState.DONE
    assert findings(centre) == []

    waiting.get_by_role("button", name=say("discharge.left")).click()
    expect(centre.locator(row(encounter, "afterwards"))).to_contain_text(say("step.insurance_review"))
    expect(mine).to_have_count(0)
    centre.locator("#notices").get_by_role("button", name=say("web.undo")).last.click()
    expect(waiting).to_be_visible()
    expect(centre.locator(row(encounter, "afterwards"))).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_checklist_by_keyboard(site: WardSite, visitors: Visitors, language: str) -> None:
    say = words_for(language).say
    _, encounter = leaving(site)
    page = visitors.open("nurse", f"/discharge/{encounter}", language=language)
    drugs = page.locator("[data-step=take_home_drugs]")
    drugs.get_by_role("button", name=say("discharge.done"), exact=True).focus()
    page.keyboard.press("Enter")
    expect(drugs).to_have_attribute("data-state", "done")
    drugs.get_by_role("button", name=say("discharge.reopen")).focus()
    page.keyboard.press("Enter")
    expect(drugs).to_have_attribute("data-state", "open")
    drugs.locator("summary").focus()
    page.keyboard.press("Enter")
    drugs.locator("[name=reason]").fill("无带药")
    page.keyboard.press("Enter")
    expect(drugs).to_have_attribute("data-state", "waived")
    expect(drugs).to_contain_text("无带药")
    expect(page.locator("[data-step=settlement] button")).to_have_count(0)
    page.get_by_role("button", name=say("discharge.ask_transport")).click()
    expect(page.locator("[data-step=transport]")).to_have_attribute("data-state", "open")
    assert findings(page) == []


def test_transport_is_booked_at_the_centre_and_seen_on_the_ward(site: WardSite, visitors: Visitors) -> None:
    _, encounter = leaving(site)
    nurse = visitors.open("nurse", WARD)
    nurse.locator(".shows label", has_text="今日出院").click()
    page = visitors.open("zhou", f"/discharge/{encounter}", size=SCREEN)
    page.locator("summary", has_text="预约转运").click()
    page.fill("[name=eta]", "2026-11-23T12:30")
    page.fill("[name=booking]", "安途转运 → 康复医院")
    page.get_by_role("button", name="预约", exact=True).click()
    expect(page.locator("[data-step=transport]")).to_contain_text("安途转运")
    expect(nurse.locator(f"#e{encounter} .others")).to_contain_text("非急救转运 12:30")


def test_what_is_refused_says_why_and_changes_nothing(site: WardSite, visitors: Visitors) -> None:
    bed, encounter = leaving(site)
    page = visitors.open("nurse", f"/discharge/{encounter}")
    page.get_by_role("button", name="去休息室").click()
    expect(page.locator("#notices")).to_contain_text("出院医嘱尚未完成")
    client = visitors.client("zhou")
    settlement = milestone(site, encounter, DischargeStep.SETTLEMENT)
    assert client.post(f"/milestones/{settlement}/settle", {"way": "cash"}).status == 422
    assert client.post(f"/discharge/{encounter}/transport/book", {"booking": "x"}).status == 422
    far = {"booking": "x", "eta": "9999-12-31T23:59"}
    assert client.post(f"/discharge/{encounter}/transport/book", dict(far)).status == 422
    site.do(Settle(milestone_id=settlement, way=SettlementWay.DESK))
    assert client.post(f"/milestones/{settlement}/settle", {"way": "desk"}).status == 409
    assert client.post(f"/lounge/{encounter}/left").status == 409
    assert visitors.client("nurse").get("/discharge/999999").status == 404
    with site.app.reader() as reader:
        assert reader.bed(bed.id).encounter is not None


def test_a_nurse_sees_no_other_wards_patients(site: WardSite, visitors: Visitors) -> None:
    with site.app.reader() as reader:
        other = reader.bed(site.beds["I-1"]).encounter or reader.bed(site.beds["S-1"]).encounter
    assert other is not None
    assert visitors.client("nurse").get(f"/discharge/{other.id}").status == 403
    assert visitors.client("nurse").get(f"/ward/{WARD_IDS['S']}/leaving").status == 403


def test_the_bed_is_free_to_clean_while_the_bill_is_open_and_a_return_is_one_tap(
    site: WardSite, visitors: Visitors
) -> None:
    bed, encounter = leaving(site)
    other, gone = leaving(site)
    site.do(ReachMilestone(milestone_id=milestone(site, encounter, DischargeStep.ORDERS)))
    site.do(GoToLounge(bed_id=bed.id))
    site.do(PatientLeaves(bed_id=other.id))
    centre = visitors.open("zhou", "/centre", size=SCREEN)
    expect(centre.locator(row(gone, "afterwards"))).to_contain_text("费用结算")
    waiting = centre.locator(row(encounter, "lounge"))
    waiting.get_by_role("button", name="重新需要床位").click()
    expect(waiting).to_contain_text("正在等床")
    with site.app.reader() as reader:
        assert [each.encounter_id for each in reader.open_demands() if each.encounter_id == encounter] == [encounter]
