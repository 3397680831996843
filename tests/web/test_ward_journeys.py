"""A nurse's day on the phone, in real windows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bedcentre.domain.vocabulary import DemandState
from bedcentre.usecases.proposals import ChooseBed
from tests.store.small import WARD_IDS
from tests.web.ward_site import Bed, Visitors, WardSite

WARD = f"/ward/{WARD_IDS['M']}"

pytestmark = pytest.mark.browser


def tap(bed: Bed, text: str) -> str:
    """The selector of a button on a bed's card."""
    return f"{bed.card} .tap:has-text('{text}')"


def test_vacated_cleaning_ready_one_tap_each_and_a_colleague_sees_it(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("dirty")
    nurse, colleague = visitors.open("nurse", WARD), visitors.open("colleague", WARD)
    nurse.click(tap(bed, "开始清洁"))
    expect(colleague.locator(bed.card)).to_have_attribute("data-state", "cleaning")
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "cleaning")
    nurse.click(tap(bed, "清洁完成"))
    expect(colleague.locator(bed.card)).to_have_attribute("data-state", "free")
    assert colleague.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_left_is_one_tap_and_can_be_taken_back(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("leaving")
    nurse = visitors.open("nurse", WARD)
    name = nurse.locator(f"{bed.card} .who b").inner_text()
    nurse.click(tap(bed, "患者已离开"))
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "vacated")
    expect(nurse.locator(bed.card)).not_to_contain_text(name)
    nurse.click(tap(bed, "尚未离开"))
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "leaving")
    expect(nurse.locator(bed.card)).to_contain_text(name)


def test_expected_discharge_takes_two_taps(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("occupied")
    nurse, colleague = visitors.open("nurse", WARD), visitors.open("colleague", WARD)
    nurse.click(f"{bed.card} .open")
    nurse.click("#times button:has-text('16:00')")
    expect(colleague.locator(f"{bed.card} .when")).to_have_text("16:00 离院")
    expect(colleague.locator(bed.card)).to_have_attribute("data-state", "leaving")


def test_block_with_a_reason_and_unblock(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("free")
    nurse = visitors.open("nurse", WARD)
    nurse.click(f"{bed.card} .open")
    nurse.click("#bed-sheet >> text=终末消毒")
    nurse.click("#bed-sheet >> text=明早 08:00")
    nurse.click("#bed-sheet button:has-text('停用')")
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "blocked")
    expect(nurse.locator(bed.card)).to_contain_text("终末消毒")
    expect(nurse.locator(bed.card)).to_contain_text("11月24日 08:00")
    nurse.click(f"{bed.card} .open")
    nurse.click("#bed-sheet button:has-text('恢复使用')")
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "free")


def test_block_without_a_reason_is_not_sent(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("free")
    nurse = visitors.open("nurse", WARD)
    nurse.click(f"{bed.card} .open")
    nurse.click("#bed-sheet button:has-text('停用')")
    expect(nurse.locator("#bed-sheet [data-for=block] [name=reason]:invalid")).to_be_visible()
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "free")


def test_receive_who_is_coming(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("free")
    demand_id = demand_of(ward_site, "N1")
    nurse = visitors.open("nurse", WARD)
    ward_site.do(ChooseBed(demand_id=demand_id, bed_id=bed.id))
    arrival = nurse.locator(f"#a{demand_id}")
    expect(arrival).to_contain_text("王N1")
    arrival.get_by_role("button", name="收治").click()
    expect(nurse.locator(bed.card)).to_contain_text("王N1")
    nurse.mouse.move(0, 0)  # a list holds still while a finger is on it
    expect(arrival).to_be_hidden()
    with ward_site.app.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.PLACED


def test_refused_receiving_says_why_and_offers_another_bed(ward_site: WardSite, visitors: Visitors) -> None:
    dirty, ready = ward_site.take("dirty"), ward_site.take("free")
    demand_id = demand_of(ward_site, "N2")
    ward_site.do(ChooseBed(demand_id=demand_id, bed_id=dirty.id))
    nurse = visitors.open("nurse", WARD)
    nurse.locator(f"#a{demand_id}").get_by_role("button", name="收治").click()
    expect(nurse.locator("#moves-why")).to_have_text(f"{dirty.label}床待清洁。")
    expect(nurse.locator("#moves li.refused", has_text=f"{dirty.number} 床")).to_contain_text("待清洁")
    nurse.locator("#moves").get_by_role("button", name=f"{ready.number} 床", exact=True).click()
    expect(nurse.locator(ready.card)).to_contain_text("王N2")
    nurse.mouse.move(0, 0)  # the list holds still under the pointer
    expect(nurse.locator(f"#a{demand_id}")).to_be_hidden()


def test_move_within_the_ward(ward_site: WardSite, visitors: Visitors) -> None:
    bed, other = ward_site.take("occupied"), ward_site.take("free")
    nurse = visitors.open("nurse", WARD)
    name = nurse.locator(f"{bed.card} .who b").inner_text()
    nurse.click(f"{bed.card} .open")
    nurse.click("#bed-sheet button:has-text('换床')")
    nurse.locator("#moves").get_by_role("button", name=f"{other.number} 床", exact=True).click()
    expect(nurse.locator(other.card)).to_contain_text(name)
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "vacated")


def test_a_part_of_the_ward_holds_still_until_another_is_chosen(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("dirty")
    nurse = visitors.open("nurse", WARD)
    before = int(nurse.locator("#n-clean").inner_text())
    nurse.get_by_role("radio", name=re.compile("待清洁")).check(force=True)
    expect(nurse.locator("#beds > .slot:visible")).to_have_count(before)
    nurse.click(tap(bed, "开始清洁"))
    nurse.click(tap(bed, "清洁完成"))
    expect(nurse.locator("#n-clean")).to_have_text(str(before - 1))
    expect(nurse.locator(bed.card)).to_be_visible()
    nurse.get_by_role("radio", name=re.compile("全部")).check(force=True)
    nurse.get_by_role("radio", name=re.compile("待清洁")).check(force=True)
    expect(nurse.locator(bed.card)).to_be_hidden()


def test_a_nurse_of_two_wards_changes_between_them(ward_site: WardSite, visitors: Visitors) -> None:
    nurse = visitors.open("floating", WARD)
    other = f"/ward/{WARD_IDS['S']}"
    nurse.get_by_role("combobox", name="病区").select_option(other)
    nurse.wait_for_url(ward_site.address + other)
    expect(nurse.locator(f"#bed-{ward_site.beds['S-1']}")).to_be_visible()


def test_a_cleaner_sees_the_work_and_no_names(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("dirty")
    cleaner, nurse = visitors.open("cleaner", WARD), visitors.open("nurse", WARD)
    job = cleaner.locator(f"#job-{bed.id}")
    job.get_by_role("button").click()
    expect(job).to_have_attribute("data-state", "cleaning")
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "cleaning")
    expect(cleaner.locator("main")).not_to_contain_text("李")
    job.get_by_role("button").click()
    cleaner.mouse.move(0, 0)
    expect(job).to_be_hidden()
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "free")


def demand_of(site: WardSite, mrn: str) -> int:
    """The open demand of a patient."""
    with site.app.reader() as reader:
        patient = reader.find_patient(mrn)
        return next(each.id for each in reader.open_demands() if patient and each.patient_id == patient.id)
