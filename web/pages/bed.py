"""One bed's drawer, with its own address."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import SYSTEM
from bedcentre.usecases.board.bed import detail
from bedcentre.usecases.board.names import Names
from web.answers import fragment, is_fragment_request, speech_of
from web.drawers import Drawer
from web.fields import Id
from web.pages.board import Watcher, board_with
from web.site import site_of

router = APIRouter()


@router.get("/board/bed/{bed_id}")
def bed(request: Request, visitor: Watcher, bed_id: Id) -> Response:
    """Everything about one bed: the drawer alone for a page that is open, the board with the drawer otherwise."""
    site = site_of(request)
    acts = visitor.role is Role.COORDINATOR
    people = {SYSTEM.user_id: speech_of(request)("role.system")}
    people |= {user.id: user.name for user in site.app.users.all()}
    with site.app.reader() as reader:
        it = Drawer(shown=detail(reader, bed_id, Names.FULL if acts else Names.NONE, people), acts=acts)
    if is_fragment_request(request):
        return fragment(request, "bed.html", it)
    return board_with(request, visitor, "bed.html", it)
