"""One box for everything: a patient by name, pinyin initials or number, a bed, a ward."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.finding import Found, find
from bedcentre.usecases.board.names import Names
from web.answers import fragment
from web.fields import Text
from web.pages.board import Watcher
from web.site import site_of

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was asked, and what answers it."""

    text: str
    found: tuple[Found, ...]


@router.post("/board/search")
def search(request: Request, visitor: Watcher, text: Text = "") -> Response:
    """What matches, nearest first. Those who see no names find no patients.

    What is typed is often a name: it travels in the body, for addresses end up in logs.
    """
    names = Names.FULL if visitor.role is Role.COORDINATOR else Names.NONE
    with site_of(request).app.reader() as reader:
        found = find(reader, text.strip(), names)
    return fragment(request, "findings.html", Findings(text=text.strip(), found=found))
