"""A surgeon asks for day-surgery slots, in real windows."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import DemandState, Role, Sex
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.planning import PublishPlan, Suggestion
from bedcentre.usecases.proposals import AcceptProposal
from bedcentre.usecases.requests import CancelDemand, RegisterPatient
from bedcentre.usecases.slots.search import Slot, free_slots
from tests.web.ward_site import LAPTOP, SYSTEM, Visitors, WardSite

PAGE = "/surgeon"
MONDAY = date(2026, 11, 23)

SURGEON = Actor(user_id=4, name="surgeon", role=Role.SURGEON, surgeon="W1")

pytestmark = pytest.mark.browser


def fill(page: Page, mrn: str, day: date) -> None:
    """Choose the procedure and one day, and describe a new patient."""
    page.get_by_role("radio", name="疝修补术").check(force=True)
    page.fill("[name=first_day]", day.isoformat())
    page.fill("[name=last_day]", day.isoformat())
    page.fill("[name=mrn]", mrn)
    page.fill("[name=name]", f"赵{mrn}")
    page.get_by_role("radio", name="男").check(force=True)
    page.fill("[name=birth_date]", "1990-01-01")


def slots_on(site: WardSite, day: date) -> list[Slot]:
    """W1's free slots of a day."""
    with site.app.reader() as reader:
        return free_slots(reader, "W1", reader.procedure("P1"), day, day)


def asked_elsewhere(site: WardSite, mrn: str, day: date, slot: Slot | None = None) -> int:
    """W1 asks from another device; returns the demand's id."""
    person = RegisterPatient(mrn=mrn, name=f"钱{mrn}", pinyin="q", sex=Sex.MALE, birth_date=date(1980, 1, 1))
    request = RequestSlot(
        patient_id=0,
        procedure="P1",
        surgeon="W1",
        first_day=day,
        last_day=day,
        operation_start=slot.start if slot else None,
        session_id=slot.session_id if slot else None,
    )
    made = site.do(RequestForNewcomer(person=person, request=request), SURGEON).made
    assert made is not None
    return made


def test_a_chosen_slot_is_booked_and_seen_in_another_window(ward_site: WardSite, visitors: Visitors) -> None:
    day = MONDAY + timedelta(days=1)
    surgeon, other = visitors.open("surgeon", PAGE, size=LAPTOP), visitors.open("surgeon", PAGE)
    fill(surgeon, "J1", day)
    surgeon.get_by_role("radio", name="11:00").check(force=True)
    surgeon.get_by_role("button", name="提交申请").click()
    expect(surgeon.locator("#ask .done")).to_contain_text("已预约")
    case = other.locator("#cases .case", has_text="赵J1")
    expect(case).to_contain_text("已确认")
    expect(case).to_contain_text("11月24日 11:00")
    expect(case).to_contain_text("T1")
    expect(surgeon.locator("[name=mrn]")).to_have_value("")
    zone = ward_site.app.settings.zone
    assert time(11) not in {slot.start.astimezone(zone).time() for slot in slots_on(ward_site, day)}


def test_the_plan_places_a_request_and_the_surgeon_sees_it_live(ward_site: WardSite, visitors: Visitors) -> None:
    day = MONDAY + timedelta(days=2)
    surgeon = visitors.open("surgeon", PAGE)
    fill(surgeon, "J2", day)
    surgeon.get_by_role("button", name="提交申请").click()
    case = surgeon.locator("#cases .case", has_text="赵J2")
    expect(case).to_contain_text("系统正在安排")
    slot = slots_on(ward_site, day)[3]
    with ward_site.app.reader() as reader:
        patient = reader.find_patient("J2")
        demand = next(each for each in reader.open_demands() if patient and each.patient_id == patient.id)
    suggestion = Suggestion(
        demand_id=demand.id,
        bed_id=slot.bed_id,
        start=slot.bay_start,
        end=slot.bay_end,
        reasons=(),
        session_id=slot.session_id,
        operation_start=slot.start,
    )
    ward_site.do(
        PublishPlan(
            sequence=0,
            method="greedy",
            milliseconds=1,
            unplaced=0,
            levels=(0, 0, 0, 0, 0),
            suggestions=(suggestion,),
            complete=False,
            items={},
        ),
        SYSTEM,
    )
    expect(case).to_contain_text("建议 11月25日 09:45")
    with ward_site.app.reader() as reader:
        proposal = next(each for each in reader.proposals() if each.demand_id == demand.id)
    ward_site.do(AcceptProposal(proposal_id=proposal.id))
    expect(case).to_contain_text("已确认")
    expect(case).to_contain_text("11月25日 09:45")
    expect(case).to_contain_text(slot.bed_label)


def test_a_slot_taken_meanwhile_is_said_at_once_and_refused(ward_site: WardSite, visitors: Visitors) -> None:
    day = MONDAY + timedelta(days=3)
    surgeon = visitors.open("surgeon", PAGE, size=LAPTOP)
    fill(surgeon, "J3", day)
    picked = surgeon.get_by_role("radio", name="10:00")
    picked.check(force=True)
    value = picked.get_attribute("value") or ""
    slot = next(each for each in slots_on(ward_site, day) if each.key == value)
    asked_elsewhere(ward_site, "J4", day, slot)
    expect(surgeon.locator("#slots")).to_contain_text("您选的时段刚被占用")
    expect(surgeon.get_by_role("radio", name="10:00")).to_have_count(0)
    expect(surgeon.get_by_role("radio", name="由系统安排")).to_be_checked()
    typed = {"procedure": "P1", "mrn": "J3", "name": "赵J3", "sex": "M", "birth_date": "1990-01-01"}
    days = {"first_day": day.isoformat(), "last_day": day.isoformat()}
    answer = visitors.client("surgeon").post("/surgeon/requests", {**typed, **days, "slot": value})
    assert answer.status == 409
    assert "刚被" in answer.text()
    with ward_site.app.reader() as reader:
        assert reader.find_patient("J3") is None


def test_wrong_fields_are_named_and_what_was_typed_stays(visitors: Visitors) -> None:
    surgeon = visitors.open("surgeon", PAGE, size=LAPTOP)
    fill(surgeon, "J5", MONDAY + timedelta(days=4))
    surgeon.fill("[name=birth_date]", "2030-01-01")
    surgeon.fill("[name=note]", "对碘过敏")
    surgeon.get_by_role("button", name="提交申请").click()
    expect(surgeon.locator("#wrong-birth_date")).to_contain_text("2030-01-01")
    expect(surgeon.locator("[name=birth_date]")).to_be_focused()
    expect(surgeon.locator("[name=name]")).to_have_value("赵J5")
    expect(surgeon.locator("[name=note]")).to_have_value("对碘过敏")
    expect(surgeon.get_by_role("radio", name="疝修补术")).to_be_checked()
    surgeon.fill("[name=birth_date]", "1990-01-01")
    surgeon.get_by_role("button", name="提交申请").click()
    expect(surgeon.locator("#cases .case", has_text="赵J5")).to_be_visible()


def test_how_a_new_patient_is_reached_is_noted_with_the_request(ward_site: WardSite, visitors: Visitors) -> None:
    surgeon = visitors.open("surgeon", PAGE, size=LAPTOP)
    fill(surgeon, "J14", MONDAY + timedelta(days=4))
    surgeon.fill("[name=phone]", "call me")
    surgeon.fill("[name=email]", "j14@example.org")
    surgeon.get_by_role("button", name="提交申请").click()
    expect(surgeon.locator("#wrong-phone")).to_be_visible()
    expect(surgeon.locator("[name=email]")).to_have_value("j14@example.org")
    surgeon.fill("[name=phone]", "199 0000")
    surgeon.get_by_role("button", name="提交申请").click()
    expect(surgeon.locator("#cases .case", has_text="赵J14")).to_be_visible()
    with ward_site.app.reader() as reader:
        patient = reader.find_patient("J14")
        assert patient is not None
        contact = reader.contacts([patient.id])[patient.id]
    assert (contact.phone, contact.email) == ("199 0000", "j14@example.org")


def test_an_empty_form_names_every_field(visitors: Visitors) -> None:
    surgeon = visitors.open("surgeon", PAGE)
    surgeon.fill("[name=last_day]", "2026-11-20")
    surgeon.get_by_role("button", name="提交申请").click()
    expect(surgeon.locator("#wrong-procedure")).to_be_visible()
    expect(surgeon.locator("#wrong-mrn")).to_be_visible()
    expect(surgeon.locator("#wrong-last_day")).to_be_visible()


def test_a_known_patient_is_recognised_and_asked_for_once_only(ward_site: WardSite, visitors: Visitors) -> None:
    day = MONDAY + timedelta(days=5)
    asked_elsewhere(ward_site, "J6", day)
    surgeon = visitors.open("surgeon", PAGE)
    surgeon.get_by_role("radio", name="疝修补术").check(force=True)
    surgeon.fill("[name=mrn]", "J6")
    expect(surgeon.locator("#patient .known")).to_contain_text("钱J6")
    surgeon.get_by_role("button", name="提交申请").click()
    expect(surgeon.locator("#wrong-mrn")).to_be_visible()


def test_a_day_without_slots_says_why(ward_site: WardSite, visitors: Visitors) -> None:
    full, no_session = MONDAY + timedelta(days=6), MONDAY + timedelta(days=25)
    for number in range(8):
        asked_elsewhere(ward_site, f"F{number}", full, slots_on(ward_site, full)[0])
    surgeon = visitors.open("surgeon", PAGE)
    fill(surgeon, "J7", full)
    expect(surgeon.locator("#slots .full")).to_contain_text("手术间已满（T1）")
    fill(surgeon, "J7", no_session)
    expect(surgeon.locator("#slots .full")).to_contain_text("没有手术时段")


def test_a_request_is_cancelled_with_a_reason(ward_site: WardSite, visitors: Visitors) -> None:
    day = MONDAY + timedelta(days=7)
    demand_id = asked_elsewhere(ward_site, "J8", day, slots_on(ward_site, day)[0])
    surgeon, other = visitors.open("surgeon", PAGE), visitors.open("surgeon", PAGE)
    case = surgeon.locator(f"#case-{demand_id}")
    case.get_by_text("取消……").click()
    case.get_by_role("button", name="患者放弃").click()
    expect(other.locator(f"#closed-{demand_id}")).to_contain_text("已取消")
    expect(other.locator(f"#case-{demand_id}")).to_have_count(0)
    with ward_site.app.reader() as reader:
        assert reader.demand(demand_id).state is DemandState.CANCELLED
        assert reader.booking_of(demand_id) is None


def test_another_surgeons_request_cannot_be_cancelled(ward_site: WardSite, visitors: Visitors) -> None:
    person = RegisterPatient(mrn="J9", name="孙九", pinyin="sj", sex=Sex.MALE, birth_date=date(1980, 1, 1))
    day = MONDAY + timedelta(days=8)
    request = RequestSlot(patient_id=0, procedure="P1", surgeon="W2", first_day=day, last_day=day)
    made = ward_site.do(RequestForNewcomer(person=person, request=request)).made
    surgeon = visitors.open("surgeon", PAGE)
    expect(surgeon.locator("#cases")).not_to_contain_text("孙九")
    assert visitors.client("surgeon").post(f"/demands/{made}/cancel", {"reason": "放弃"}).status == 409
    ward_site.do(CancelDemand(demand_id=made or 0, reason="放弃"))


def test_the_catalogue_is_found_by_pinyin_initials(visitors: Visitors) -> None:
    surgeon = visitors.open("surgeon", PAGE)
    for text, count in (("sxbs", 1), ("hernia", 1), ("p1", 1), ("xyz", 0)):
        surgeon.fill("#find", text)
        expect(surgeon.locator(".procedure:visible")).to_have_count(count)
    expect(surgeon.locator(".no-match")).to_be_visible()
