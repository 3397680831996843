"""Borrowed beds in real windows: a guest is proposed a way back and goes home; nights are disputed and settled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pwdlib import PasswordHash

from bedcentre.domain.vocabulary import Role
from bedcentre.seeding import records
from bedcentre.store.users import NewUser
from tests.store.small import START, WARD_IDS
from tests.web.axe import findings
from tests.web.board.windows import SCREEN
from tests.web.ward_hospital import ward_hospital
from tests.web.ward_site import LAPTOP, PASSWORD, PHONE, Visitors, WardSite, running_site

pytestmark = pytest.mark.browser

PEOPLE = (
    ("zhou", Role.COORDINATOR, None),
    ("director", Role.DIRECTOR, None),
    ("admin", Role.ADMINISTRATOR, None),
    ("intensive", Role.NURSE, "I"),
    ("surgical", Role.NURSE, "S"),
)
NAMES = ("赵一鸣", "钱二喜")


def borrowing_hospital() -> records.Hospital:
    """The wards' hospital, nobody waiting; two medical patients have lain in intensive care for three nights."""
    hospital = ward_hospital()
    pattern = next(each for each in hospital.occupants if each.bed == "M-1")
    guests = [
        replace(
            pattern,
            patient=replace(pattern.patient, mrn=f"G{bed}", name=name),
            bed=bed,
            admitted_at=START - timedelta(days=2, hours=10),
            expected_discharge=START + timedelta(days=6),
            true_discharge=START + timedelta(days=6),
        )
        for bed, name in zip(("I-1", "I-2"), NAMES, strict=True)
    ]
    return replace(hospital, occupants=(*hospital.occupants, *guests), demands=())


@pytest.fixture(scope="module")
def lending_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardSite]:
    """A site of its own: its nights are counted."""
    digest = PasswordHash.recommended().hash(PASSWORD)
    with running_site(tmp_path_factory.mktemp("lending"), borrowing_hospital()) as site:
        for username, role, ward in PEOPLE:
            wards = frozenset({WARD_IDS[ward]}) if ward else frozenset[int]()
            person = NewUser(username=username, name=username, role=role, password_hash=digest, ward_ids=wards)
            site.app.users.add(person)
        yield site


@pytest.fixture
def people(lending_site: WardSite, browser: Browser) -> Iterator[Visitors]:
    """Windows onto it, in which no script may stumble."""
    windows = Visitors(lending_site, browser)
    yield windows
    windows.close()
    assert windows.errors == []


def guest(site: WardSite, name: str) -> int:
    """The encounter of a guest."""
    with site.app.reader() as reader:
        return next(
            each.encounter.id for each in reader.beds() if each.patient and each.patient.name == name and each.encounter
        )


def at_ledger(people: Visitors, user: str, language: str = "zh-CN", size: tuple[int, int] = SCREEN) -> Page:
    return people.open(user, "/borrowing", size=size, language=language)


def test_a_guest_goes_home_and_everybodys_ledger_follows(lending_site: WardSite, people: Visitors) -> None:
    encounter = guest(lending_site, NAMES[0])
    coordinator, director = at_ledger(people, "zhou"), at_ledger(people, "director", "en", LAPTOP)
    ward = people.open("nurse", f"/ward/{WARD_IDS['M']}")
    offered = coordinator.locator(f"#back-{encounter}")
    expect(offered).to_contain_text(NAMES[0])
    expect(director.locator(f"#loan-{encounter}")).to_contain_text("ward outside the pool")
    expect(director.locator(f"#loan-{encounter}")).not_to_contain_text(NAMES[0][0])
    assert director.get_by_role("button", name="Move back").count() == 0
    offered.get_by_role("button", name="送回").click()
    expect(coordinator.locator("#notices")).to_contain_text("已提出转床")
    expect(coordinator.locator(f"#back-{encounter}")).to_have_count(0)
    ward.locator(".arrival", has_text=NAMES[0]).get_by_role("button", name="收治").click()
    for window in (coordinator, director):
        expect(window.locator(f"#loan-{encounter}")).to_have_count(0)
        expect(window.locator(".matrix tbody")).to_contain_text("6")
    with lending_site.app.reader() as reader:
        lies = reader.bed_of(encounter)
    assert lies is not None
    assert lies.ward.code == "M"


def test_who_stays_is_left_with_a_reason_and_a_time_to_give_back(lending_site: WardSite, people: Visitors) -> None:
    encounter = guest(lending_site, NAMES[1])
    coordinator, lender = at_ledger(people, "zhou", "en"), at_ledger(people, "intensive", size=PHONE)
    offered = coordinator.locator(f"#back-{encounter}")
    offered.locator("summary").focus()
    coordinator.keyboard.press("Enter")
    offered.get_by_label("Reason").fill("家属不同意")
    loan = lender.locator(f"#loan-{encounter}")
    expect(loan).to_contain_text(NAMES[1])
    loan.locator("summary").click()
    loan.get_by_role("textbox", name="归还时间").fill("2026-11-25T10:00")
    loan.get_by_role("button", name="保存").click()
    expect(lender.locator("#notices")).to_contain_text("已商定 11月25日 10:00 前归还")
    expect(coordinator.locator(f"#loan-{encounter}")).to_contain_text("25 Nov 10:00 agreed")
    expect(offered.get_by_label("Reason")).to_have_value("家属不同意")
    offered.get_by_label("Reason").press("Enter")
    expect(coordinator.locator(f"#back-{encounter}")).to_have_count(0)
    for window in (lender, coordinator):
        expect(window.locator(".htmx-request")).to_have_count(0)
    assert findings(lender) == []
    assert findings(coordinator) == []
    wide = lender.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    stranger = people.client("surgical")
    assert NAMES[1] not in stranger.get("/borrowing").text()
    refused = stranger.post(f"/borrowing/{encounter}/agree", {"due_at": "2026-11-25T10:00"})
    assert refused.status == 403


def test_a_disputed_night_is_settled_and_the_statement_follows(lending_site: WardSite, people: Visitors) -> None:
    encounter = guest(lending_site, NAMES[1])
    borrower, director = at_ledger(people, "nurse"), at_ledger(people, "director", "en")
    borrower.locator(".matrix a").click()
    row = borrower.locator(f"#night-{encounter}-2026-11-21")
    expect(row).to_contain_text(NAMES[1][0] + "**")
    row.locator("summary").click()
    row.get_by_label("这一夜").select_option("disputed")
    row.get_by_label("原因").fill("当晚人在手术室")
    row.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("有争议")
    expect(borrower.locator("#notices")).to_contain_text("已记录")
    statement = director.locator(".statement tbody tr")
    expect(statement).to_contain_text("5.00")
    assert findings(borrower) == []
    director.locator(".matrix a").click()
    row = director.locator(f"#night-{encounter}-2026-11-21")
    row.locator("summary").click()
    row.get_by_label("This night").select_option("counted")
    row.get_by_label("Reason").fill("checked: was in bed")
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("counts")
    expect(director.locator("#notices")).to_contain_text("Recorded")
    assert findings(director) == []
    assert NAMES[1][0] not in director.locator("main").inner_text()


def test_a_signed_correction_is_in_the_statement_and_its_files(people: Visitors) -> None:
    director = at_ledger(people, "director", "en")
    director.locator(".statement summary").click()
    form = director.locator(".statement form")
    form.get_by_label("Lender").select_option("ICU")
    form.get_by_label("Borrower").select_option("MED")
    form.get_by_label("Credit").fill("-1.25")
    form.get_by_label("Reason").fill("=half nursing agreed")
    form.get_by_role("button", name="Sign").click()
    expect(director.locator(".signed")).to_contain_text("-1.25")
    expect(director.locator(".statement tbody tr")).to_contain_text("4.75")
    client = people.client("director")
    rows = client.get("/borrowing/statement.csv?month=2026-11").text().splitlines()
    assert rows[1].split(",")[2] == "6"
    assert rows[1].endswith("6.0,-1.25,4.75,0.0")
    book = load_workbook(io.BytesIO(client.get("/borrowing/statement.xlsx?month=2026-11").body()))
    statement, nights, corrections = book.worksheets
    assert [cell.value for cell in statement[2]][2:] == [6, 0, 6, 0, 0, 0, 6, -1.25, 4.75, 0]
    assert nights.max_row == 7
    assert {cell.value for cell in nights["F"][1:]} == {None}
    assert corrections["D2"].value == "'=half nursing agreed"


@pytest.mark.parametrize("month", ["2026-13", "november", "1999-01", "2026-11-01"])
def test_what_is_no_month_is_said_and_an_empty_one_is_empty(people: Visitors, month: str) -> None:
    client = people.client("zhou")
    assert client.get(f"/borrowing?month={month}").status == 422
    assert client.get("/borrowing?month=2026-10").ok
    assert client.get("/borrowing/statement.xlsx?month=2026-10").ok
    unknown = client.get("/borrowing/nights?month=2026-11&lender=XXX&borrower=MED")
    assert unknown.status == 422
