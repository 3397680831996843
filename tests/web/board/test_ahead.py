"""The two weeks ahead as a page and a file: nothing there yet, everything there, and who sees which names."""

from __future__ import annotations

import csv
import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pwdlib import PasswordHash

from bedcentre.bootstrap import Application, build
from bedcentre.config import Settings
from bedcentre.domain.vocabulary import Role
from bedcentre.planning.ahead import LookAhead
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.tactical import tactical
from bedcentre.store import meta
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.store.users import NewUser
from tests.store.seed import hospital
from tests.store.small import START
from tests.web.axe import findings
from tests.web.ward_site import LAPTOP, PASSWORD, PHONE
from web.app import create_app

pytestmark = pytest.mark.browser

SCREEN = (1920, 1080)
DAYS = 14


@dataclass(frozen=True)
class AheadSite:
    """A served hospital, full for the two weeks, whose look ahead a test makes itself."""

    address: str
    app: Application
    ahead: LookAhead

    def look(self) -> None:
        """Look ahead at once, with the instant plan."""
        with self.app.reader() as reader:
            question = tactical(reader)
        self.ahead.plan = question.read(greedy_answer(question.problem))

    @contextmanager
    def client(self, user: str) -> Iterator[httpx.Client]:
        """Requests of somebody signed in."""
        with httpx.Client(base_url=self.address, headers={"origin": self.address}, timeout=30) as client:
            client.post("/sign-in", data={"username": user, "password": PASSWORD})
            yield client


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AheadSite]:
    """A site in a thread of this process."""
    url = f"sqlite:///{tmp_path_factory.mktemp('ahead') / 'ahead.sqlite'}"
    engine = open_engine(url, to_disk=False)
    migrate(engine)
    stays = [replace(each, expected_discharge=START + timedelta(days=30)) for each in hospital().occupants]
    men = [
        replace(stays[0], bed=label, patient=replace(stays[0].patient, mrn=label)) for label in ("M-1", "M-2", "M-3")
    ]
    plant(engine, replace(hospital(), occupants=(*men, stays[1]), closures=hospital().closures[1:]))
    meta.set_demo_clock(engine, START, datetime.now(UTC), 1.0)
    engine.dispose()
    app = build(Settings(database_url=url))
    digest = PasswordHash.recommended().hash(PASSWORD)
    for name, role in (("zhou", Role.COORDINATOR), ("director", Role.DIRECTOR), ("nurse", Role.NURSE)):
        app.users.add(NewUser(username=name, name=name, role=role, password_hash=digest, ward_ids=frozenset({1})))
    site = create_app(app)
    ahead = LookAhead(app)
    site.state.site = replace(site.state.site, ahead=ahead)
    with _served(uvicorn.Server(uvicorn.Config(site, log_level="error"))) as address:
        yield AheadSite(address, app, ahead)
    app.close()


@contextmanager
def _served(server: uvicorn.Server) -> Iterator[str]:
    """Listen first, so that whoever asks before the server is up just waits."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def context(served: AheadSite, browser: Browser) -> Iterator[BrowserContext]:
    """A coordinator's browser."""
    context = browser.new_context()
    form: dict[str, str | float | bool] = {"username": "zhou", "password": PASSWORD}
    context.request.post(f"{served.address}/sign-in", form=form, headers={"Origin": served.address})
    yield context
    context.close()


def opened(served: AheadSite, context: BrowserContext, size: tuple[int, int], language: str = "en") -> Page:
    """The page in a window of that size."""
    context.add_cookies([{"name": "looks", "value": f"{language}.0.light", "url": served.address}])
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{served.address}/plan/ahead")
    return page


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_before_the_first_look_the_page_says_what_is_missing_and_when_it_comes(
    served: AheadSite, context: BrowserContext, language: str
) -> None:
    served.ahead.plan = None
    page = opened(served, context, LAPTOP, language)
    expect(page.locator(".empty")).to_contain_text("30" if language == "en" else "30 秒后")
    expect(page.locator("table")).to_have_count(0)
    assert findings(page) == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", [SCREEN, LAPTOP, PHONE])
def test_every_chart_stands_beside_a_table_and_axe_finds_nothing(
    served: AheadSite, context: BrowserContext, language: str, size: tuple[int, int]
) -> None:
    served.look()
    page = opened(served, context, size, language)
    expect(page.locator("svg.chart")).to_have_count(page.locator("table").count())
    expect(page.locator(".whole tbody tr")).to_have_count(DAYS)
    for details in page.locator("details").all():
        details.locator("summary").press("Enter")
    expect(page.locator("details table").first).to_be_visible()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_coordinator_reads_who_finds_no_day_and_a_director_how_many(served: AheadSite) -> None:
    served.look()
    assert served.ahead.plan is not None
    assert served.ahead.plan.unplaced
    with served.app.reader() as reader:
        name = reader.patient(reader.demand(served.ahead.plan.unplaced[0]).patient_id).name
    with served.client("zhou") as coordinator, served.client("director") as director:
        assert name in coordinator.get("/plan/ahead").text
        seen = director.get("/plan/ahead").text
    assert "no-day" in seen
    assert name not in seen
    assert "/board/demand/" not in seen


def test_the_file_has_every_figure_of_every_group_and_no_names(served: AheadSite) -> None:
    served.look()
    with served.client("director") as director:
        answer = director.get("/plan/ahead.csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    groups = {row["病区组"] for row in rows}
    assert {"全院", "内科病区", "外科病区", "重症"} <= groups
    assert len(rows) == DAYS * len(groups)
    house = next(row for row in rows if row["病区组"] == "全院")
    assert (house["床位"], house["预计在院"], house["空床"]) == ("7", "4.0", "3")


def test_the_file_is_empty_before_the_first_look_and_closed_to_others(served: AheadSite) -> None:
    served.ahead.plan = None
    with served.client("zhou") as coordinator, served.client("nurse") as nurse:
        assert len(coordinator.get("/plan/ahead.csv").text.splitlines()) == 1
        assert nurse.get("/plan/ahead").status_code == httpx.codes.FORBIDDEN
        assert nurse.get("/plan/ahead.csv").status_code == httpx.codes.FORBIDDEN
