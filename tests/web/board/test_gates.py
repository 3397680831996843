"""Who gets in where: every route and socket names its roles, and every change comes from our own pages."""

from __future__ import annotations

import re
from html import unescape
from http import HTTPStatus

import httpx
import pytest
from fastapi.routing import APIRoute

from bedcentre.domain.vocabulary import Role
from tests.web.doors import enter, routes
from tests.web.ward_site import PASSWORD, WardSite

C, N, S, K, D, A = Role.COORDINATOR, Role.NURSE, Role.SURGEON, Role.CLEANER, Role.DIRECTOR, Role.ADMINISTRATOR
P = Role.PARTNER
EVERYBODY = {C, N, S, K, D, A, P}
WATCHERS = {C, D, A}
USERS = {C: "zhou", N: "nurse", S: "surgeon", K: "cleaner", D: "director", A: "admin", P: "partner"}

OPEN_DOORS = {"/sign-in", "/sign-out", "/looks", "/answer/{token}"}

MAY = {
    "/": EVERYBODY,
    "/board": WATCHERS,
    "/board/bed/{bed_id}": WATCHERS,
    "/board/search": WATCHERS,
    "/board/demand/{demand_id}": {C},
    "/board/demand/{demand_id}/bed/{bed_id}": {C},
    "/board/demand/{demand_id}/fits": {C},
    "/board/demand/{demand_id}/why": {C},
    "/whatif": WATCHERS,
    "/whatif/answer": WATCHERS,
    "/whatif/ward": WATCHERS,
    "/whatif/emergencies": WATCHERS,
    "/whatif/session": WATCHERS,
    "/whatif/cancel": WATCHERS,
    "/encounters/{encounter_id}/earlier": {C},
    "/encounters/{encounter_id}/make-room": {C},
    "/milestones/{milestone_id}/agree": {C, N},
    "/board/emergency": {C},
    "/emergency": {C, D, N},
    "/emergency/escalations/{milestone_id}/answer": {C, D, N},
    "/emergency/{demand_id}/deposit": {C, N},
    "/emergency/{demand_id}/route": {C, N},
    "/emergency/{demand_id}/recovery": {C, N},
    "/review": WATCHERS,
    "/review/print": WATCHERS,
    "/review/accept": {C, D},
    "/review/decline": {C, D},
    "/ambulances": {C, N},
    "/ambulances/{ambulance_id}/arrive": {C, N},
    "/ambulances/{ambulance_id}/call-off": {C, N},
    "/ambulances/{ambulance_id}/delay": {C, N},
    "/ambulances/{ambulance_id}/keep": {C, N},
    "/plan": WATCHERS,
    "/plan/ahead": WATCHERS,
    "/plan/ahead.csv": WATCHERS,
    "/policy": WATCHERS,
    "/policy/change": {A},
    "/borrowing": {C, N, D, A},
    "/borrowing/nights": {C, N, D, A},
    "/borrowing/statement.csv": {C, N, D, A},
    "/borrowing/statement.xlsx": {C, N, D, A},
    "/borrowing/{encounter_id}/accept": {C},
    "/borrowing/{encounter_id}/refuse": {C},
    "/borrowing/{encounter_id}/agree": {C, N},
    "/borrowing/{encounter_id}/mark": {C, N, D},
    "/borrowing/correct": {C, D},
    "/admissions": {C, S},
    "/preadmission": {C, S},
    "/preadmission/book": {C},
    "/preadmission/{demand_id}/book": {C},
    "/preadmission/{demand_id}/propose": {C, S},
    "/preadmission/{demand_id}/open": {C},
    "/preadmission/{demand_id}/lengthen": {C},
    "/preadmission/{demand_id}/end": {C},
    "/preadmission/tests/{milestone_id}/accept": {C},
    "/preadmission/tests/{milestone_id}/move": {C},
    "/preadmission/tests/{milestone_id}/cancel": {C},
    "/preadmission/tests/{milestone_id}/missed": {C},
    "/referrals": {C, D, P},
    "/referrals/ask": {C, P},
    "/referrals/{referral_id}/accept": {C},
    "/referrals/{referral_id}/decline": {C},
    "/referrals/{referral_id}/withdraw": {C, P},
    "/referrals/quota": {C, D},
    "/referrals/offers": {C, P},
    "/referrals/offers/{offer_id}/withdraw": {C, P},
    "/referrals/onward/outpatient": {C},
    "/referrals/onward/{onward_id}/ask": {C},
    "/referrals/onward/{onward_id}/accept": {C, P},
    "/referrals/onward/{onward_id}/decline": {C, P},
    "/referrals/onward/{onward_id}/call-off": {C, N},
    "/referrals/counts": {C, D, P},
    "/referrals/counts.csv": {C, D, P},
    "/discharge/{encounter_id}/onward": {C, N},
    "/appointments": {C, S},
    "/appointments/{notice_id}/answer": {C},
    "/appointments/demands/{demand_id}/cancel": {C, S},
    "/appointments/demands/{demand_id}/missed": {C, S},
    "/appointments/patients/{patient_id}/contact": {C},
    "/appointments/patients/{patient_id}/lift": {C},
    "/appointments/no-shows/{no_show_id}/strike": {C},
    "/standby": {C, S},
    "/standby/{demand_id}/join": {C, S},
    "/standby/{demand_id}/leave": {C, S},
    "/standby/openings/{opening_id}/offer": {C},
    "/standby/openings/{opening_id}/close": {C},
    "/print": WATCHERS,
    "/print/ward/{ward_id}": {C, N, D, A},
    "/wall": {C, N, D, A},
    "/board/together": {C},
    "/proposals/together": {C},
    "/proposals/{proposal_id}/accept": {C},
    "/proposals/{proposal_id}/reject": {C},
    "/proposals/{proposal_id}/restore": {C},
    "/demands/emergency": {C, N},
    "/demands/{demand_id}/choose": {C},
    "/demands/{demand_id}/pin": {C},
    "/demands/{demand_id}/cancel": {C, S},
    "/demands/{demand_id}/receive": {C, N},
    "/beds/{bed_id}/hold": {C},
    "/beds/{bed_id}/claims/{interval_id}/release": {C},
    "/beds/{bed_id}/left": {C, N},
    "/beds/{bed_id}/not-left": {C, N},
    "/beds/{bed_id}/clean": {C, N, K},
    "/beds/{bed_id}/ready": {C, N, K},
    "/beds/{bed_id}/block": {C, N},
    "/beds/{bed_id}/unblock": {C, N},
    "/beds/{bed_id}/confirm": {C, N},
    "/beds/{bed_id}/discharge": {C, N},
    "/beds/{bed_id}/move": {C, N},
    "/beds/{bed_id}/elsewhere": {C, N},
    "/beds/{bed_id}/isolation": {C, N},
    "/beds/{bed_id}/elsewhere/back": {C, N},
    "/ward": {C, N, K},
    "/ward/{ward_id}": {C, N, K},
    "/ward/beds/{bed_id}/move": {C, N},
    "/ward/{ward_id}/arrivals/{demand_id}": {C, N},
    "/ward/{ward_id}/leaving": {C, N},
    "/ward/{ward_id}/nursing": {C, N},
    "/ward/{ward_id}/nursing/accept": {C, N},
    "/ward/{ward_id}/nursing/give": {C, N},
    "/nurses/{nurse_id}/absent": {C, N},
    "/nurses/{nurse_id}/back": {C, N},
    "/encounters/{encounter_id}/nursing": {C, N},
    "/nursing": WATCHERS,
    "/patients/{patient_id}/groups": {C, N},
    "/leaflet/demand/{demand_id}": {C},
    "/leaflet/stay/{encounter_id}": {C, N},
    "/centre": {C},
    "/discharge/{encounter_id}": {C, N},
    "/discharge/{encounter_id}/transport": {C, N},
    "/discharge/{encounter_id}/transport/book": {C},
    "/milestones/{milestone_id}/reach": {C, N, S},
    "/milestones/{milestone_id}/waive": {C, N, S},
    "/milestones/{milestone_id}/reopen": {C, N, S},
    "/milestones/{milestone_id}/settle": {C, N},
    "/beds/{bed_id}/lounge": {C, N},
    "/lounge/{encounter_id}/left": {C, N},
    "/lounge/{encounter_id}/not-left": {C, N},
    "/lounge/{encounter_id}/bed": {C, N},
    "/day-surgery": {C, N, S},
    "/day-surgery/print": {C, N, S},
    "/day-surgery/{demand_id}/arrive": {C, N},
    "/day-surgery/{demand_id}/start": {C, N, S},
    "/day-surgery/{demand_id}/end": {C, N, S},
    "/day-surgery/{demand_id}/back": {C, N, S},
    "/day-surgery/{demand_id}/cancel": {C, N, S},
    "/day-surgery/{demand_id}/no-show": {C, N},
    "/day-surgery/{demand_id}/convert": {C, N, S},
    "/day-surgery/sessions/{session_id}/order": {C, N, S},
    "/day-surgery/share": {C, S, D, A},
    "/day-surgery/share.csv": {C, S, D, A},
    "/surgeon": {S},
    "/surgeon/slots": {S},
    "/surgeon/patient": {S},
    "/surgeon/requests": {S},
}


def ask(client: httpx.Client, route: APIRoute) -> int:
    """The status of a request for the route, with 0 for every id."""
    path = re.sub(r"\{\w+\}", "0", route.path)
    return client.request(next(iter(route.methods or ())), path).status_code


def test_every_route_is_known() -> None:
    assert {route.path for route in routes()} == MAY.keys() | OPEN_DOORS


def test_nobody_gets_in_without_signing_in(client: httpx.Client) -> None:
    let_in = {route.path for route in routes() if ask(client, route) != HTTPStatus.SEE_OTHER}
    assert let_in - OPEN_DOORS == set()


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in(client: httpx.Client) -> None:
    answer = client.get("/board/bed/1", headers={"hx-request": "true"})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.headers["hx-redirect"] == "/sign-in"


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_role_is_refused_everything_that_is_not_its_own(client: httpx.Client, site: WardSite, role: Role) -> None:
    enter(client, site, USERS[role])
    answers = {
        route.path: ask(client, route)
        for route in routes()
        if route.path not in OPEN_DOORS and (role not in MAY[route.path] or route.methods == {"POST"})
    }
    refused = {path for path, status in answers.items() if status == HTTPStatus.FORBIDDEN}
    assert refused == {path for path in answers if role not in MAY[path]}


def test_a_kept_cookie_opens_nothing_after_signing_out(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "zhou")
    kept = client.cookies["session"]
    other = httpx.Client(base_url=site.address, headers={"origin": site.address})
    enter(other, site, "zhou")
    assert client.get("/board").status_code == HTTPStatus.OK
    assert client.post("/sign-out").status_code == HTTPStatus.SEE_OTHER
    client.cookies.set("session", kept)
    assert client.get("/board").headers["location"].startswith("/sign-in")
    assert client.post("/sign-out").status_code == HTTPStatus.SEE_OTHER
    assert other.get("/board").status_code == HTTPStatus.OK
    other.close()


def test_right_password_leads_to_the_page_that_was_asked_for(client: httpx.Client) -> None:
    asked = client.get("/board/bed/1")
    assert asked.headers["location"] == "/sign-in?next=/board/bed/1"
    answer = client.post("/sign-in", data={"username": "zhou", "password": PASSWORD, "next": "/board/bed/1"})
    assert answer.headers["location"] == "/board/bed/1"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/board").status_code == HTTPStatus.OK


def test_the_page_that_was_asked_for_keeps_its_filters(client: httpx.Client, site: WardSite) -> None:
    assert site.app.users.find("zhou")
    asked = "/board?ward=M&state=free&next=//evil.example"
    sign_in = client.get(client.get(asked).headers["location"])
    (hidden,) = re.findall('name="next" value="([^"]*)"', sign_in.text)
    assert unescape(hidden) == asked
    form = {"username": "zhou", "password": PASSWORD, "next": unescape(hidden)}
    assert client.post("/sign-in", data=form).headers["location"] == asked


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
def test_signing_in_never_leads_elsewhere(client: httpx.Client, site: WardSite, elsewhere: str) -> None:
    assert site.app.users.find("zhou")
    answer = client.post("/sign-in", data={"username": "zhou", "password": PASSWORD, "next": elsewhere or "nowhere"})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("zhou", "wrong"), ("nobody", PASSWORD), ("zhou", PASSWORD + " ")])
def test_wrong_name_or_password_is_told_the_same(
    client: httpx.Client, site: WardSite, username: str, password: str
) -> None:
    assert site.app.users.find("zhou")
    answer = client.post("/sign-in", data={"username": username, "password": password})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert "用户名或密码不对" in answer.text
    assert "set-cookie" not in answer.headers


def test_a_forged_cookie_is_nobody(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "zhou")
    client.cookies.set("session", client.cookies["session"][:-3] + "xyz")
    assert client.get("/board").status_code == HTTPStatus.SEE_OTHER


def test_a_changed_password_and_a_deactivation_end_the_session(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "admin")
    user = site.app.users.find("admin")
    assert user is not None
    site.app.users.set_password("admin", user.password_hash + "x")
    assert client.get("/plan").status_code == HTTPStatus.SEE_OTHER
    site.app.users.set_password("admin", user.password_hash)
    assert client.get("/plan").status_code == HTTPStatus.OK


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "http://127.0.0.1:1"])
def test_changes_from_elsewhere_are_refused(client: httpx.Client, site: WardSite, origin: str | None) -> None:
    enter(client, site, "zhou")
    del client.headers["origin"]
    headers = {"origin": origin} if origin else {}
    bed = site.take("free")
    answer = client.post(f"/beds/{bed.id}/block", data={"reason": "x"}, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    with site.app.reader() as reader:
        assert reader.bed(bed.id).actual is None


def test_looks_are_remembered_and_nonsense_is_not(client: httpx.Client) -> None:
    answer = client.post("/looks", data={"language": "en", "large": "1", "theme": "dark", "back": "/sign-in"})
    assert answer.headers["location"] == "/sign-in"
    page = client.get("/sign-in").text
    assert '<html lang="en" data-theme="dark" data-large>' in page
    client.post("/looks", data={"language": "xx", "theme": "pink"})
    assert '<html lang="en" data-theme="dark" data-large>' in client.get("/sign-in").text


def test_static_files_are_kept_for_ever_only_by_their_hash(client: httpx.Client) -> None:
    address = re.search(r"/static/base\.css\?v=\w+", client.get("/sign-in").text)
    assert address is not None
    assert "immutable" in client.get(address[0]).headers["cache-control"]
    assert "cache-control" not in client.get("/static/base.css").headers
