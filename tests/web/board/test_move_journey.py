"""A ward's patient needs another bed: asked for on the phone, promised by the centre, moved; worse, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bedcentre.usecases.proposals import ChooseBed
from tests.web.axe import findings
from tests.web.board.windows import SCREEN, mark, never_reloaded, open_board, tile
from tests.web.ward_site import Bed, Visitors, WardSite

pytestmark = pytest.mark.browser

LANGUAGES = ["zh-CN", "en"]


def open_sheet(nurse: Page, bed: Bed) -> None:
    """Everything about one bed."""
    nurse.locator(f"{bed.card} .open").click()
    expect(nurse.locator("#bed-sheet")).to_be_visible()


def demand_of(site: WardSite, bed: Bed) -> int:
    """The open demand of who lies there."""
    with site.app.reader() as reader:
        patient = reader.bed(bed.id).patient
        assert patient is not None
        return reader.open_demands_of(patient.id)[0].id


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_must_be_isolated_gets_a_room_and_the_old_bed_is_cleaned(
    visitors: Visitors, site: WardSite, language: str
) -> None:
    bed, room = site.take("occupied"), site.take("free")
    nurse = visitors.open("nurse", "/ward", language=language)
    mark(nurse)
    open_sheet(nurse, bed)
    nurse.locator("details[data-for=elsewhere] summary").click()
    assert findings(nurse) == []
    expect(nurse.locator("[name=cause][value=step_down]")).to_be_hidden()
    nurse.locator("details[data-for=elsewhere] [name=organism]").fill("mrsa")
    nurse.locator("[name=cause][value=isolation]").click()
    expect(nurse.locator(bed.card)).to_contain_text("已申请转床" if language == "zh-CN" else "another bed asked for")
    demand_id = demand_of(site, bed)
    site.do(ChooseBed(demand_id=demand_id, bed_id=room.id))
    expect(nurse.locator(bed.card)).to_contain_text(room.label)
    nurse.locator(f"#a{demand_id} button").click()
    expect(nurse.locator(room.card)).to_have_attribute("data-isolated", "")
    expect(nurse.locator(bed.card)).to_have_attribute("data-state", "vacated")
    assert never_reloaded(nurse)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_worse_is_on_the_emergency_list_at_once_until_it_is_taken_back(
    visitors: Visitors, site: WardSite, language: str
) -> None:
    bed = site.take("occupied")
    centre = visitors.open("zhou", "/emergency", size=SCREEN, language=language)
    nurse = visitors.open("nurse", "/ward", language=language)
    open_sheet(nurse, bed)
    nurse.locator("details[data-for=elsewhere] summary").click()
    nurse.locator("[name=cause][value=worse]").click()
    row = centre.locator("#boarding li", has_text=bed.label)
    expect(row).to_be_visible()
    open_sheet(nurse, bed)
    expect(nurse.locator("details[data-for=elsewhere]")).to_be_hidden()
    nurse.locator("details[data-for=back] summary").click()
    nurse.locator("#bed-sheet details[data-for=back] [name=reason]").fill("病情稳定")
    nurse.locator("#bed-sheet details[data-for=back] button").click()
    expect(row).to_have_count(0)
    expect(nurse.locator(bed.card)).not_to_contain_text("申请转床" if language == "zh-CN" else "another bed")


def test_a_cause_without_its_other_half_is_refused_on_the_phone(visitors: Visitors, site: WardSite) -> None:
    bed = site.take("occupied")
    nurse = visitors.open("nurse", "/ward")
    open_sheet(nurse, bed)
    nurse.locator("details[data-for=elsewhere] summary").click()
    nurse.locator("[name=cause][value=other_ward]").click()
    expect(nurse.locator("#tray")).to_contain_text("请选择转入哪个专科")


@pytest.mark.parametrize("language", LANGUAGES)
def test_isolation_is_said_in_two_taps_and_seen_on_the_board_until_it_is_over(
    visitors: Visitors, site: WardSite, language: str
) -> None:
    bed = site.take("occupied")
    board = open_board(visitors, language=language)
    nurse = visitors.open("nurse", "/ward", language=language)
    open_sheet(nurse, bed)
    nurse.locator("details[data-for=isolate] summary").click()
    nurse.locator("details[data-for=isolate] [name=organism]").fill("MRSA")
    nurse.locator("details[data-for=isolate] button").click()
    expect(nurse.locator(bed.card)).to_have_attribute("data-isolated", "")
    expect(tile(board, bed)).to_have_attribute("data-isolated", "")
    open_sheet(nurse, bed)
    nurse.locator("form[data-for=isolated] button").click()
    expect(nurse.locator(bed.card)).not_to_have_attribute("data-isolated", "")
    expect(tile(board, bed)).not_to_have_attribute("data-isolated", "")
