"""The day's list of day surgery, for the centre's nurse, the surgeons and the coordinator: one tap for each step."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import CaseCause, Role
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.day_surgery.day import MAY_OVERRIDE_CHECKS, ArriveCase, EndOperation, StartOperation, StepBack
from bedcentre.usecases.day_surgery.ending import CancelCase, ConvertCase, NoteNoShow
from bedcentre.usecases.day_surgery.order import OrderList
from bedcentre.usecases.day_surgery.sheet import DaySheet, sheet
from bedcentre.usecases.ports import Reader
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import WRITTEN_ID, Id, Text
from web.live.following import line_of
from web.live.views.day_surgery import DAY_SURGERY_ROLES
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Acting = Annotated[Visitor, Depends(require(*DAY_SURGERY_ROLES))]
RECEIVING = (Role.NURSE, Role.COORDINATOR)
Receiving = Annotated[Visitor, Depends(require(*RECEIVING))]

REASONS = ("vomiting", "pain", "bleeding", "anaesthesia")
"""The usual reasons for a night in the house."""


@router.get("/day-surgery")
def day_list(request: Request, visitor: Acting, day: str = "") -> Response:
    """The list of a day (today, if none is named), live."""
    live = line_of(request, visitor, "day-surgery")
    with site_of(request).app.reader() as reader:
        it = sheet(reader, visitor.actor, day_of(reader, day))
    return page(
        request,
        "day_surgery.html",
        visitor,
        live=live,
        it=it,
        receives=visitor.role in RECEIVING,
        overrides=visitor.role in MAY_OVERRIDE_CHECKS,
        causes=tuple(CaseCause),
        reasons=REASONS,
    )


@router.get("/day-surgery/print")
def paper(request: Request, visitor: Acting, day: str = "") -> Response:
    """The list of a day on paper."""
    with site_of(request).app.reader() as reader:
        it: DaySheet = sheet(reader, visitor.actor, day_of(reader, day))
    return page(request, "day_surgery_sheet.html", visitor, it=it)


@router.post("/day-surgery/{demand_id}/arrive")
def arrive(request: Request, visitor: Receiving, demand_id: Id) -> Response:
    """The patient is here."""
    done = carry_out(request, visitor, ArriveCase(demand_id=demand_id))
    with site_of(request).app.reader() as reader:
        bay = reader.bed_of(done.made or 0)
    return said(request, "day_surgery.told.arrived", bed=bay.bed.label if bay is not None else "")


@router.post("/day-surgery/{demand_id}/start")
def start(request: Request, visitor: Acting, demand_id: Id, override: Text = "") -> Response:
    """The patient goes to the theatre."""
    carry_out(request, visitor, StartOperation(demand_id=demand_id, override=override))
    return said(request, "day_surgery.told.started", undo_path=f"/day-surgery/{demand_id}/back")


@router.post("/day-surgery/{demand_id}/end")
def end(request: Request, visitor: Acting, demand_id: Id) -> Response:
    """The operation is over."""
    carry_out(request, visitor, EndOperation(demand_id=demand_id))
    return said(request, "day_surgery.told.ended", undo_path=f"/day-surgery/{demand_id}/back")


@router.post("/day-surgery/{demand_id}/back")
def back(request: Request, visitor: Acting, demand_id: Id) -> Response:
    """The last tap was a mistake."""
    carry_out(request, visitor, StepBack(demand_id=demand_id))
    return said(request, "day_surgery.told.back")


@router.post("/day-surgery/{demand_id}/cancel")
def cancel(
    request: Request, visitor: Acting, demand_id: Id, cause: Annotated[CaseCause, Form()], reason: Text = ""
) -> Response:
    """The operation does not take place."""
    carry_out(request, visitor, CancelCase(demand_id=demand_id, cause=cause, reason=reason))
    return said(request, "day_surgery.told.cancelled")


@router.post("/day-surgery/{demand_id}/no-show")
def no_show(request: Request, visitor: Receiving, demand_id: Id) -> Response:
    """The patient did not come."""
    carry_out(request, visitor, NoteNoShow(demand_id=demand_id))
    return said(request, "day_surgery.told.no_show")


@router.post("/day-surgery/{demand_id}/convert")
def convert(request: Request, visitor: Acting, demand_id: Id, reason: Text = "") -> Response:
    """The patient needs a bed overnight."""
    carry_out(request, visitor, ConvertCase(demand_id=demand_id, reason=reason))
    return said(request, "day_surgery.told.converted")


@router.post("/day-surgery/sessions/{session_id}/order")
def order(request: Request, visitor: Acting, session_id: Id, demands: Text = "") -> Response:
    """The session's patients in another order: ``demands`` are their numbers with spaces between."""
    ids = tuple(int(each) for each in demands.split() if WRITTEN_ID.fullmatch(each))
    carry_out(request, visitor, OrderList(session_id=session_id, demand_ids=ids))
    return said(request, "day_surgery.told.ordered")


def day_of(reader: Reader, written: str) -> date:
    """The day that an address names; today, if it names none.

    Raises:
        BadInputError: there is no such day.
    """
    if not written:
        return today(reader)
    if not re.fullmatch(r"2\d{3}-\d\d-\d\d", written):
        raise BadInputError(Message("input.day"))
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadInputError(Message("input.day")) from error
