"""The site's doors: its routes, and a way in without a window."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from tests.web.ward_site import WardSite, session_of
from web.app import ROUTERS
from web.sessions import COOKIE


def routes() -> Iterator[APIRoute]:
    """Every route of the site."""
    every: list[BaseRoute] = [route for router in ROUTERS for route in router.routes]
    return (route for route in every if isinstance(route, APIRoute))


def enter(client: httpx.Client, site: WardSite, username: str) -> None:
    """Give the client the session of a user, as signing in does."""
    client.cookies.set(COOKIE, session_of(site.app, username))
