"""One demand's drawer: every bed for it, best first, with all reasons against, before anybody chooses."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.choices import choices
from bedcentre.usecases.board.demand import demand_detail, one_choice
from web.answers import fragment, is_fragment_request, speech_of
from web.auth import require
from web.fields import Id
from web.pages.board import board_with
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]


@router.get("/board/demand/{demand_id}")
def demand(request: Request, visitor: Coordinator, demand_id: Id, find: str = "") -> Response:
    """A demand, and the beds for it; ``find`` narrows them to labels or wards that contain it."""
    with site_of(request).app.reader() as reader:
        it = demand_detail(reader, demand_id, find)
    if is_fragment_request(request):
        return fragment(request, "demand.html", it)
    return board_with(request, visitor, "demand.html", it)


@router.get("/board/demand/{demand_id}/bed/{bed_id}")
def one_bed(request: Request, visitor: Coordinator, demand_id: Id, bed_id: Id) -> Response:
    """One bed for the demand: take it, or sign why in spite of what speaks against it."""
    with site_of(request).app.reader() as reader:
        it = one_choice(reader, demand_id, bed_id)
    if is_fragment_request(request):
        return fragment(request, "choice.html", it)
    return board_with(request, visitor, "choice.html", it)


@router.get("/board/demand/{demand_id}/fits")
def fits(request: Request, _: Coordinator, demand_id: Id) -> Response:
    """For the board while a bed is being chosen: by bed id, whether it suits (in time, or later), and the sentence."""
    say = speech_of(request)
    with site_of(request).app.reader() as reader:
        demand = reader.demand(demand_id)
        found = choices(reader, demand)
        now = reader.now
    answer = {}
    for each in found:
        free = say("web.choice.free", at=say.when(each.start, now))
        why = " ".join(say(reason) for reason in each.against) or free
        in_time = each.start <= max(demand.latest, now)
        fit = ("suits" if in_time else "later") if each.suitable else "taken" if each.taken else "refused"
        answer[each.bed_id] = [fit, why]
    return JSONResponse(answer)
