"""Pre-admission from the surgeon's word to the bed, in two windows and both languages, following live."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from bedcentre.domain.people import Actor
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, Role, Sex
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.preadmission import LapsePreAdmissions, OpenPreAdmission, ProposePreAdmission
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from bedcentre.usecases.stays import ReceivePatient
from tests.web.axe import findings
from tests.web.board.windows import SCREEN, mark, never_reloaded
from tests.web.ward_site import SYSTEM, Visitors, WardSite

SURGEON = Actor(user_id=0, name="surgeon", role=Role.SURGEON, surgeon="W1")
CRITERIA = frozenset({"diagnosis_clear", "condition_stable", "criteria_met", "elective_surgery"})


def operation(site: WardSite, number: int) -> Demand:
    """A planned operation of the surgeon's."""
    now = site.app.clock.now()
    person = RegisterPatient(
        mrn=f"PA{number}", name=f"预住院{number}号", pinyin="yzy", sex=Sex.FEMALE, birth_date=date(1970, 1, 1)
    )
    wanted = now + timedelta(days=3)
    asked = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=0,
        specialty="SUR",
        wanted_from=wanted,
        latest=wanted + timedelta(days=7),
        stay_minutes=3 * 24 * 60,
        surgeon="W1",
    )
    made = site.do(RequestForNewcomer(person=person, request=asked), SURGEON).made
    with site.app.reader() as reader:
        return reader.demand(made or 0)


def step(page: Page, demand: Demand, name: str) -> None:
    """The row's next step is this one, sooner or later."""
    expect(page.locator(f"#p{demand.id}")).to_have_attribute("data-next", name)


def test_from_the_surgeons_word_to_booked_tests(visitors: Visitors, site: WardSite) -> None:
    demand = operation(site, 1)
    row = f"#p{demand.id}"
    centre = visitors.open("zhou", "/preadmission", size=SCREEN, language="en")
    surgeon = visitors.open("surgeon", "/preadmission")
    mark(centre)
    mark(surgeon)
    candidate = surgeon.locator(f"#c{demand.id}")
    for name in sorted(CRITERIA - {"condition_stable"}):
        candidate.locator(f"[value={name}]").check()
    candidate.get_by_role("button", name="申请预住院").press("Enter")
    step(centre, demand, "confirm")
    surgeon.locator(row).get_by_role("button", name="确认：病情稳定").click()
    step(centre, demand, "open")
    assert surgeon.locator(f"{row} form[hx-post$='/open']").count() == 0
    centre.locator(row).get_by_role("button", name="Open pre-admission").press("Enter")
    step(centre, demand, "book")
    expect(centre.locator(f"{row} .clock time")).to_have_text(re.compile(r"^4 ?d|^5 ?d"))
    centre.locator(row).get_by_role("button", name="Book all tests").press("Enter")
    step(centre, demand, "do")
    expect(surgeon.locator(f"{row} .missing")).to_contain_text("B-1")
    surgeon.locator(row).get_by_role("button", name="完成：手术知情同意").click()
    step(centre, demand, "come")
    assert findings(centre) == []
    assert findings(surgeon) == []
    bed = site.take("free")
    site.do(ReceivePatient(demand_id=demand.id, bed_id=bed.id, override="本科无床，主任同意"))
    expect(centre.locator(row)).to_have_count(0)
    expect(surgeon.locator(row)).to_have_count(0)
    assert never_reloaded(centre)
    assert never_reloaded(surgeon)


def test_accepted_waived_cancelled_and_given_up(visitors: Visitors, site: WardSite) -> None:
    demand = operation(site, 2)
    site.do(ProposePreAdmission(demand_id=demand.id, confirmed=CRITERIA), SURGEON)
    site.do(OpenPreAdmission(demand_id=demand.id))
    centre = visitors.open("zhou", "/preadmission", size=SCREEN)
    row = centre.locator(f"#p{demand.id}")
    row.get_by_text("清单与更多").click()
    blood = row.locator(".steps > li", has_text="抽血化验")
    blood.get_by_text("认可外院结果").first.click()
    blood.locator("[name=hospital]").fill("县中医院")
    blood.locator("[name=taken_on]").fill((site.app.clock.now() - timedelta(days=1)).date().isoformat())
    blood.locator("form[hx-post$='/accept'] button").click()
    expect(blood).to_have_attribute("data-state", "done")
    row.get_by_role("button", name="预约全部检查").click()
    step(centre, demand, "do")
    scan = row.locator(".steps > li", has_text="增强CT")
    scan.get_by_role("button", name="取消时段").click()
    step(centre, demand, "book")
    clinic = row.locator(".steps > li", has_text="麻醉门诊评估")
    clinic.get_by_text("不需要").first.click()
    clinic.locator("form[hx-post$='/waive'] input").fill("局麻")
    clinic.locator("form[hx-post$='/waive'] button").click()
    expect(clinic).to_have_attribute("data-state", "waived")
    row.get_by_text("终止预住院").first.click()
    row.locator("form[hx-post$='/end'] input").fill("病情变化")
    row.locator("form[hx-post$='/end'] button").click()
    expect(row).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_runs_out_lapses_and_the_operation_can_be_proposed_again(
    visitors: Visitors, site: WardSite, language: str
) -> None:
    demand = operation(site, {"zh-CN": 6, "en": 7}[language])
    site.do(ProposePreAdmission(demand_id=demand.id, confirmed=CRITERIA), SURGEON)
    centre = visitors.open("zhou", "/preadmission", size=SCREEN, language=language)
    step(centre, demand, "open")
    with site.app.reader() as reader:
        before, version = reader.policy, reader.policy_version
    at_once = replace(before, preadmission_clock=timedelta(0))
    site.do(ChangePolicy(policy=at_once, reason="试验", based_on=version), SYSTEM)
    site.do(OpenPreAdmission(demand_id=demand.id))
    site.do(ChangePolicy(policy=before, reason="还原", based_on=version + 1), SYSTEM)
    site.do(LapsePreAdmissions(), SYSTEM)
    expect(centre.locator(f"#p{demand.id}")).to_have_count(0)
    expect(centre.locator(f"#c{demand.id}")).to_be_visible()


def test_nobody_acts_for_others_and_nonsense_is_refused(visitors: Visitors, site: WardSite) -> None:
    demand = operation(site, 3)
    other = visitors.client("surgeon")
    assert other.post(f"/preadmission/{demand.id}/open").status == 403
    centre = visitors.client("zhou")
    refused = centre.post(f"/preadmission/{demand.id}/open")
    assert refused.status == 409
    assert "尚未确认" in refused.text()
    assert centre.post(f"/preadmission/{demand.id}/propose", {"confirmed": "rich"}).status == 422
    assert centre.post(f"/preadmission/{demand.id}/book").status == 200


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_an_empty_and_a_full_list_fit_a_phone(visitors: Visitors, site: WardSite, language: str) -> None:
    operation(site, {"zh-CN": 4, "en": 5}[language])
    page = visitors.open("surgeon", "/preadmission", language=language)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert findings(page) == []
