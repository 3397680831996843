"""A planned admission from the form to the bed, in both languages, the other's list following live."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bedcentre.usecases.proposals import ChooseBed
from tests.web.axe import findings
from tests.web.board.windows import SCREEN, mark, never_reloaded
from tests.web.ward_site import PHONE, Visitors, WardSite

pytestmark = pytest.mark.browser

LANGUAGES = ["zh-CN", "en"]
PAGE = "/admissions"


def fill(page: Page, site: WardSite, mrn: str, days: tuple[int, int]) -> Locator:
    """Open the form and describe somebody new who may come on these days from today on."""
    page.locator("details.announce > summary").click()
    form = page.locator("#ask-admission")
    form.locator("[name=mrn]").fill(mrn)
    form.locator("[name=name]").fill(f"择期{mrn}")
    form.locator("[name=birth_date]").fill("1966-05-04")
    form.locator("[name=sex][value=F]").check()
    today = site.app.clock.now().astimezone(site.app.settings.zone).date()
    for name, ahead in zip(("first_day", "last_day"), days, strict=True):
        form.locator(f"[name={name}]").fill((today + timedelta(days=ahead)).isoformat())
    return form


def demand_of(site: WardSite, mrn: str) -> int:
    """The open demand of a patient."""
    with site.app.reader() as reader:
        patient = reader.find_patient(mrn)
        assert patient is not None
        return reader.open_demands_of(patient.id)[0].id


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_centres_form_to_the_bed(visitors: Visitors, site: WardSite, language: str) -> None:
    bed, mrn = site.take("free"), f"AC{language}"
    other = visitors.open("wu", PAGE, size=SCREEN, language=language)
    mark(other)
    centre = visitors.open("zhou", PAGE, size=SCREEN, language=language)
    form = fill(centre, site, mrn, (0, 2))
    form.locator("[name=specialty]").select_option("MED")
    assert findings(centre) == []
    form.locator("button.primary").click()
    row = other.locator("#list li", has_text=f"择期{mrn}")
    expect(row).to_have_attribute("data-state", "waiting")
    expect(row).to_contain_text(re.compile("第 \\d+ 位" if language == "zh-CN" else "number \\d+ of \\d+"))
    expect(form).to_be_hidden()
    demand_id = demand_of(site, mrn)
    site.do(ChooseBed(demand_id=demand_id, bed_id=bed.id))
    expect(row).to_have_attribute("data-state", "promised")
    expect(row).to_contain_text(bed.label)
    nurse = visitors.open("nurse", "/ward", language=language)
    nurse.locator(f"#a{demand_id} button").click()
    expect(nurse.locator(bed.card)).to_contain_text(f"择期{mrn}")
    expect(row).to_have_count(0)
    assert never_reloaded(other)
    assert findings(other) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_surgeon_asks_is_offered_pre_admission_and_cancels(visitors: Visitors, site: WardSite, language: str) -> None:
    mrn = f"AS{language}"
    surgeon = visitors.open("surgeon", PAGE, size=PHONE, language=language)
    form = fill(surgeon, site, mrn, (3, 6))
    form.locator("[name=phone]").fill("100 0000")
    assert findings(surgeon) == []
    form.locator("button.primary").click()
    row = surgeon.locator("#list li", has_text=f"择期{mrn}")
    expect(row).to_have_attribute("data-state", "waiting")
    demand_id = demand_of(site, mrn)
    centre = visitors.open("zhou", "/preadmission", size=SCREEN, language=language)
    expect(centre.locator(f"#c{demand_id}")).to_contain_text(f"择期{mrn}")
    row.locator("details.ask summary").click()
    row.locator("[name=reason]").fill("患者放弃")
    row.locator("button.danger").click()
    expect(row).to_have_attribute("data-state", "cancelled")
    expect(centre.locator(f"#c{demand_id}")).to_have_count(0)
    assert surgeon.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_what_is_mistyped_is_named_and_nobody_asks_for_others(visitors: Visitors, site: WardSite) -> None:
    today = site.app.clock.now().date().isoformat()
    form: dict[str, str | float | bool] = {
        "mrn": "AX",
        "name": "某某",
        "sex": "F",
        "birth_date": "1966-05-04",
        "first_day": today,
        "last_day": "2020-01-01",
        "stay_days": 3,
        "specialty": "SUR",
        "surgeon": "W2",
    }
    late = visitors.client("zhou").post(PAGE, form)
    assert late.status == 422
    assert visitors.client("zhou").post(PAGE, {**form, "stay_days": "x"}).status == 422
    assert visitors.client("zhou").post(PAGE, {**form, "last_day": "2099-01-01"}).status == 422
    assert visitors.client("nurse").post(PAGE, form).status == 403
    with site.app.reader() as reader:
        assert reader.find_patient("AX") is None
