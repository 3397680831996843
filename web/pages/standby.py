"""The stand-by list, and freed slots offered to it; shown on the list of appointments."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bedcentre.domain.appointments import KIND_OF
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.standby.entries import JoinStandby, LeaveStandby
from bedcentre.usecases.standby.offers import CloseOpening, MakeOffer
from web.acting import carry_out, said
from web.auth import require
from web.fields import Id, Text
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]
Caring = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.SURGEON))]


@router.post("/standby")
def join_by_number(request: Request, visitor: Caring, mrn: Text = "") -> Response:
    """Put whatever a patient waits for on the list.

    Raises:
        BadInputError: nobody with that number waits for day surgery or a planned admission.
    """
    with site_of(request).app.reader() as reader:
        patient = reader.find_patient(mrn.strip())
        demands = reader.open_demands_of(patient.id) if patient is not None else []
    fitting = [each for each in demands if each.kind in KIND_OF]
    if not fitting:
        raise BadInputError(Message("input.standby_mrn", {"mrn": mrn.strip()}))
    return join(request, visitor, fitting[0].id)


@router.post("/standby/{demand_id}/join")
def join(request: Request, visitor: Caring, demand_id: Id) -> Response:
    """The patient would come earlier."""
    carry_out(request, visitor, JoinStandby(demand_id=demand_id))
    return said(request, "standby.said.joined")


@router.post("/standby/{demand_id}/leave")
def leave(request: Request, visitor: Caring, demand_id: Id) -> Response:
    """The patient keeps to what is planned."""
    carry_out(request, visitor, LeaveStandby(demand_id=demand_id))
    return said(request, "standby.said.left")


@router.post("/standby/openings/{opening_id}/offer")
def offer(request: Request, visitor: Coordinator, opening_id: Id) -> Response:
    """Ask the next whom it suits."""
    carry_out(request, visitor, MakeOffer(opening_id=opening_id))
    return said(request, "standby.said.offered")


@router.post("/standby/openings/{opening_id}/close")
def close(request: Request, visitor: Coordinator, opening_id: Id) -> Response:
    """Do not offer it any more."""
    carry_out(request, visitor, CloseOpening(opening_id=opening_id))
    return said(request, "standby.said.closed")
