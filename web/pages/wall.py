"""The board as it hangs on a wall: no names, nothing to press, readable from across the room."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from web.auth import require
from web.live.views.board import WALL_ROLES, wall_view
from web.looks import looks_of
from web.pages.board import Sheet, draw
from web.sessions import Visitor

router = APIRouter()


@router.get("/wall")
def wall(request: Request, visitor: Annotated[Visitor, Depends(require(*WALL_ROLES))]) -> Response:
    """The whole hospital for everybody who passes."""
    view = wall_view(visitor, looks_of(request), request.query_params)
    return draw(request, visitor, view, Sheet("wall.html", "wall"))
