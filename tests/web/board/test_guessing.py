"""Passwords, links and record numbers are not to be guessed: limited, logged without a name, and nobody else waits."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus

import httpx
import pytest
from fastapi import FastAPI

from tests.web.board.house import HousePeople
from tests.web.doors import enter
from tests.web.ward_site import PASSWORD, WardSite
from tests.web.within import ADDRESS, browser_at
from web.app import create_app
from web.limits import Allowance, Limits

WRONG = {"password": "wrong", "next": "/"}


@pytest.fixture
def app(site: WardSite) -> FastAPI:
    """A site of the test's own on the same hospital, with small limits: nobody has tried anything yet."""
    app = create_app(site.app)
    small = Limits(
        addresses=Allowance(6, 20), names=Allowance(3, 120), links=Allowance(5, 20), strangers=Allowance(4, 60)
    )
    app.state.site = replace(app.state.site, limits=small)
    return app


def guess(client: httpx.Client, username: str) -> int:
    """The status of a sign-in with a wrong password."""
    return client.post("/sign-in", data={**WRONG, "username": username}).status_code


@pytest.mark.parametrize("username", ["zhou", "nobody"])
def test_a_guesser_has_to_wait_and_the_right_person_elsewhere_has_not(app: FastAPI, username: str) -> None:
    guesser = browser_at(app, "10.0.0.1")
    assert [guess(guesser, username) for _ in range(3)] == [HTTPStatus.UNAUTHORIZED] * 3
    answer = guesser.post("/sign-in", data={"username": username, "password": PASSWORD})
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert 0 < int(answer.headers["retry-after"]) <= 120
    assert f"请等待 {answer.headers['retry-after']} 秒" in answer.text
    assert guess(guesser, "wu") == HTTPStatus.UNAUTHORIZED
    elsewhere = browser_at(app, "10.0.0.2").post("/sign-in", data={"username": "zhou", "password": PASSWORD})
    assert elsewhere.status_code == HTTPStatus.SEE_OTHER


def test_the_wait_is_told_in_english_too(app: FastAPI) -> None:
    guesser = browser_at(app, "10.0.0.1")
    guesser.cookies.set("looks", "en.0.auto")
    for _ in range(3):
        guess(guesser, "zhou")
    assert "Too many attempts. Please wait" in guesser.post("/sign-in", data={**WRONG, "username": "zhou"}).text


def test_who_knows_the_password_never_waits(app: FastAPI) -> None:
    client = browser_at(app, "10.0.0.1")
    right = {"username": "zhou", "password": PASSWORD}
    assert {client.post("/sign-in", data=right).status_code for _ in range(7)} == {HTTPStatus.SEE_OTHER}


async def _at_once(app: FastAPI, guesses: int) -> Counter[int]:
    transport = httpx.ASGITransport(app, client=("10.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers={"origin": ADDRESS}) as client:
        posts = (client.post("/sign-in", data={**WRONG, "username": f"u{number}"}) for number in range(guesses))
        return Counter([answer.status_code for answer in await asyncio.gather(*posts)])


def test_guesses_at_the_same_time_are_counted_before_any_is_looked_at(app: FastAPI) -> None:
    with ThreadPoolExecutor(1) as elsewhere:
        answers = elsewhere.submit(asyncio.run, _at_once(app, 10)).result()
    assert answers == {HTTPStatus.UNAUTHORIZED: 6, HTTPStatus.TOO_MANY_REQUESTS: 4}


def test_a_failure_is_logged_with_the_address_and_without_the_name(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    guess(browser_at(app, "10.0.0.7"), "zhou")
    browser_at(app, "10.0.0.8").post("/sign-in", data={"username": "zhou", "password": PASSWORD})
    assert [record.getMessage() for record in caplog.records if record.name == "web.auth"] == [
        "A sign-in from 10.0.0.7 failed: wrong name or password"
    ]
    assert "zhou" not in caplog.text


@pytest.mark.parametrize("field", ["username", "password"])
def test_a_pasted_file_is_no_name_and_no_password(app: FastAPI, field: str) -> None:
    form = {"username": "zhou", "password": PASSWORD, field: "x" * 501}
    assert browser_at(app, "10.0.0.1").post("/sign-in", data=form).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_links_are_not_guessed(app: FastAPI) -> None:
    guesser = browser_at(app, "10.0.0.1")
    assert {guesser.get(f"/answer/{number}").status_code for number in range(5)} == {HTTPStatus.NOT_FOUND}
    answer = guesser.get("/answer/5")
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "retry-after" in answer.headers
    assert browser_at(app, "10.0.0.2").get("/answer/5").status_code == HTTPStatus.NOT_FOUND


def test_a_surgeon_sees_strangers_masked_and_only_so_many(app: FastAPI, site: WardSite, house: HousePeople) -> None:
    demand = house.emergency()
    with site.app.reader() as reader:
        stranger = reader.patient(demand.patient_id)
    client = browser_at(app, "10.0.0.1")
    enter(client, site, "surgeon")

    def look_up(path: str, mrn: str) -> httpx.Response:
        return client.post(path, data={"mrn": mrn}, headers={"hx-request": "true"})

    for path in ["/surgeon/patient", "/surgeon/requests"] * 2:
        answer = look_up(path, stranger.mrn)
        assert stranger.masked_name in answer.text
        assert stranger.name not in answer.text
    for path in ("/surgeon/patient", "/surgeon/requests"):
        answer = look_up(path, stranger.mrn)
        assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert stranger.masked_name not in answer.text
    assert look_up("/surgeon/patient", "NEW-1").status_code == HTTPStatus.OK
