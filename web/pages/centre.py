"""The admission and discharge centre (入出院服务中心): its five worklists on one page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bedcentre.domain.vocabulary import Role, SettlementWay
from bedcentre.usecases.centre.sheet import sheet
from web.answers import page
from web.auth import require
from web.live.following import line_of
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()


@router.get("/centre")
def centre(request: Request, visitor: Annotated[Visitor, Depends(require(Role.COORDINATOR))]) -> Response:
    """Everything the centre has in hand, live."""
    live = line_of(request, visitor, "centre")
    with site_of(request).app.reader() as reader:
        it = sheet(reader)
    return page(request, "centre.html", visitor, live=live, it=it, ways=tuple(SettlementWay))
