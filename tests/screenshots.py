"""The pictures of README and docs, from a demo hospital of 1,000 beds: ``python -m tests.screenshots [NAME ...]``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bedcentre.cli.serving import DEMO_PASSWORD
from tests.chromium import chromium_path

IMAGES = Path(__file__).parent.parent / "docs" / "images"
PORT = 8766
ADDRESS = f"http://127.0.0.1:{PORT}"
START_MILLISECONDS = 120_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page as one role sees it; ``ready`` is what must be on it before the shutter opens.

    ``follow``: the link from ``path`` that leads to it, if its address is another in every hospital.
    """

    name: str
    user: str
    path: str
    ready: str
    follow: str = ""
    width: int = 1920
    height: int = 1080
    theme: str = "dark"


PICTURES = (
    Picture(name="board", user="coordinator", path="/board", ready="#queue form[hx-post$='/accept']"),
    Picture(name="ward", user="nurse", path="/", ready="main", width=390, height=844, theme="light"),
    Picture(name="centre", user="coordinator", path="/centre", ready="#discharges .buttons form", theme="light"),
    Picture(name="emergency", user="coordinator", path="/emergency", ready="main", width=1280, theme="light"),
    Picture(name="referrals", user="coordinator", path="/referrals", ready="main", width=1280, theme="light"),
    Picture(name="surgeon", user="surgeon", path="/", ready="main", width=1280, height=800, theme="light"),
    Picture(name="plan", user="director", path="/plan", ready="main", width=1280, height=800, theme="light"),
    Picture(
        name="day_surgery",
        user="daynurse",
        path="/day-surgery",
        ready=".cases .tap",
        width=390,
        height=844,
        theme="light",
    ),
    Picture(
        name="nursing",
        user="nurse",
        path="/",
        follow="a[href$='/nursing']",
        ready=".rooms > li",
        width=390,
        height=844,
        theme="light",
    ),
    Picture(
        name="preadmission",
        user="coordinator",
        path="/preadmission",
        ready=".rows > li",
        width=1280,
        height=720,
        theme="light",
    ),
    Picture(
        name="appointments",
        user="coordinator",
        path="/appointments",
        ready=".rows > li",
        width=1280,
        height=720,
        theme="light",
    ),
    Picture(name="review", user="director", path="/review", ready=".hours td", width=1280, height=720, theme="light"),
)


def main() -> None:
    """Start the demo, let it plan, take every picture, or those named, in both languages."""
    wanted = [each for each in PICTURES if not sys.argv[1:] or each.name in sys.argv[1:]]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for language in ("zh-CN", "en"):
            for picture in wanted:
                _take(browser, picture, language)
        browser.close()


@contextmanager
def _demo() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "BEDCENTRE_DATABASE_URL": f"sqlite:///{Path(folder) / 'hospital.sqlite'}",
            "BEDCENTRE_PORT": str(PORT),
        }
        command = [sys.executable, "-u", "-m", "bedcentre", "demo", "--speed", "10"]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own
        try:
            for line in server.stdout or ():
                if "admin" in line:  # the last line of the greeting
                    break
            yield
        finally:
            server.terminate()
            server.wait()


def _take(browser: Browser, picture: Picture, language: str) -> None:
    context = browser.new_context(viewport={"width": picture.width, "height": picture.height})
    looks = f"{language}.0.{picture.theme}"
    context.add_cookies([{"name": "looks", "value": looks, "url": ADDRESS}])
    page = context.new_page()
    page.set_default_timeout(START_MILLISECONDS)
    _sign_in(page, picture.user)
    page.goto(ADDRESS + picture.path)
    if picture.follow:
        page.click(picture.follow)
    expect(page.locator(picture.ready).first).to_be_visible(timeout=START_MILLISECONDS)
    page.screenshot(path=IMAGES / f"{picture.name}.{language}.png")
    context.close()


def _sign_in(page: Page, user: str) -> None:
    for _ in range(60):  # the server binds its port a moment after it greets
        try:
            page.goto(ADDRESS + "/sign-in")
            break
        except Exception as error:
            if "ERR_CONNECTION_REFUSED" not in str(error):
                raise
            page.wait_for_timeout(1000)
    page.fill("[name=username]", user)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


if __name__ == "__main__":
    main()
