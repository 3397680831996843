"""Whole pages and fragments as HTTP answers, in the visitor's language and looks."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bedcentre.clock import DemoClock
from web.looks import looks_of
from web.navigation import PLACES
from web.rendering import Speech
from web.sessions import Visitor
from web.site import site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a page needs to live on: the kind of its socket, its channel, the journal row it shows.

    ``query`` is added to the socket's address ("&ward=3").
    """

    kind: str
    channel: str
    sequence: int
    query: str = ""


def speech_of(request: Request) -> Speech:
    """The language the visitor reads."""
    return site_of(request).renderer.speech(looks_of(request).language)


def page(
    request: Request, template: str, visitor: Visitor | None, *, status: int = 200, **context: object
) -> HTMLResponse:
    """A whole page; every page knows who looks, how they want it, and what time it is at the hospital."""
    site = site_of(request)
    clock = site.app.clock
    html = site.renderer.page(
        template,
        speech_of(request),
        visitor=visitor,
        places=PLACES[visitor.role] if visitor else (),
        looks=looks_of(request),
        path=request.url.path,
        now=clock.now(),
        clock_speed=clock.speed if isinstance(clock, DemoClock) else 1,
        **context,
    )
    return HTMLResponse(html, status)


def fragment(request: Request, template: str, it: object, *, status: int = 200) -> HTMLResponse:
    """One fragment."""
    return HTMLResponse(site_of(request).renderer.fragment(template, speech_of(request), it), status)


def is_fragment_request(request: Request) -> bool:
    """Whether the page asks for a part of itself, rather than a browser for a whole page."""
    return request.headers.get("hx-request") == "true"
