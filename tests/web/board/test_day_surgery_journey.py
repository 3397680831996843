"""Day surgery from the surgeon's request to home, or to a bed overnight, in several windows and both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pwdlib import PasswordHash

from bedcentre.domain.vocabulary import DemandState, Role
from bedcentre.seeding import records
from bedcentre.store.users import NewUser
from tests.store.small import START, WARD_IDS
from tests.web.axe import findings
from tests.web.board.house import HousePeople
from tests.web.board.windows import SCREEN, mark, never_reloaded
from tests.web.test_surgeon_journeys import SURGEON, asked_elsewhere, fill, slots_on
from tests.web.ward_hospital import ward_hospital
from tests.web.ward_site import PASSWORD, Visitors, WardSite, running_site

TODAY = START.date()
PAGE = "/day-surgery"


def hospital() -> records.Hospital:
    """The ward's hospital with single rooms on the surgeons' ward too."""
    plain = ward_hospital()
    labels = [f"S-{number}" for number in range(10, 14)]
    room, bed = plain.rooms[0], plain.beds[0]
    return replace(
        plain,
        rooms=(*plain.rooms, *(replace(room, code=f"S/{label}", ward="S", number=label) for label in labels)),
        beds=(*plain.beds, *(replace(bed, label=label, ward="S", room=f"S/{label}") for label in labels)),
    )


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardSite]:
    """A site of its own: the day's list is the whole hospital's."""
    with running_site(tmp_path_factory.mktemp("centre"), hospital()) as site:
        digest = PasswordHash.recommended().hash(PASSWORD)
        for username, role, wards in (
            ("sun", Role.NURSE, frozenset({WARD_IDS["D"]})),
            ("zhou", Role.COORDINATOR, frozenset[int]()),
            ("director", Role.DIRECTOR, frozenset[int]()),
        ):
            site.app.users.add(
                NewUser(username=username, name=username, role=role, password_hash=digest, ward_ids=wards)
            )
        yield site


@pytest.fixture
def people(centre: WardSite, browser: Browser) -> Iterator[Visitors]:
    """Windows onto it, in which no script may stumble."""
    windows = Visitors(centre, browser)
    yield windows
    windows.close()
    assert windows.errors == []


def booked(site: WardSite, mrn: str) -> int:
    """Somebody of W1's on the first free slot of today."""
    slot = slots_on(site, TODAY)[0]
    return asked_elsewhere(site, mrn, TODAY, slot)


def see(page: Page, row: str, state: str) -> None:
    """The row shows the state, sooner or later."""
    expect(page.locator(row)).to_have_attribute("data-state", state)


def confirm_all(nurse: Page, surgeon: Page, row: str) -> None:
    """Everybody confirms what is theirs, one tap each."""
    surgeon.locator(f"{row} .checks button").click()
    for step in ("Fit for anaesthesia", "Fasted", "Escort named"):
        nurse.locator(f"{row} .checks").get_by_role("button", name=step).click()
    expect(nurse.locator(f"{row} .checks button")).to_have_count(0)


def test_from_the_surgeons_request_to_home(people: Visitors) -> None:
    nurse = people.open("sun", PAGE, language="en")
    mark(nurse)
    asking = people.open("surgeon", "/surgeon")
    fill(asking, "T1", TODAY)
    asking.locator("#ask [name=slot]:not([value=''])").first.check(force=True)
    asking.get_by_role("button", name="提交申请").click()
    expect(asking.locator("#ask .done")).to_contain_text("已预约")
    case = nurse.locator(".cases > li", has_text="赵T1")
    expect(case).to_have_attribute("data-state", "booked")
    row = f"#{case.get_attribute('id')}"
    surgeon = people.open("surgeon", PAGE)
    assert findings(nurse) == []
    nurse.locator(row).get_by_role("button", name="Is here").click()
    see(surgeon, row, "arrived")
    nurse.locator(row).get_by_role("button", name="To theatre").click()
    expect(nurse.locator(".notice.refused")).to_contain_text("nobody has confirmed it")
    confirm_all(nurse, surgeon, row)
    assert findings(nurse) == []
    nurse.locator(row).get_by_role("button", name="To theatre").click()
    see(surgeon, row, "in_theatre")
    surgeon.locator(row).get_by_role("button", name="手术结束").press("Enter")
    see(nurse, row, "recovering")
    nurse.locator(row).get_by_role("button", name="Gone home").click()
    see(surgeon, row, "gone_home")
    assert findings(surgeon) == []
    assert never_reloaded(nurse)


def test_converted_becomes_an_emergency_whose_bed_is_accepted_and_the_bay_is_theirs_until_then(
    people: Visitors, centre: WardSite
) -> None:
    demand_id = booked(centre, "T2")
    row = f"#c{demand_id}"
    nurse, surgeon = people.open("sun", PAGE, language="en"), people.open("surgeon", PAGE)
    board = people.open("zhou", "/board", size=SCREEN)
    nurse.locator(row).get_by_role("button", name="Is here").click()
    see(surgeon, row, "arrived")
    surgeon.locator(row).get_by_text("更多").click()
    surgeon.locator(row).get_by_text("仍要手术……").click()
    surgeon.locator(f"{row} [name=override]").fill("局麻小手术")
    surgeon.locator(row).get_by_role("button", name="签字并开始").click()
    see(nurse, row, "in_theatre")
    nurse.locator(row).get_by_role("button", name="Operation over").click()
    see(surgeon, row, "recovering")
    nurse.locator(row).get_by_text("More").click()
    nurse.locator(row).get_by_text("Stay overnight…").click()
    nurse.locator(row).get_by_role("button", name="Vomiting").click()
    see(surgeon, row, "converted")
    with centre.app.reader() as reader:
        became = reader.day_cases_of([demand_id])[demand_id].became_id
        asked = reader.demand(became or 0)
    card = board.locator(f"#d{asked.id}")
    expect(card).to_contain_text("钱T2")
    label = HousePeople(centre).propose(asked)
    card.locator("form[hx-post$='/accept'] button").click()
    expect(nurse.locator(f"{row} .overnight")).to_contain_text(label)
    bay = nurse.locator(row)
    expect(bay).to_contain_text("bay D-")
    ward = people.client("zhou")
    assert ward.post(f"/demands/{asked.id}/receive", {"bed_id": centre.beds[label]}).status == 200
    expect(nurse.locator(f"{row} .overnight")).to_contain_text("moved to the ward")
    with centre.app.reader() as reader:
        assert reader.demand(asked.id).state is DemandState.PLACED
    assert findings(nurse) == []


def test_the_order_follows_arrows_and_drag(people: Visitors, centre: WardSite) -> None:
    first, second, third = (str(booked(centre, f"T3{letter}")) for letter in "abc")
    surgeon = people.open("surgeon", PAGE, size=SCREEN)
    rows = surgeon.locator(".cases[data-session] > li[draggable]")

    def order() -> list[str]:
        shown: list[str] = rows.evaluate_all("(rows) => rows.map((row) => row.dataset.demand)")
        return shown[-3:]

    assert order() == [first, second, third]
    times = rows.locator(".at time").all_inner_texts()
    surgeon.locator(f"#c{second} .move").last.press("Enter")
    expect(rows.last).to_have_attribute("data-demand", second)
    assert order() == [first, third, second]
    assert rows.locator(".at time").all_inner_texts() == times
    surgeon.locator(f"#c{second}").drag_to(surgeon.locator(f"#c{third}"))
    expect(rows.last).to_have_attribute("data-demand", third)
    assert order() == [first, second, third]
    assert findings(surgeon) == []


def test_cancelled_by_the_nurse_and_too_early_to_say_nobody_came(people: Visitors, centre: WardSite) -> None:
    demand_id = booked(centre, "T4")
    row = f"#c{demand_id}"
    nurse = people.open("sun", PAGE)
    nurse.locator(row).get_by_text("更多").click()
    nurse.locator(row).get_by_role("button", name="未到院").click()
    expect(nurse.locator(".notice.refused")).to_have_count(1)
    nurse.locator(row).get_by_text("取消手术……").click()
    nurse.locator(row).get_by_role("button", name="不宜手术").click()
    see(nurse, row, "cancelled")
    expect(nurse.locator(row)).to_contain_text("不宜手术")


def test_a_reason_that_looks_like_a_word_of_ours_leaves_the_list_readable(people: Visitors, centre: WardSite) -> None:
    demand_id = booked(centre, "T8")
    nurse = people.client("sun")
    typed = "@nowhere"
    assert nurse.post(f"{PAGE}/{demand_id}/cancel", {"cause": "other", "reason": typed}).status == 200
    shown = nurse.get(PAGE)
    assert shown.status == 200
    assert typed in shown.text()


def test_others_do_not_act_and_nonsense_is_refused(people: Visitors, centre: WardSite) -> None:
    demand_id = booked(centre, "T5")
    stranger, surgeon = people.client("nurse"), people.client("surgeon")
    assert stranger.post(f"{PAGE}/{demand_id}/arrive").status == 403
    assert "钱T5" not in stranger.get(PAGE).text()
    assert surgeon.post(f"{PAGE}/{demand_id}/convert", {"reason": "痛"}).status == 409
    assert surgeon.post(f"{PAGE}/{demand_id}/cancel", {"cause": "weather"}).status == 422
    assert surgeon.get(f"{PAGE}?day=2026-02-30").status == 422
    assert surgeon.get(f"{PAGE}/share?month=2026-13").status == 422
    assert surgeon.post(f"{PAGE}/sessions/0/order", {"demands": "1 2"}).status == 404
    assert SURGEON.surgeon == "W1"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_full_and_empty_lists_fit_a_phone_and_print(people: Visitors, centre: WardSite, language: str) -> None:
    if slots_on(centre, TODAY):
        booked(centre, {"zh-CN": "T6", "en": "T7"}[language])
    full = people.open("sun", PAGE, language=language)
    for address in (PAGE, f"{PAGE}?day={date(2027, 1, 3).isoformat()}"):
        full.goto(centre.address + address)
        assert full.evaluate("document.documentElement.scrollWidth") <= 390
        assert findings(full) == []
    full.goto(f"{centre.address}{PAGE}/print")
    expect(full.locator("table")).to_have_count(1)
    assert findings(full) == []


def test_the_share_is_shown_to_the_director_without_numbers_of_records(people: Visitors) -> None:
    director = people.client("director")
    shown = director.get(f"{PAGE}/share")
    assert "指标13" in shown.text()
    listed = director.get(f"{PAGE}/share?specialty=SUR").text()
    assert "病案号" not in listed
    written = director.get(f"{PAGE}/share.csv?month=2026-11")
    assert written.status == 200
    assert written.text().splitlines()[0].endswith("占比")
