"""Windows onto the board, and what a test asks of them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from bedcentre.domain.requests import Demand
from tests.web.ward_site import Bed, Visitors

SCREEN = (1920, 1080)


def open_board(visitors: Visitors, user: str = "zhou", path: str = "/board", language: str = "zh-CN") -> Page:
    """A coordinator's (or another's) window on the board."""
    return visitors.open(user, path, size=SCREEN, language=language)


def tile(page: Page, bed: Bed) -> Locator:
    """The bed's tile."""
    return page.locator(f"#b{bed.id}")


def card(page: Page, demand: Demand) -> Locator:
    """The demand's card in the queue."""
    return page.locator(f"#d{demand.id}")


def see_state(page: Page, bed: Bed, state: str) -> None:
    """The bed's tile shows the state, sooner or later."""
    expect(tile(page, bed)).to_have_attribute("data-state", state)


def mark(page: Page) -> None:
    """Leave a mark that a reload would wipe out."""
    page.evaluate("window.mark = true")


def never_reloaded(page: Page) -> bool:
    """Whether the mark is still there."""
    return bool(page.evaluate("window.mark === true"))
