"""The fixtures of the browser tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import chromium_path
from tests.web.ward_site import Visitors, WardSite, running_site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real Chromium for all tests."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def ward_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardSite]:
    """The site that nurses, cleaners and surgeons use."""
    with running_site(tmp_path_factory.mktemp("ward")) as site:
        yield site


@pytest.fixture
def visitors(ward_site: WardSite, browser: Browser) -> Iterator[Visitors]:
    """Windows onto the site, in which no script may stumble."""
    windows = Visitors(ward_site, browser)
    yield windows
    windows.close()
    assert windows.errors == []
