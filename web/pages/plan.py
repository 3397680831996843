"""The newest plan in figures: what it costs, what the instant plan would have cost, how far it is from proven best."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from bedcentre.usecases.board.picture import take
from bedcentre.usecases.board.plan import plan_figures
from web.answers import page
from web.pages.board import Watcher
from web.site import site_of

router = APIRouter()


@router.get("/plan")
def plan(request: Request, visitor: Watcher) -> Response:
    """The plan's figures."""
    with site_of(request).app.reader() as reader:
        figures = plan_figures(take(reader))
    return page(request, "plan.html", visitor, it=figures)
