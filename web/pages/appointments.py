"""Appointments of people at home: the coordinator's list, and the same for a surgeon's own patients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import AwareDatetime
from starlette.responses import Response

from bedcentre.domain.appointments import Reply
from bedcentre.domain.vocabulary import AppointmentKind, Role
from bedcentre.usecases.appointments.answers import AnswerNotice, CancelAppointment
from bedcentre.usecases.appointments.no_shows import LiftBlock, MarkNoShow, StrikeNoShow
from bedcentre.usecases.appointments.outbox import NoteContact
from bedcentre.usecases.appointments.sheet import AppointmentSheet, appointment_sheet
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import Id, Text
from web.live.following import line_of
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]
Caring = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.SURGEON))]
Kind = Annotated[AppointmentKind, Form()]
At = Annotated[AwareDatetime, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentsPage:
    """The list; ``role``: whose buttons it shows."""

    list: AppointmentSheet
    role: str
    now: datetime
    today: date


@router.get("/appointments")
def worklist(request: Request, visitor: Caring) -> Response:
    """Whom to telephone, who is expected, what is free and for whom, who stands by, who did not come."""
    live = line_of(request, visitor, "appointments")
    mine = visitor.actor.surgeon or "" if visitor.role is Role.SURGEON else None
    with site_of(request).app.reader() as reader:
        it = AppointmentsPage(
            list=appointment_sheet(reader, mine),
            role=visitor.role.value,
            now=reader.now,
            today=reader.now.astimezone(reader.zone).date(),
        )
    return page(request, "appointments.html", visitor, live=live, it=it)


@router.post("/appointments/{notice_id}/answer")
def answered(request: Request, visitor: Coordinator, notice_id: Id, reply: Annotated[Reply, Form()]) -> Response:
    """What the patient said on the telephone."""
    carry_out(request, visitor, AnswerNotice(notice_id=notice_id, reply=reply))
    return said(request, "appointments.said.answered")


@router.post("/appointments/demands/{demand_id}/cancel")
def cancel(request: Request, visitor: Caring, demand_id: Id, kind: Kind, at: At, reason: Text = "") -> Response:
    """The patient does not come at that time."""
    carry_out(request, visitor, CancelAppointment(demand_id=demand_id, kind=kind, at=at, reason=reason))
    return said(request, "appointments.said.cancelled")


@router.post("/appointments/demands/{demand_id}/missed")
def missed(request: Request, visitor: Caring, demand_id: Id, kind: Kind, at: At) -> Response:
    """Nobody came."""
    carry_out(request, visitor, MarkNoShow(demand_id=demand_id, kind=kind, at=at))
    return said(request, "appointments.said.missed")


@router.post("/appointments/patients/{patient_id}/contact")
def contact(request: Request, visitor: Coordinator, patient_id: Id, email: Text = "", phone: Text = "") -> Response:
    """How the patient is reached from now on."""
    carry_out(request, visitor, NoteContact(patient_id=patient_id, email=email, phone=phone))
    return said(request, "appointments.said.contact")


@router.post("/appointments/patients/{patient_id}/lift")
def lift(request: Request, visitor: Coordinator, patient_id: Id, reason: Text = "") -> Response:
    """New requests are taken again."""
    carry_out(request, visitor, LiftBlock(patient_id=patient_id, reason=reason))
    return said(request, "appointments.said.lifted")


@router.post("/appointments/no-shows/{no_show_id}/strike")
def strike(request: Request, visitor: Coordinator, no_show_id: Id, reason: Text = "") -> Response:
    """It does not count after all."""
    carry_out(request, visitor, StrikeNoShow(no_show_id=no_show_id, reason=reason))
    return said(request, "appointments.said.struck")
