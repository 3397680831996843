"""Whatever is refused is said in a sentence of the visitor's language, and changes nothing."""

from __future__ import annotations

from http import HTTPStatus

import httpx
import pytest

from bedcentre.domain import errors
from bedcentre.domain.vocabulary import BedState, DemandState
from bedcentre.usecases.board.moment import day_end
from tests.store.small import WARD_IDS
from tests.web.board.house import HousePeople
from tests.web.doors import enter
from tests.web.ward_site import WardSite
from web.errors import status_of

PART = {"hx-request": "true"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFoundError, 404),
        (errors.NotPermittedError, 403),
        (errors.RefusedError, 409),
        (errors.TakenError, 409),
        (errors.BadInputError, 422),
    ],
)
def test_every_domain_error_has_a_status(error: type[errors.HospitalError], status: int) -> None:
    assert status_of(error()) == status


def test_every_kind_of_domain_error_is_tested_above() -> None:
    kinds = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)}
    assert kinds - {errors.HospitalError} == {
        errors.NotFoundError,
        errors.NotPermittedError,
        errors.RefusedError,
        errors.TakenError,
        errors.BadInputError,
    }


def test_a_part_of_a_page_gets_a_notice_beside_what_it_shows(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "zhou")
    bed = site.take("occupied")
    answer = client.post(f"/beds/{bed.id}/block", data={"reason": "维修"}, headers=PART)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.headers["hx-retarget"] == "#notices"
    assert f"{bed.label}床现有患者" in answer.text
    with site.app.reader() as reader:
        assert reader.bed(bed.id).state(day_end(reader)) in {BedState.OCCUPIED, BedState.LEAVING}


def test_another_wards_sheet_is_refused_by_the_wards_own_name(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "nurse")
    client.cookies.set("looks", "en.0.auto")
    answer = client.get(f"/print/ward/{WARD_IDS['S']}")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "S is not one of your wards" in answer.text


def test_the_same_in_english(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "zhou")
    client.cookies.set("looks", "en.0.auto")
    bed = site.take("occupied")
    answer = client.post(f"/beds/{bed.id}/block", data={"reason": "broken"}, headers=PART)
    assert f"lies in bed {bed.label}" in answer.text


def test_a_missing_reason_names_what_is_missing(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "zhou")
    bed = site.take("free")
    answer = client.post(f"/beds/{bed.id}/block", headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "请填写停用原因" in answer.text


def test_a_field_that_is_no_number_is_named(client: httpx.Client, site: WardSite, house: HousePeople) -> None:
    enter(client, site, "zhou")
    demand = house.emergency()
    answer = client.post(f"/demands/{demand.id}/choose", data={"bed_id": "seven"}, headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "床位：没有填写或格式不对" in answer.text
    with site.app.reader() as reader:
        assert reader.demand(demand.id).state is DemandState.WAITING


@pytest.mark.parametrize("path", ["/board/bed/0", "/board/demand/0", "/print/ward/0", "/nowhere"])
def test_what_is_not_there_is_said_on_a_page(client: httpx.Client, site: WardSite, path: str) -> None:
    enter(client, site, "zhou")
    answer = client.get(path)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有" in answer.text


def test_an_emergency_form_with_a_wrong_date_registers_nobody(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "zhou")
    form = {
        "mrn": "X1",
        "name": "何某",
        "sex": "F",
        "birth_date": "2190-01-01",
        "specialty": "MED",
        "triage": "2",
        "stay_hours": "24",
    }
    answer = client.post("/demands/emergency", data=form, headers=PART)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "出生日期" in answer.text
    with site.app.reader() as reader:
        assert reader.find_patient("X1") is None


def test_a_command_sent_twice_is_carried_out_once(client: httpx.Client, site: WardSite) -> None:
    enter(client, site, "zhou")
    bed = site.take("free")
    headers = {**PART, "x-command-id": f"once-{bed.id}"}
    for _ in range(2):
        answer = client.post(f"/beds/{bed.id}/hold", data={"reason": "等检查"}, headers=headers)
        assert answer.status_code == HTTPStatus.OK
    with site.app.reader() as reader:
        assert len(reader.bed(bed.id).claims) == 1
