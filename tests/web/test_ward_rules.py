"""What the ward's addresses refuse: other wards, other roles, nonsense."""

from __future__ import annotations

import pytest

from bedcentre.domain.vocabulary import ActualKind
from tests.store.small import WARD_IDS
from tests.web.ward_site import Visitors, WardSite

OWN, OTHER = f"/ward/{WARD_IDS['M']}", f"/ward/{WARD_IDS['S']}"

pytestmark = pytest.mark.browser


def test_a_nurse_is_led_to_their_own_ward(visitors: Visitors) -> None:
    answer = visitors.client("nurse").get("/ward")
    assert (answer.status, answer.headers["location"]) == (303, OWN)


@pytest.mark.parametrize("user", ["nurse", "cleaner"])
def test_another_ward_is_refused(visitors: Visitors, user: str) -> None:
    answer = visitors.client(user).get(OTHER)
    assert answer.status == 403
    assert "不是您的病区" in answer.text() or "S" in answer.text()


def test_there_is_no_such_ward(visitors: Visitors) -> None:
    assert visitors.client("surgeon").get(OWN).status == 403
    assert visitors.client("nurse").get("/ward/999999").status == 403


def test_another_wards_bed_is_refused(ward_site: WardSite, visitors: Visitors) -> None:
    nurse = visitors.client("nurse")
    for path in ("left", "discharge", "move", "block"):
        form: dict[str, str | float | bool] = {"expected": "2026-11-24T10:00", "bed_id": 1, "reason": "维修"}
        assert nurse.post(f"/beds/{ward_site.beds['S-1']}/{path}", form).status == 403


def test_a_cleaner_cannot_send_patients_home(ward_site: WardSite, visitors: Visitors) -> None:
    cleaner = visitors.client("cleaner")
    for path in ("left", "discharge", "move", "block", "confirm"):
        assert cleaner.post(f"/beds/{ward_site.beds['M-1']}/{path}", {"bed_id": 1}).status == 403
    assert cleaner.get(f"/ward/beds/{ward_site.beds['M-1']}/move").status == 403


@pytest.mark.parametrize("seen", ["M-1:", "1:x", ""])
def test_a_tap_that_says_nonsense_about_what_it_saw_is_refused(
    ward_site: WardSite, visitors: Visitors, seen: str
) -> None:
    answer = visitors.client("nurse").post(f"/beds/{ward_site.beds['M-1']}/confirm", x_seen=seen)
    assert answer.status == 422
    assert "刷新页面" in answer.text()


@pytest.mark.parametrize(
    ("expected", "says"),
    [("", "请填写预计离院时间"), ("yesterday", "预计离院"), ("2026-11-22T10:00", "已过，请填写以后的时间")],
)
def test_a_discharge_needs_a_time_to_come(ward_site: WardSite, visitors: Visitors, expected: str, says: str) -> None:
    answer = visitors.client("nurse").post(f"/beds/{ward_site.beds['M-1']}/discharge", {"expected": expected})
    assert answer.status == 422
    assert says in answer.text()


def test_nonsense_in_an_address_or_form_is_named(ward_site: WardSite, visitors: Visitors) -> None:
    nurse = visitors.client("nurse")
    form: dict[str, str | float | bool] = {"reason": "维修", "lasts": "for-ever"}
    answer = nurse.post(f"/beds/{ward_site.beds['M-3']}/block", form)
    assert (answer.status, "停用至" in answer.text()) == (422, True)
    answer = nurse.get("/ward/everywhere")
    assert (answer.status, "病区" in answer.text()) == (422, True)


def test_a_discharge_time_without_a_zone_is_the_hospitals(ward_site: WardSite, visitors: Visitors) -> None:
    bed = ward_site.take("occupied")
    answer = visitors.client("nurse").post(f"/beds/{bed.id}/discharge", {"expected": "2026-11-25T09:30"})
    assert answer.status == 200
    with ward_site.app.reader() as reader:
        encounter = reader.bed(bed.id).encounter
    assert encounter is not None
    assert encounter.expected_discharge.isoformat() == "2026-11-25T01:30:00+00:00"


def test_nobody_can_be_moved_out_of_an_empty_bed_or_into_a_taken_one(ward_site: WardSite, visitors: Visitors) -> None:
    free, taken, other = ward_site.take("free"), ward_site.take("occupied"), ward_site.take("occupied")
    nurse = visitors.client("nurse")
    assert nurse.post(f"/beds/{free.id}/move", {"bed_id": taken.id}).status == 409
    assert nurse.get(f"/ward/beds/{free.id}/move").status == 409
    refused = nurse.post(f"/beds/{taken.id}/move", {"bed_id": other.id})
    assert refused.status == 409
    assert other.label in refused.text()
    with ward_site.app.reader() as reader:
        actual = reader.bed(taken.id).actual
    assert actual is not None
    assert actual.kind is ActualKind.OCCUPIED


def test_an_unknown_bed_or_demand_is_said_to_be_missing(visitors: Visitors) -> None:
    nurse = visitors.client("nurse")
    assert nurse.post("/beds/999999/left").status == 404
    assert nurse.get(f"{OWN}/arrivals/999999").status == 404
