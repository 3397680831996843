"""The board of the whole hospital, alone or with a bed's or demand's drawer open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bedcentre.domain.vocabulary import BedState, Feature
from bedcentre.usecases.board.numbers import numbers
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.board.plan import plan_figures
from bedcentre.usecases.board.queue import cards
from bedcentre.usecases.board.wards import blocks
from web.answers import Line, page
from web.auth import require
from web.live.views.board import BOARD_ROLES, BoardView, ShownCard, board_view
from web.looks import looks_of
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Watcher = Annotated[Visitor, Depends(require(*BOARD_ROLES))]


@router.get("/board")
def board(request: Request, visitor: Watcher) -> Response:
    """The whole hospital."""
    return board_with(request, visitor)


def board_with(request: Request, visitor: Visitor, drawer: str = "", it: object | None = None) -> Response:
    """The board, with the fragment ``drawer`` showing ``it`` in its drawer, if any."""
    view = board_view(visitor, looks_of(request), request.query_params)
    return draw(request, visitor, view, Sheet("board.html", "board", drawer, it))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's template, the kind of its socket, and the fragment in its drawer with what that shows."""

    template: str
    kind: str
    drawer: str = ""
    it: object | None = None


def draw(request: Request, visitor: Visitor, view: BoardView, sheet: Sheet) -> Response:
    """A page of the whole hospital that then lives on through its socket."""
    site = site_of(request)
    channel = site.hub.channel_id(view)
    with site.app.reader() as reader:
        picture = site.outlooks.added_to(take(reader))
    shown = cards(picture, view.names) if view.queue else {}
    return page(
        request,
        sheet.template,
        visitor,
        live=Line(kind=sheet.kind, channel=channel, sequence=picture.sequence),
        acts=view.acts,
        blocks=blocks(picture),
        numbers=numbers(picture),
        cards=[ShownCard(card=card, acts=view.acts) for card in shown.values()],
        plan=plan_figures(picture),
        states=tuple(BedState),
        features=tuple(Feature),
        drawer=sheet.drawer,
        it=sheet.it,
    )
