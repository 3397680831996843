"""Referrals through the roles concerned, in both languages: in until the bed, out until the bed is clean again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bedcentre.domain.vocabulary import CareSetting, Destination, ReferralUrgency, Sex
from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.referrals.incoming import AskReferral
from bedcentre.usecases.referrals.offers import OfferBeds
from bedcentre.usecases.referrals.onward import AcceptOnward, AskPartner, MarkReadyToGoOn
from bedcentre.usecases.requests import RegisterPatient
from bedcentre.usecases.stays import PatientLeaves
from tests.web.axe import findings
from tests.web.board.windows import SCREEN, mark, never_reloaded, open_board, see_state
from tests.web.ward_site import LAPTOP, PHONE, Bed, Visitors, WardSite

pytestmark = pytest.mark.browser


def line(page: Page, part: str, text: str) -> Locator:
    """The line of a list that says this."""
    return page.locator(f"#{part} li", has_text=text).first


def fill_request(page: Page, number: int) -> str:
    """Fill in a partner's request; returns the patient's name."""
    name = f"转诊{number}号"
    page.locator(".announce > summary").first.click()
    form = page.locator("#ask-referral")
    form.locator("[name=mrn]").fill(f"REF{number}")
    form.locator("[name=name]").fill(name)
    form.locator("[name=sex][value=M]").check()
    form.locator("[name=birth_date]").fill("1958-04-05")
    form.locator("[name=specialty]").select_option("MED")
    form.locator("[name=urgency]").select_option("urgent")
    form.locator("[name=report]").fill("肺炎，需氧疗")
    form.get_by_role("button").click()
    return name


def encounter_in(site: WardSite, bed: Bed) -> int:
    """Whose encounter lies in the bed."""
    with site.app.reader() as reader:
        encounter = reader.bed(bed.id).encounter
    assert encounter is not None
    return encounter.id


def go_on(site: WardSite, encounter: int) -> None:
    """The patient is ready for rehabilitation, and leaves once partner P2 has accepted."""
    now = site.app.clock.now()
    offered = OfferBeds(
        partner="P2", kind=Destination.REHABILITATION, sex=None, beds=1, start=now, end=now + timedelta(days=9)
    )
    marked = MarkReadyToGoOn(
        encounter_id=encounter, destination=Destination.REHABILITATION, reason="康复训练", physician="吴医生"
    )
    offer, onward = site.do(offered).made or 0, site.do(marked).made or 0
    site.do(AskPartner(onward_id=onward, offer_id=offer))
    site.do(AcceptOnward(onward_id=onward, comes_at=now + timedelta(hours=1)))
    with site.app.reader() as reader:
        lying = reader.bed_of(encounter)
    assert lying is not None
    site.do(PatientLeaves(bed_id=lying.bed.id))


def test_in_from_the_partners_request_to_the_bed(visitors: Visitors, site: WardSite) -> None:
    partner = visitors.open("partner", "/", size=PHONE)
    house = visitors.open("zhou", "/referrals", size=SCREEN, language="en")
    board = open_board(visitors)
    ward = visitors.open("nurse", "/ward", language="en")
    for window in (partner, house, board):
        mark(window)
    name = fill_request(partner, 1)
    mine, asked = line(partner, "asked", name), line(house, "asked", name)
    expect(asked).to_contain_text("P1")
    expect(mine).to_contain_text("前答复")
    assert findings(house) == []
    assert findings(partner) == []
    asked.get_by_role("button", name="Accept").click()
    expect(line(partner, "coming", name)).to_contain_text("尚无床位")
    expect(line(house, "coming", name)).to_contain_text("with priority")
    with site.app.reader() as reader:
        demand = reader.demand(next(each.demand_id or 0 for each in reader.referrals_coming() if each.name == name))
    expect(board.locator(f"#d{demand.id}")).to_contain_text("绿色通道")
    bed = site.take("free")
    client = visitors.client("zhou")
    assert client.post(f"/demands/{demand.id}/choose", {"bed_id": bed.id}).ok
    expect(line(house, "coming", name)).to_contain_text(bed.label)
    expect(line(partner, "coming", name)).not_to_contain_text(bed.label)
    expect(ward.locator("#arrivals")).to_contain_text(name)
    assert visitors.client("nurse").post(f"/demands/{demand.id}/receive", {"bed_id": bed.id}).ok
    see_state(board, bed, "occupied")
    expect(line(partner, "answered", name)).to_contain_text("已入院")
    expect(house.locator("#q-P1-medical")).to_contain_text("1 of 1")
    assert all(map(never_reloaded, (partner, house, board)))


def test_a_declined_and_a_withdrawn_request_say_so_to_both(visitors: Visitors, site: WardSite) -> None:
    partner = visitors.open("partner", "/referrals", size=LAPTOP, language="en")
    house = visitors.open("zhou", "/referrals", size=LAPTOP)
    declined = fill_request(partner, 2)
    row = line(house, "asked", declined)
    row.get_by_text("不接收……").click()
    row.locator("form[hx-post$='/decline'] input").fill("无隔离床位")
    row.get_by_role("button", name="确认不接收").click()
    expect(line(partner, "answered", declined)).to_contain_text("无隔离床位")
    partner.reload()
    withdrawn = fill_request(partner, 3)
    mine = line(partner, "asked", withdrawn)
    mine.get_by_text("Withdraw…").click()
    mine.locator("form[hx-post$='/withdraw'] input").fill("好转")
    mine.get_by_role("button", name="Withdraw", exact=True).click()
    expect(line(house, "asked", withdrawn)).to_have_count(0)
    expect(line(partner, "answered", withdrawn)).to_contain_text("好转")
    assert site.app.clock.now()


def test_out_from_ready_to_a_clean_bed(visitors: Visitors, site: WardSite) -> None:
    bed = site.take("occupied")
    encounter = encounter_in(site, bed)
    partner = visitors.open("partner", "/referrals", size=SCREEN)
    house = visitors.open("zhou", "/referrals", size=SCREEN, language="en")
    board = open_board(visitors)
    ward = visitors.open("nurse", f"/discharge/{encounter}", size=PHONE)
    for window in (partner, house, board):
        mark(window)
    ward.locator("#onward summary").click()
    ward.locator("#onward [name=destination]").select_option("primary")
    ward.locator("#onward [name=reason]").fill("病情稳定，续输液")
    ward.locator("#onward [name=physician]").fill("吴医生")
    ward.get_by_role("button", name="加入下转名单").click()
    ready = line(house, "ready", bed.label)
    expect(ready).to_contain_text("No partner offers such a bed")
    partner.get_by_text("提供床位……").click()
    offer = partner.locator("#offer-beds")
    offer.locator("[name=kind]").select_option("primary")
    offer.locator("[name=beds]").fill("2")
    offer.locator("[name=end]").fill((site.app.clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"))
    offer.get_by_role("button").click()
    expect(ready.locator("[data-suggested]")).to_contain_text("Facility P1")
    assert findings(house) == []
    ready.get_by_role("button", name="Ask this facility").click()
    sent = line(partner, "sent", "病情稳定，续输液")
    with site.app.reader() as reader:
        patient = reader.patient(reader.encounter(encounter).patient_id)
    expect(sent).to_contain_text(patient.masked_name)
    expect(sent).not_to_contain_text(patient.name)
    assert findings(partner) == []
    sent.get_by_text("接收……", exact=True).click()
    sent.get_by_role("button", name="确认接收").click()
    expect(line(partner, "expected", patient.name)).to_contain_text("待预约转运")
    mine = line(house, "expected", bed.label)
    mine.get_by_text("Book transport").first.click()
    mine.locator("[name=eta]").fill((site.app.clock.now() + timedelta(hours=30)).strftime("%Y-%m-%dT%H:%M"))
    mine.locator("[name=booking]").fill("安途转运")
    mine.locator("form[hx-post$='/transport/book'] button").click()
    expect(line(partner, "expected", patient.name)).to_contain_text("安途转运")
    mine.get_by_role("button", name="Hand-over summary").click()
    expect(mine).to_contain_text("hand-over summary done")
    assert visitors.client("nurse").post(f"/beds/{bed.id}/left").ok
    see_state(board, bed, "vacated")
    expect(line(partner, "gone", patient.name)).to_contain_text("已下转")
    site.do(StartCleaning(bed_id=bed.id))
    site.do(FinishCleaning(bed_id=bed.id))
    see_state(board, bed, "free")
    assert all(map(never_reloaded, (partner, house, board)))


def test_the_months_counts_lead_to_those_behind_them(visitors: Visitors, site: WardSite) -> None:
    bed = site.take("occupied")
    encounter = encounter_in(site, bed)
    go_on(site, encounter)
    figures = visitors.open("director", "/referrals/counts", size=LAPTOP, language="en")
    figures.get_by_role("link", name="Facility P2, Sent down, inpatients: 1").click()
    expect(figures.locator("#behind")).to_contain_text("康复训练")
    with site.app.reader() as reader:
        patient = reader.patient(reader.encounter(encounter).patient_id)
    expect(figures.locator("#behind")).not_to_contain_text(patient.name)
    assert findings(figures) == []
    table = visitors.client("zhou").get("/referrals/counts.csv").text()
    row = next(each for each in table.splitlines() if each.startswith("P2卫生院"))
    assert row.endswith(",0,1")
    own = visitors.client("partner").get("/referrals/counts.csv").text()
    assert "P1卫生院" in own
    assert "P2卫生院" not in own


def test_a_partner_sees_its_own_alone_and_directors_no_names(visitors: Visitors, site: WardSite) -> None:
    other = AskReferral(
        partner="P2",
        person=RegisterPatient(
            mrn="REF9", name="别家患者", pinyin="", sex=Sex.FEMALE, birth_date=site.app.clock.now().date()
        ),
        specialty="MED",
        urgency=ReferralUrgency.ROUTINE,
        setting=CareSetting.OUTPATIENT,
        report="随访",
        stay_minutes=1440,
    )
    site.do(other)
    ready = site.take("occupied")
    site.do(
        MarkReadyToGoOn(
            encounter_id=encounter_in(site, ready), destination=Destination.HOSPICE, reason="安宁", physician="吴医生"
        )
    )
    partner, director = visitors.client("partner"), visitors.client("director")
    seen = partner.get("/referrals").text()
    for strange in ("别家患者", "REF9", "P2卫生院", ready.label):
        assert strange not in seen
    for path in ("/board", "/ward", "/centre", "/wall", "/preadmission"):
        assert partner.get(path).status == 403
    assert partner.post("/referrals/ask", {"partner": "P2", "mrn": "X"}).status == 422
    mistyped: dict[str, str | float | bool] = {
        "kind": "primary",
        "beds": 1,
        "start": "0001-01-01T00:00",
        "end": "9999-12-31T23:59",
    }
    assert partner.post("/referrals/offers", mistyped).status == 422
    watched = director.get("/referrals").text()
    assert "别家患者" not in watched
    assert "P2卫生院" in watched


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("user", "size"), [("partner", PHONE), ("zhou", PHONE), ("director", LAPTOP)])
def test_the_page_fits_and_can_be_read(visitors: Visitors, user: str, size: tuple[int, int], language: str) -> None:
    page = visitors.open(user, "/referrals", size=size, language=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert findings(page) == []
    page = visitors.open(user, "/referrals/counts", size=size, language=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
