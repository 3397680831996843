"""Dated sheets that work on paper when nothing else does: one per ward and one for the house."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bedcentre.domain.errors import NotFoundError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.numbers import numbers
from bedcentre.usecases.board.papers import ward_sheet
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.board.queue import cards
from bedcentre.usecases.board.wards import blocks
from bedcentre.usecases.commands import require_ward
from web.answers import page
from web.auth import require
from web.fields import Id
from web.pages.board import Watcher
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

SHEET_ROLES = (Role.COORDINATOR, Role.NURSE, Role.DIRECTOR, Role.ADMINISTRATOR)


@router.get("/print")
def house(request: Request, visitor: Watcher) -> Response:
    """The whole house on one sheet."""
    names = Names.FULL if visitor.role is Role.COORDINATOR else Names.NONE
    with site_of(request).app.reader() as reader:
        picture = take(reader)
    return page(
        request,
        "house_sheet.html",
        visitor,
        numbers=numbers(picture),
        blocks=blocks(picture),
        cards=list(cards(picture, names).values()),
    )


@router.get("/print/ward/{ward_id}")
def ward(request: Request, visitor: Annotated[Visitor, Depends(require(*SHEET_ROLES))], ward_id: Id) -> Response:
    """One ward on one sheet; names as the reader may see them."""
    own = visitor.role is Role.COORDINATOR or ward_id in visitor.actor.ward_ids
    with site_of(request).app.reader() as reader:
        require_ward(visitor.actor, ward_id, reader)
        if ward_id not in {each.id for each in reader.wards()}:
            raise NotFoundError(Message("missing.ward", {"id": ward_id}))
        it = ward_sheet(reader, ward_id, Names.FULL if own else Names.NONE)
    return page(request, "ward_sheet.html", visitor, it=it)
