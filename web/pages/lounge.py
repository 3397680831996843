"""Into the discharge lounge, home from there, or back into a bed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.lounge import AskBedAgain, GoToLounge, LeaveLounge, UndoLeavingLounge
from web.acting import carry_out, said
from web.auth import require
from web.fields import Id
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Acting = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]


@router.post("/beds/{bed_id}/lounge")
def go(request: Request, visitor: Acting, bed_id: Id) -> Response:
    """The patient waits in the lounge; the bed waits for cleaning."""
    carry_out(request, visitor, GoToLounge(bed_id=bed_id))
    with site_of(request).app.reader() as reader:
        label = reader.bed(bed_id).bed.label
    return said(request, "discharge.told.lounge", bed=label, undo_path=f"/beds/{bed_id}/not-left")


@router.post("/lounge/{encounter_id}/left")
def left(request: Request, visitor: Acting, encounter_id: Id) -> Response:
    """The patient has left the house."""
    carry_out(request, visitor, LeaveLounge(encounter_id=encounter_id))
    return said(request, "discharge.told.left", undo_path=f"/lounge/{encounter_id}/not-left")


@router.post("/lounge/{encounter_id}/not-left")
def not_left(request: Request, visitor: Acting, encounter_id: Id) -> Response:
    """Undo: the patient is still there."""
    carry_out(request, visitor, UndoLeavingLounge(encounter_id=encounter_id))
    return said(request, "discharge.told.not_left")


@router.post("/lounge/{encounter_id}/bed")
def bed(request: Request, visitor: Acting, encounter_id: Id) -> Response:
    """The patient is not fit to go home."""
    carry_out(request, visitor, AskBedAgain(encounter_id=encounter_id))
    return said(request, "discharge.told.needs_bed")
