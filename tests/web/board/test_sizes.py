"""The pages on a laptop, on a phone and on a small screen on the wall: nothing that matters is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.ward_site import PHONE, Visitors, WardSite

pytestmark = pytest.mark.browser

SMALL_LAPTOP = (1280, 720)
LAPTOP = (1366, 768)
SIDEWAYS = "element => element.scrollWidth > element.clientWidth"


def too_wide(page: Page) -> bool:
    """Whether the page reaches beyond its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", [SMALL_LAPTOP, LAPTOP])
def test_a_laptop_shows_every_page_of_the_navigation(visitors: Visitors, language: str, size: tuple[int, int]) -> None:
    page = visitors.open("zhou", "/board", size=size, language=language)
    assert not page.locator(".top nav").evaluate(SIDEWAYS)
    assert not too_wide(page)
    page.locator(".menu summary").click()
    expect(page.locator(".menu form[action='/sign-out'] button")).to_be_visible()


@pytest.mark.usefixtures("site")
def test_the_wards_go_on_below_not_beside(visitors: Visitors) -> None:
    page = visitors.open("zhou", "/board", size=(1366, 420))
    assert page.locator("#wards").evaluate("element => element.scrollHeight > element.clientHeight")
    assert not page.locator("#wards").evaluate(SIDEWAYS)
    assert page.evaluate("document.documentElement.scrollHeight === innerHeight")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_figures_on_top_are_never_cut_off(visitors: Visitors, language: str) -> None:
    page = visitors.open("zhou", "/board", size=LAPTOP, language=language)
    assert page.locator("#numbers dd").evaluate_all(f"all => all.filter({SIDEWAYS}).length") == 0


def test_on_a_phone_the_menu_leads_to_every_page(site: WardSite, visitors: Visitors) -> None:
    page = visitors.open("zhou", "/board", size=PHONE)
    assert not too_wide(page)
    page.locator(".menu summary").click()
    page.locator(".menu").get_by_role("link", name="入出院中心").click()
    page.wait_for_url(f"{site.address}/centre")
    assert not too_wide(page)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("size", [LAPTOP, (1920, 1080), (3840, 2160)])
def test_the_wall_fills_its_screen_and_no_more(visitors: Visitors, size: tuple[int, int]) -> None:
    page = visitors.open("zhou", "/wall", size=size, language="en")
    assert not too_wide(page)
    assert page.evaluate("Math.abs(document.body.getBoundingClientRect().height - innerHeight) < 2")
    assert page.locator("#numbers dd").evaluate_all(f"all => all.filter({SIDEWAYS}).length") == 0
