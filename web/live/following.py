"""A page that follows a worklist: its line to the server, and the mark it shows first."""

from __future__ import annotations

from starlette.requests import Request

from web.answers import Line
from web.live.kinds import view_of
from web.looks import looks_of
from web.sessions import Visitor
from web.site import site_of


def line_of(request: Request, visitor: Visitor, kind: str, query: str = "") -> Line:
    """The line of a live list; called before the page reads what it shows, so that nothing falls in between.

    ``query`` is added to the socket's address ("&ward=3").
    """
    site = site_of(request)
    view = view_of(kind, visitor, looks_of(request), request.query_params)
    channel = site.hub.channel_id(view)
    with site.app.reader() as reader:
        return Line(kind=kind, channel=channel, sequence=reader.sequence(), query=query)
