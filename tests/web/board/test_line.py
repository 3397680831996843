"""The server dies and comes back: boards say so, return by themselves, and show the truth."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.requests import CancelDemand
from tests.web.board.house import HousePeople
from tests.web.board.windows import card, mark, never_reloaded, open_board, see_state
from tests.web.ward_site import Visitors, WardSite

pytestmark = pytest.mark.browser


@dataclass
class Server:
    """A second server on the same hospital that a test may kill."""

    url: str
    port: int
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it serves."""
        environment = {**os.environ, "BEDCENTRE_DATABASE_URL": self.url, "BEDCENTRE_PORT": str(self.port)}
        command = [sys.executable, "-m", "tests.web.serving"]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603  our own
        assert any("startup complete" in line for line in self.process.stderr or ())

    def kill(self) -> None:
        """Kill it without a chance to say goodbye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def server(site: WardSite) -> Iterator[Server]:
    """A server to kill, running."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = Server(site.app.settings.database_url, probe.getsockname()[1])
    server.start()
    yield server
    server.kill()


def test_boards_say_so_come_back_and_show_the_truth(
    site: WardSite, house: HousePeople, server: Server, visitors: Visitors
) -> None:
    bed, gone = site.take("dirty"), house.emergency()
    there = WardSite(address=f"http://127.0.0.1:{server.port}", app=site.app, beds=site.beds)
    windows = [open_board(Visitors(there, visitors.browser, visitors.contexts), user) for user in ("zhou", "wu")]
    for window in windows:
        mark(window)
        expect(card(window, gone)).to_be_visible()
    server.kill()
    for window in windows:
        expect(window.locator("#line-down")).to_contain_text("连接中断，显示的是")
    site.do(StartCleaning(bed_id=bed.id))
    site.do(FinishCleaning(bed_id=bed.id))
    site.do(CancelDemand(demand_id=gone.id, reason="已转院"))
    arrived = house.emergency()
    server.start()
    for window in windows:
        expect(window.locator("#line-down")).to_be_hidden(timeout=20_000)
        see_state(window, bed, "free")
        expect(card(window, gone)).to_have_count(0)
        expect(card(window, arrived)).to_be_visible()
        assert never_reloaded(window)
    live = site.take("dirty")
    site.do(StartCleaning(bed_id=live.id))
    for window in windows:
        see_state(window, live, "cleaning")


def test_an_ended_session_leads_to_the_sign_in(visitors: Visitors, site: WardSite) -> None:
    window = open_board(visitors, "wu")
    window.context.clear_cookies(name="session")
    window.evaluate("line.connection.socket.close()")
    window.wait_for_url(f"{site.address}/sign-in?next=%2Fboard")


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "此方案已过时"), ("en", "this plan is out of date")])
def test_a_plan_that_nobody_renews_is_called_out_of_date(
    house: HousePeople, visitors: Visitors, language: str, said: str
) -> None:
    house.plan()
    page = open_board(visitors, language=language)
    old = page.locator("#plan .old")
    expect(old).to_be_hidden()
    minutes_later = (
        "minutes => { setClock(new Date(hospitalNow() + minutes * 60000).toISOString()); tick(); return %s }"
    )
    shown = "getComputedStyle(document.querySelector('#plan .old')).display"
    assert page.evaluate(minutes_later % shown, 2) == "none"
    assert page.evaluate(minutes_later % shown, 2) != "none"
    expect(old).to_contain_text(said)
