"""What a malicious or careless visitor sends: told in a sentence or refused, with no one else's data and no damage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from bedcentre.bootstrap import build
from bedcentre.config import Settings
from bedcentre.domain.vocabulary import DemandState
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import CancelDemand
from tests.store.small import WARD_IDS
from tests.web.board.house import HousePeople
from tests.web.doors import enter
from tests.web.ward_site import Visitors, WardSite
from tests.web.within import browser_at
from web.app import create_app
from web.shields import LONGEST_BODY

PART = {"hx-request": "true"}
ICU_LABEL = "I-1"
TOO_BIG = 2**63
ENDLESS = "9" * 4400
"""More digits than Python reads as a number."""

WARD = f"/ward/{WARD_IDS['M']}"


@pytest.fixture
def nurse(client: httpx.Client, site: WardSite) -> httpx.Client:
    """The nurse of ward M, without a browser."""
    enter(client, site, "nurse")
    return client


@pytest.fixture
def coordinator(client: httpx.Client, site: WardSite) -> httpx.Client:
    """A coordinator, without a browser."""
    enter(client, site, "zhou")
    return client


@pytest.mark.parametrize("path", ["/board", "/sign-in", "/nowhere", "/demands/0/cancel"])
def test_every_answer_is_kept_from_frames_foreign_scripts_and_the_next_person(
    coordinator: httpx.Client, path: str
) -> None:
    headers = coordinator.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'self';" in headers["content-security-policy"]


def test_browsers_are_told_to_come_by_https_where_the_site_is_served_so(site: WardSite, client: httpx.Client) -> None:
    secure = build(Settings(database_url=site.app.settings.database_url, secure_cookies=True))
    headers = browser_at(create_app(secure), "10.0.0.1").get("/sign-in").headers
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in client.get("/sign-in").headers
    secure.close()


def test_pages_answer_those_who_want_no_body_as_they_answer_others(coordinator: httpx.Client, site: WardSite) -> None:
    answer = coordinator.head("/board")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert coordinator.head("/beds/1/hold").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert httpx.head(f"{site.address}/board").headers["location"] == "/sign-in?next=/board"


@pytest.mark.browser
@pytest.mark.parametrize(("user", "path"), [("zhou", "/board/bed/1"), ("nurse", WARD), ("surgeon", "/surgeon")])
def test_our_own_pages_keep_to_that_policy(site: WardSite, visitors: Visitors, user: str, path: str) -> None:
    page = visitors.open(user, "/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site.address + path)
    expect(page.locator("html[data-sequence]")).to_have_count(1)
    assert [each for each in said if "Content Security Policy" in each] == []


@pytest.mark.parametrize(
    "path",
    [
        f"/board/bed/{TOO_BIG}",
        f"/board/bed/{ENDLESS}",
        f"/board/demand/{TOO_BIG}",
        f"/board/demand/{TOO_BIG}/fits",
        f"/ward/beds/{TOO_BIG}/move",
        f"{WARD}/arrivals/{TOO_BIG}",
        f"/print/ward/{TOO_BIG}",
        "/board/bed/-1",
    ],
)
def test_a_number_that_no_database_holds_is_a_wrong_field(coordinator: httpx.Client, path: str) -> None:
    assert coordinator.get(path).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_so_is_one_in_a_form(coordinator: httpx.Client) -> None:
    form = {"reason": "等检查", "demand_id": str(TOO_BIG)}
    assert coordinator.post("/beds/1/hold", data=form).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("seen", [ENDLESS, f"1:{TOO_BIG}0", "1:x", ":", "-1:"])
def test_a_tap_from_no_page_of_ours_is_refused(nurse: httpx.Client, site: WardSite, seen: str) -> None:
    bed_id = site.beds["M-1"]
    answer = nurse.post(f"/beds/{bed_id}/confirm", headers={**PART, "x-seen": seen})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59Z", "9999-12-31T23:59-12:00", "20226-01-01T10:00"]
)
def test_a_mistyped_year_of_leaving_changes_nothing(nurse: httpx.Client, site: WardSite, at: str) -> None:
    with site.app.reader() as reader:
        situation = next(each for each in reader.beds(ward_ids=[WARD_IDS["M"]]) if each.encounter is not None)
    answer = nurse.post(f"/beds/{situation.bed.id}/discharge", data={"expected": at}, headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert nurse.get(WARD).status_code == HTTPStatus.OK
    with site.app.reader() as reader:
        assert reader.bed(situation.bed.id).encounter == situation.encounter


def test_asking_to_leave_before_all_calendars_asks_to_leave_now(coordinator: httpx.Client, site: WardSite) -> None:
    bed = site.take("occupied")
    with site.app.reader() as reader:
        encounter = reader.bed(bed.id).encounter
    assert encounter is not None
    answer = coordinator.post(
        f"/encounters/{encounter.id}/earlier", data={"by": "0001-01-01T00:00:00+14:00"}, headers=PART
    )
    assert answer.status_code == HTTPStatus.OK
    assert f"{site.app.clock.now().astimezone(site.app.settings.zone):%H:}" in answer.text


@pytest.mark.parametrize(
    ("path", "field", "at"),
    [
        ("/preadmission/tests/1/move", "start", "0001-01-01T00:00"),
        ("/preadmission/tests/1/move", "start", "9999-12-31T23:59"),
        ("/borrowing/1/agree", "due_at", "0001-01-01T00:00"),
        ("/borrowing/1/agree", "due_at", "9999-12-31T23:59-12:00"),
    ],
)
def test_a_year_that_cannot_be_meant_is_told_so(coordinator: httpx.Client, path: str, field: str, at: str) -> None:
    answer = coordinator.post(path, data={field: at, "note": "x"}, headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


EMERGENCY = {
    "mrn": "ATK1",
    "name": "何某",
    "sex": "F",
    "birth_date": "1990-01-01",
    "specialty": "MED",
    "triage": "2",
    "stay_hours": "24",
}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("stay_hours", "80000000", "不超过一年"),
        ("stay_hours", "9" * 30, "不超过一年"),
        ("stay_hours", "-1", "应大于 0"),
        ("stay_hours", "nan", "预计住院"),
        ("birth_date", "0001-01-01", "出生日期"),
        ("needs", "wings", "需要："),
        ("note", "x" * 501, "备注"),
    ],
)
def test_an_emergency_with_nonsense_names_the_field_and_registers_nobody(
    coordinator: httpx.Client, site: WardSite, field: str, value: str, said: str
) -> None:
    answer = coordinator.post("/demands/emergency", data={**EMERGENCY, field: value}, headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.text
    with site.app.reader() as reader:
        assert reader.find_patient("ATK1") is None


@pytest.fixture
def wanted(client: httpx.Client, site: WardSite) -> dict[str, str]:
    """A surgeon's form with everything in order."""
    enter(client, site, "surgeon")
    with site.app.reader() as reader:
        specialty = reader.surgeon("W1").specialty
        procedure = next(each.code for each in reader.procedures() if each.specialty == specialty)
        day = reader.now.astimezone(reader.zone).date() + timedelta(days=1)
    person = {"mrn": "ATK2", "name": "何某", "sex": "F", "birth_date": "1990-01-01"}
    return {**person, "procedure": procedure, "first_day": f"{day}", "last_day": f"{day}"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_day": "9999-12-31", "last_day": "9999-12-31"},
        {"first_day": "0001-01-01", "last_day": "0001-01-01"},
        {"slot": "1:9999-12-31T23:59:59+00:00"},
        {"slot": "1:9999-12-31T00:00:00+08:00"},
        {"slot": "1:0001-01-01T00:00"},
        {"slot": f"{ENDLESS}:2026-01-01T00:00Z"},
        {"name": "x" * 501},
    ],
)
def test_a_surgeons_form_with_nonsense_is_told_so(
    client: httpx.Client, site: WardSite, wanted: dict[str, str], wrong: dict[str, str]
) -> None:
    form = {**wanted, **wrong}
    assert client.post("/surgeon/slots", data=form).status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    answer = client.post("/surgeon/requests", data=form, headers=PART)
    assert answer.status_code in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT}
    with site.app.reader() as reader:
        assert reader.find_patient("ATK2") is None


@pytest.mark.parametrize("path", ["/surgeon/slots", "/surgeon/patient"])
def test_a_patients_name_is_never_asked_in_an_address(client: httpx.Client, wanted: dict[str, str], path: str) -> None:
    assert client.get(path, params=wanted).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post(path, data=wanted).status_code == HTTPStatus.OK


def test_a_nurse_reads_nobody_who_is_not_promised_to_the_ward(
    nurse: httpx.Client, site: WardSite, house: HousePeople
) -> None:
    demand = house.emergency()
    with site.app.reader() as reader:
        name = reader.patient(demand.patient_id).name
    path = f"{WARD}/arrivals/{demand.id}"
    answer = nurse.get(path)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert name not in answer.text
    site.do(ChooseBed(demand_id=demand.id, bed_id=site.beds["M-1"], override="病情需要"))
    assert name in nurse.get(path).text
    site.do(CancelDemand(demand_id=demand.id, reason="不再需要"))


def test_another_wards_bed_is_not_described(client: httpx.Client, site: WardSite) -> None:
    bed_id = site.beds[ICU_LABEL]
    for user in ("nurse", "cleaner"):
        enter(client, site, user)
        answer = client.post(f"/beds/{bed_id}/clean", headers={**PART, "x-seen": f"{bed_id}:1"})
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert ICU_LABEL not in answer.text


def test_one_visitors_command_id_neither_stops_nor_answers_anothers(client: httpx.Client, site: WardSite) -> None:
    bed_id, users = site.beds["M-1"], ("zhou", "wu")
    for user in users:
        enter(client, site, user)
        assert client.post(f"/beds/{bed_id}/confirm", headers={**PART, "x-command-id": "shared"}).is_success
    with site.app.reader() as reader:
        by = {row.user_id for row in reader.history(bed_id, 2)}
    assert by == {user.id for user in site.app.users.all() if user.username in users}


def test_a_command_id_longer_than_ours_is_refused(nurse: httpx.Client, site: WardSite) -> None:
    headers = {**PART, "x-command-id": "x" * 6000}
    answer = nurse.post(f"/beds/{site.beds['M-1']}/confirm", headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def _drops(size: int) -> Iterator[bytes]:
    yield b"password="
    yield from (b"x" * 1024 for _ in range(size // 1024))


@pytest.mark.parametrize("path", ["/sign-in", "/demands/emergency"])
def test_an_endless_form_is_read_no_further_by_whomever(client: httpx.Client, path: str) -> None:
    form: dict[str, Any] = {"headers": {"content-type": "application/x-www-form-urlencoded"}}
    answer = client.post(path, content=_drops(2 * LONGEST_BODY), **form)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_an_origin_that_is_no_address_is_not_ours(client: httpx.Client) -> None:
    assert client.post("/looks", headers={"origin": "http://["}).status_code == HTTPStatus.FORBIDDEN


def test_what_was_typed_is_shown_as_text(coordinator: httpx.Client, site: WardSite) -> None:
    bed = site.take("free")
    typed = "<script>x</script> @nope {0} '\" onload=x"
    assert coordinator.post(f"/beds/{bed.id}/block", data={"reason": typed}, headers=PART).is_success
    for path in (f"/board/bed/{bed.id}", "/wall", WARD, f"/print/ward/{WARD_IDS['M']}"):
        page = coordinator.get(path).text
        assert "<script>x" not in page
        assert '" onload' not in page
        assert "&lt;script&gt;x" in page
    assert coordinator.post(f"/beds/{bed.id}/unblock", headers=PART).is_success
    site.unused["free"].append(bed.label)


def test_a_name_that_looks_like_a_word_of_ours_closes_no_page(coordinator: httpx.Client, site: WardSite) -> None:
    typed, bed = "@web.duration.minutes", site.take("occupied")
    form = {**EMERGENCY, "mrn": "ATK3", "name": typed}
    assert coordinator.post("/demands/emergency", data=form, headers=PART).is_success
    with site.app.reader() as reader:
        known = reader.find_patient("ATK3")
        assert known is not None
        demand = reader.open_demands_of(known.id)[0]
    site.do(ChooseBed(demand_id=demand.id, bed_id=bed.id, override="病情需要"))
    for path in (WARD, "/board", "/emergency", "/centre", "/referrals", f"/board/bed/{bed.id}"):
        answer = coordinator.get(path)
        assert answer.status_code == HTTPStatus.OK
    assert typed in coordinator.get(WARD).text
    site.do(CancelDemand(demand_id=demand.id, reason="不再需要"))
    site.unused["occupied"].append(bed.label)


@pytest.mark.parametrize("text", ["%", "_", "' or 1=1 --", "x" * 501])
def test_a_search_is_no_pattern(coordinator: httpx.Client, house: HousePeople, text: str) -> None:
    assert house.emergency().state is DemandState.WAITING
    answer = coordinator.post("/board/search", data={"text": text}, headers=PART)
    assert "/board/demand/" not in answer.text


def test_a_nul_is_refused_before_any_database_meets_it(coordinator: httpx.Client, site: WardSite) -> None:
    bed = site.take("free")
    answer = coordinator.post(f"/beds/{bed.id}/block", data={"reason": "坏\0了"}, headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert coordinator.post("/sign-in", data={"username": "z\0", "password": "x"}).status_code == answer.status_code
    assert coordinator.get("/borrowing/nights", params={"lender": "\0"}).status_code == answer.status_code
    with site.app.reader() as reader:
        assert reader.bed(bed.id).actual is None
    site.unused["free"].append(bed.label)
