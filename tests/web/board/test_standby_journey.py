"""From a reminder to a stand-by patient's operation; from three no-shows to a lifted block. Live, both languages."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from bedcentre.domain.appointments import Notice, Reply
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import AppointmentKind, DemandKind, Role, Sex
from bedcentre.messaging.postman import hash_of
from bedcentre.store.unit_of_work import write
from bedcentre.usecases.appointments.outbox import LinkNotice, NoteContact, NoteDelivery, make_notice
from bedcentre.usecases.appointments.tend import TendAppointments
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.no_shows import record_no_show
from bedcentre.usecases.requests import CancelDemand, RegisterPatient, RequestBed
from bedcentre.usecases.slots.search import Slot, free_slots
from bedcentre.usecases.standby.offers import CloseOpening
from tests.web.axe import findings
from tests.web.board.windows import SCREEN, mark, never_reloaded
from tests.web.ward_site import PHONE, SYSTEM, Visitors, WardSite

SURGEON = Actor(user_id=0, name="surgeon", role=Role.SURGEON, surgeon="W1")


def person(mrn: str, name: str) -> RegisterPatient:
    """Somebody at home."""
    return RegisterPatient(mrn=mrn, name=name, pinyin="z", sex=Sex.FEMALE, birth_date=date(1990, 1, 1))


def day_of(site: WardSite, days: int) -> date:
    """The hospital's calendar day so many days ahead."""
    return (site.app.clock.now() + timedelta(days=days)).astimezone(site.app.settings.zone).date()


def slots(site: WardSite, day: date) -> list[Slot]:
    """W1's own free slots of a day."""
    with site.app.reader() as reader:
        found = free_slots(reader, "W1", reader.procedure("P1"), day, day)
    return [each for each in found if each.theatre == "T1"]


def booked(site: WardSite, mrn: str, name: str, day: date, hour: int) -> int:
    """Somebody with an operation at that hour, who can be written to; the demand's id."""
    slot = next(each for each in slots(site, day) if each.start.astimezone(site.app.settings.zone).hour == hour)
    request = RequestSlot(
        patient_id=0,
        procedure="P1",
        surgeon="W1",
        first_day=day,
        last_day=day,
        operation_start=slot.start,
        session_id=slot.session_id,
    )
    made = site.do(RequestForNewcomer(person=person(mrn, name), request=request), SURGEON).made or 0
    with site.app.reader() as reader:
        patient_id = reader.demand(made).patient_id
    site.do(NoteContact(patient_id=patient_id, email="a@example.org", phone="199 0000"))
    return made


def nothing_else_free(site: WardSite) -> None:
    """Offer nothing of what other tests have freed."""
    with site.app.reader() as reader:
        openings = reader.openings()
    for each in openings:
        site.do(CloseOpening(opening_id=each.id))


def remind(site: WardSite, demand_id: int) -> None:
    """The reminder that the clock would bring about."""
    with site.app.reader() as reader:
        demand, claim = reader.demand(demand_id), reader.claims_of(demand_id)[0]
    key = f"reminder:day_surgery:{demand_id}:{claim.start.isoformat()}"
    with write(
        site.app.engine,
        now=site.app.clock.now,
        zone=site.app.settings.zone,
        policy=site.app.policy,
        actor=SYSTEM,
        command_id=f"remind-{demand_id}",
    ) as uow:
        make_notice(uow, key=key, kind=AppointmentKind.DAY_SURGERY, demand=demand, at=claim.start)
        uow.finish(None)


def notice_of(site: WardSite, demand_id: int) -> Notice:
    """The newest question to a patient."""
    with site.app.reader() as reader:
        return [each for each in reader.notices_from(reader.now) if each.demand_id == demand_id][-1]


def link(site: WardSite, demand_id: int, token: str) -> str:
    """The link that the patient's letter carries."""
    notice = notice_of(site, demand_id)
    site.do(LinkNotice(notice_id=notice.id, link_hash=hash_of(token)), SYSTEM)
    site.do(NoteDelivery(notice_id=notice.id), SYSTEM)
    return f"{site.address}/answer/{token}"


def at_home(visitors: Visitors, address: str, language: str) -> Page:
    """A patient's phone with the letter's link opened; nobody is signed in."""
    context = visitors.browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    visitors.contexts.append(context)
    context.add_cookies([{"name": "looks", "value": f"{language}.0.light", "url": visitors.site.address}])
    page = context.new_page()
    page.on("pageerror", lambda error: visitors.errors.append(str(error)))
    page.goto(address)
    return page


WORDS = {
    "zh-CN": ("我不能来", "愿意，我那时来", "谢谢，已为您预约这个时间"),
    "en": ("I cannot come", "Yes, I come then", "You are booked for this time"),
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_reminded_cannot_come_and_a_standby_patient_takes_the_slot(
    visitors: Visitors, site: WardSite, language: str
) -> None:
    days = {"zh-CN": 17, "en": 18}[language]
    cannot, accept, thanks = WORDS[language]
    day = day_of(site, days)
    nothing_else_free(site)
    going = booked(site, f"GO{days}", "钱不来", day, 10)
    waiting = booked(site, f"SB{days}", "孙候补", day, 14)
    centre = visitors.open("zhou", "/appointments", size=SCREEN, language=language)
    surgeon = visitors.open("surgeon", "/appointments", language=language)
    mark(centre)
    mark(surgeon)
    surgeon.locator("form.add input").fill(f"SB{days}")
    surgeon.locator("form.add button").press("Enter")
    expect(centre.locator(f"#standby-{waiting}")).to_contain_text("孙候补")
    remind(site, going)
    patient = at_home(visitors, link(site, going, f"token-go-{days}"), language)
    expect(patient.locator("h1")).to_contain_text("钱**")
    assert "钱不来" not in patient.content()
    assert findings(patient) == []
    patient.get_by_role("button", name=cannot).click()
    expect(patient.locator("main")).to_have_attribute("data-stand", "no")
    freed = centre.locator("li[id^=opening-]", has_text="T1").filter(has=centre.locator("form[hx-post$='/close']"))
    expect(freed.first).to_contain_text("孙候补")
    site.do(TendAppointments(), SYSTEM)
    expect(centre.locator("li[id^=opening-][data-asking=yes]")).to_contain_text("孙候补")
    assert findings(centre) == []
    assert findings(surgeon) == []
    standby = at_home(visitors, link(site, waiting, f"token-sb-{days}"), language)
    standby.get_by_role("button", name=accept).click()
    expect(standby.locator(".stand")).to_contain_text(thanks)
    standby.reload()
    expect(standby.locator(".stand")).to_contain_text(thanks)
    expect(centre.locator(f"#standby-{waiting}")).to_have_count(0)
    with site.app.reader() as reader:
        booking = reader.booking_of(waiting)
    assert booking is not None
    assert booking.start.astimezone(site.app.settings.zone).hour == 10
    assert never_reloaded(centre)
    assert never_reloaded(surgeon)
    site.do(CancelDemand(demand_id=waiting, reason="over"))


def missed_thrice(site: WardSite, mrn: str, name: str) -> int:
    """Somebody who did not come three times; their id."""
    request = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=0,
        specialty="SUR",
        wanted_from=site.app.clock.now() + timedelta(days=2),
        latest=site.app.clock.now() + timedelta(days=5),
        stay_minutes=600,
        surgeon="W1",
    )
    made = site.do(RequestForNewcomer(person=person(mrn, name), request=request)).made or 0
    with write(
        site.app.engine,
        now=site.app.clock.now,
        zone=site.app.settings.zone,
        policy=site.app.policy,
        actor=SYSTEM,
        command_id=f"missed-{mrn}",
    ) as uow:
        demand = uow.demand(made)
        for days in (1, 2, 3):
            at: datetime = uow.now - timedelta(days=days)
            record_no_show(uow, demand, AppointmentKind.ADMISSION, at)
        uow.finish(None)
    site.do(CancelDemand(demand_id=made, reason="did not come"))
    return demand.patient_id


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_three_no_shows_block_until_a_coordinator_lifts_it(visitors: Visitors, site: WardSite, language: str) -> None:
    mrn = {"zh-CN": "NSZ", "en": "NSE"}[language]
    patient_id = missed_thrice(site, mrn, "李爽约")
    centre = visitors.open("zhou", "/appointments", size=SCREEN, language=language)
    surgeon = visitors.client("surgeon")
    day = day_of(site, 12).isoformat()
    form: dict[str, str | float | bool] = {
        "procedure": "P1",
        "mrn": mrn,
        "first_day": day,
        "last_day": day,
        "slot": "",
    }
    refused = surgeon.post("/surgeon/requests", form)
    assert refused.status == 409
    assert "已失约3次" in refused.text()
    row = centre.locator(f"#missed-{patient_id}")
    expect(row.locator("b.late")).to_have_text(re.compile(r"\d"))
    row.locator("details", has=centre.locator("form[hx-post$='/lift']")).locator("summary").click()
    row.locator("form[hx-post$='/lift'] input").fill("家中无人照看，已说明")
    row.locator("form[hx-post$='/lift'] button").press("Enter")
    expect(row.locator("b.late")).to_have_count(0)
    assert surgeon.post("/surgeon/requests", form).status == 200


def test_the_telephone_list_takes_answers_and_tries(visitors: Visitors, site: WardSite) -> None:
    demand_id = booked(site, "TEL1", "周电话", day_of(site, 11), 10)
    with site.app.reader() as reader:
        patient_id = reader.demand(demand_id).patient_id
    site.do(NoteContact(patient_id=patient_id, phone="199 0000"))
    remind(site, demand_id)
    notice = notice_of(site, demand_id)
    assert notice.to_telephone
    client = visitors.client("zhou")
    assert client.post(f"/appointments/{notice.id}/answer", {"reply": "not_reached"}).status == 200
    assert notice_of(site, demand_id).reply is Reply.NOT_REACHED
    assert client.post(f"/appointments/{notice.id}/answer", {"reply": "yes"}).status == 200
    assert client.post(f"/appointments/{notice.id}/answer", {"reply": "none"}).status == 422
    assert client.post(f"/appointments/{notice.id}/answer", {"reply": "perhaps"}).status == 422
    assert visitors.client("surgeon").post(f"/appointments/{notice.id}/answer", {"reply": "no"}).status == 403
    assert client.post("/standby", {"mrn": "nobody"}).status == 422


def test_a_wrong_link_and_a_late_one_say_so_and_change_nothing(visitors: Visitors, site: WardSite) -> None:
    page = at_home(visitors, f"{site.address}/answer/no-such-token", "en")
    expect(page.locator(".refusal")).to_contain_text("leads nowhere")
    demand_id = booked(site, "LATE1", "吴已取消", day_of(site, 13), 10)
    remind(site, demand_id)
    address = link(site, demand_id, "token-late")
    open_page = at_home(visitors, address, "en")
    site.do(CancelDemand(demand_id=demand_id, reason="flu"))
    open_page.get_by_role("button", name="I come").click()
    expect(open_page.locator(".refusal")).to_contain_text("no longer stands")
    open_page.goto(address)
    expect(open_page.locator("main")).to_have_attribute("data-stand", "gone")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_list_fits_a_phone(visitors: Visitors, site: WardSite, language: str) -> None:
    booked(site, f"FIT{language}", "郑适合", day_of(site, {"zh-CN": 14, "en": 15}[language]), 10)
    page = visitors.open("surgeon", "/appointments", language=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert findings(page) == []
