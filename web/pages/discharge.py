"""One patient's way out: the whole checklist, transport and settlement, for the ward and for the centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.referrals import OnwardReferral
from bedcentre.domain.vocabulary import Destination, Role, SettlementWay
from bedcentre.usecases.centre.leaving import Leaver, leaver
from bedcentre.usecases.commands import require_ward
from bedcentre.usecases.discharge import AskTransport, BookTransport, Settle
from web.acting import carry_out, said
from web.answers import page, speech_of
from web.auth import require
from web.fields import Id, Text
from web.live.following import line_of
from web.sessions import Visitor
from web.site import site_of
from web.times import instant_of

router = APIRouter()

Acting = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]
Centre = Annotated[Visitor, Depends(require(Role.COORDINATOR))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The page. ``acts_for_all``: whoever looks works in the centre. ``back``: where they came from."""

    leaver: Leaver
    now: datetime
    ways: tuple[SettlementWay, ...]
    acts_for_all: bool
    back: str
    onward: OnwardReferral | None


@router.get("/discharge/{encounter_id}")
def checklist(request: Request, visitor: Acting, encounter_id: Id) -> Response:
    """The checklist, live."""
    live = line_of(request, visitor, "discharge")
    with site_of(request).app.reader() as reader:
        found = leaver(reader, visitor.role, encounter_id)
        require_ward(visitor.actor, found.ward.id, reader)
        centre = visitor.role is Role.COORDINATOR
        it = Checklist(
            leaver=found,
            now=reader.now,
            ways=tuple(SettlementWay),
            acts_for_all=centre,
            back="/centre" if centre else f"/ward/{found.ward.id}",
            onward=reader.onward_of(encounter_id),
        )
    return page(request, "discharge.html", visitor, live=live, it=it, destinations=tuple(Destination))


@router.post("/discharge/{encounter_id}/transport")
def transport(request: Request, visitor: Acting, encounter_id: Id) -> Response:
    """The patient needs to be driven."""
    carry_out(request, visitor, AskTransport(encounter_id=encounter_id))
    return said(request, "discharge.told.transport_asked")


@router.post("/discharge/{encounter_id}/transport/book")
def book(
    request: Request,
    visitor: Centre,
    encounter_id: Id,
    eta: Annotated[datetime | None, Form()] = None,
    booking: Text = "",
) -> Response:
    """A vehicle comes then; a time without a zone is the hospital's."""
    if eta is None:
        raise BadInputError(Message("input.transport_eta"))
    app = site_of(request).app
    now = app.clock.now()
    at = instant_of(request, eta)
    carry_out(request, visitor, BookTransport(encounter_id=encounter_id, eta=at, booking=booking))
    return said(request, "discharge.told.transport_booked", at=speech_of(request).when(at, now))


@router.post("/milestones/{milestone_id}/settle")
def settle(request: Request, visitor: Acting, milestone_id: Id, way: Annotated[SettlementWay, Form()]) -> Response:
    """The bill is settled."""
    carry_out(request, visitor, Settle(milestone_id=milestone_id, way=way))
    return said(request, "milestone.reached", step="@step.settlement", undo_path=f"/milestones/{milestone_id}/reopen")
