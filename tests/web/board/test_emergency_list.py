"""The emergency list: an ambulance comes, a wait is carried up and answered, everybody's list follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Route, Sex, Triage
from bedcentre.usecases.emergency.ambulances import AnnounceAmbulance
from bedcentre.usecases.emergency.care import RouteEmergency
from bedcentre.usecases.emergency.escalation import TendEmergencies
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.requests import CancelDemand
from tests.web.axe import findings
from tests.web.board.house import HousePeople
from tests.web.board.windows import SCREEN, mark, never_reloaded
from tests.web.ward_site import PHONE, SYSTEM, Visitors, WardSite

pytestmark = pytest.mark.browser


@pytest.fixture
def waiting(site: WardSite, house: HousePeople) -> Iterator[Demand]:
    """An emergency patient who has just been asked a bed for."""
    demand = house.emergency()
    yield demand
    with site.app.reader() as reader:
        still_open = reader.demand(demand.id).is_open
    if still_open:
        site.do(CancelDemand(demand_id=demand.id, reason="试验结束"))


@pytest.fixture
def impatient(site: WardSite) -> Iterator[None]:
    """A policy under which every wait is carried up at once."""
    with site.app.reader() as reader:
        before, version = reader.policy, reader.policy_version
    now = dict.fromkeys(Triage, timedelta(0))
    changed = replace(before, escalate_first=now, escalate_second=now)
    site.do(ChangePolicy(policy=changed, reason="试验", based_on=version), SYSTEM)
    yield
    site.do(ChangePolicy(policy=before, reason="还原", based_on=version + 1), SYSTEM)


def test_an_ambulance_is_announced_arrives_and_its_patient_has_the_bed(visitors: Visitors, site: WardSite) -> None:
    mine = visitors.open("zhou", "/emergency", size=SCREEN)
    other = visitors.open("nurse", "/emergency", size=PHONE, language="en")
    for window in (mine, other):
        mark(window)
    mine.get_by_text("救护车预告……").click()
    mine.locator(".announce [name=triage][value='2']").check()
    mine.locator(".announce [name=sex][value=F]").check()
    mine.fill(".announce [name=age]", "66")
    mine.locator(".announce [name=specialty]").select_option("MED")
    mine.locator(".announce [name=centre]").select_option("chest_pain")
    mine.fill(".announce [name=report]", "胸痛 1 小时")
    mine.locator(".announce button").press("Enter")
    expect(mine.locator(".announce [name=age]")).to_be_hidden()
    expect(mine.locator(".announce [name=age]")).to_have_value("")
    car = other.locator("#ambulances li", has_text="胸痛 1 小时")
    expect(car).to_contain_text("kept until")
    assert findings(mine) == []
    assert findings(other) == []
    car.get_by_text("Has arrived…").click()
    car.locator("[name=mrn]").fill("AMB-1")
    car.locator("[name=name]").fill("方急救")
    car.locator("[name=birth_date]").fill("1960-01-01")
    car.get_by_role("button", name="Arrived; the clock starts").click()
    row = mine.locator("#boarding li", has_text="方急救")
    expect(row).to_contain_text("床")
    expect(row).to_contain_text("胸痛")
    expect(row).to_contain_text("先诊疗后付费")
    row.get_by_role("button", name="登记押金").click()
    expect(row.locator(".when")).not_to_contain_text("先诊疗后付费")
    assert never_reloaded(mine)
    assert never_reloaded(other)
    with site.app.reader() as reader:
        patient = reader.find_patient("AMB-1")
        assert patient is not None
        demand = reader.open_demands_of(patient.id)[0]
    site.do(CancelDemand(demand_id=demand.id, reason="试验结束"))
    expect(row).to_have_count(0)


def test_called_off_and_late_are_seen_by_everybody(visitors: Visitors, site: WardSite) -> None:
    told = AnnounceAmbulance(
        eta=site.app.clock.now() + timedelta(minutes=15),
        sex=Sex.MALE,
        age=40,
        specialty="MED",
        triage=Triage.ACUTE,
        stay_minutes=600,
        report="车祸",
    )
    number = site.do(told).made
    mine = visitors.open("zhou", "/emergency", size=SCREEN, language="en")
    director = visitors.open("director", "/emergency", size=SCREEN)
    car = mine.locator(f"#a{number}")
    car.get_by_text("Later…").click()
    car.locator("[name=minutes]").fill("90")
    car.get_by_role("button", name="Change the time").click()
    expect(mine.locator("#notices")).to_contain_text("The new time is")
    assert director.locator(f"#a{number} form").count() == 0
    car.get_by_text("Does not come…").click()
    car.locator("[name=reason]").fill("转他院")
    car.get_by_role("button", name="Call off").click()
    expect(director.locator(".past")).to_contain_text("已取消")
    expect(director.locator(f"#a{number}")).to_have_count(0)


@pytest.mark.usefixtures("impatient")
def test_a_long_wait_is_told_to_two_and_each_answers(visitors: Visitors, site: WardSite, waiting: Demand) -> None:
    mine = visitors.open("zhou", "/emergency", size=SCREEN)
    director = visitors.open("director", "/emergency", size=SCREEN, language="en")
    site.do(TendEmergencies(), SYSTEM)
    row, theirs = mine.locator(f"#e{waiting.id}"), director.locator(f"#e{waiting.id}")
    expect(row).to_contain_text("第一级")
    expect(theirs).to_contain_text("second step")
    theirs.get_by_text("Other…").click()
    theirs.locator("[name=note]").fill("MDT 协调")
    theirs.get_by_role("button", name="Answer").click()
    expect(row).to_contain_text("MDT 协调")
    first = row.locator(".escalation").first
    first.get_by_text("其他……").click()
    first.locator("[name=note]").fill("联系协作病区")
    first.get_by_role("button", name="答复").click()
    expect(theirs).to_contain_text("联系协作病区")
    expect(row.locator(".is-open")).to_have_count(0)
    assert findings(mine) == []
    assert findings(director) == []
    board = visitors.open("zhou", "/board", size=SCREEN)
    expect(board.locator(f"#d{waiting.id}")).to_contain_text("第二级")


def test_from_theatre_into_the_recovery_rooms_queue(visitors: Visitors, site: WardSite, waiting: Demand) -> None:
    site.do(RouteEmergency(demand_id=waiting.id, route=Route.THEATRE))
    nurse = visitors.open("nurse", "/emergency")
    nurse.locator(f"#t{waiting.id}").get_by_role("button", name="手术结束").click()
    expect(nurse.locator(f"#p{waiting.id}")).to_be_visible()
    expect(nurse.locator(f"#t{waiting.id}")).to_have_count(0)
    assert visitors.client("nurse").post(f"/emergency/{waiting.id}/recovery").status == 409
    assert visitors.client("director").post(f"/emergency/{waiting.id}/recovery").status == 403


def test_a_mistyped_announcement_names_the_field(visitors: Visitors) -> None:
    wrong: dict[str, str | float | bool] = {"minutes": "soon", "sex": "F", "age": "5"}
    wrong |= {"specialty": "MED", "triage": "1"}
    answer = visitors.client("zhou").post("/ambulances", wrong)
    assert answer.status == 422
    assert "几分钟后到" in answer.text()


def test_the_emergency_rooms_nurse_asks_for_a_bed_on_the_list(visitors: Visitors, site: WardSite) -> None:
    nurse = visitors.open("nurse", "/emergency", size=PHONE, language="en")
    nurse.locator("details.report > summary").click()
    form = nurse.locator("details.report form")
    form.locator("[name=triage][value='2']").check()
    form.locator("[name=mrn]").fill("ERN1")
    form.locator("[name=name]").fill("钱急诊")
    form.locator("[name=sex][value=F]").check()
    form.locator("[name=birth_date]").fill("1950-02-03")
    form.locator("[name=specialty]").select_option("MED")
    form.locator("[name=organism]").fill("tb")
    assert findings(nurse) == []
    form.locator("button.primary").click()
    with_masked_name = nurse.locator("#boarding li", has_text="钱**")
    expect(with_masked_name).to_be_visible()
    expect(nurse.locator("#boarding")).not_to_contain_text("钱急诊")
    centre = visitors.open("zhou", "/emergency", size=SCREEN)
    expect(centre.locator("#boarding li", has_text="钱急诊")).to_be_visible()
    with site.app.reader() as reader:
        patient = reader.find_patient("ERN1")
        assert patient is not None
        assert reader.open_demands_of(patient.id)[0].organism == "TB"
