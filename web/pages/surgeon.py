"""A surgeon's page: ask for a day-surgery slot, see what is free and why not, and follow one's requests.

The form names a patient: it travels in the body even where it only asks, for addresses end up in logs.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.messages import Message
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.slots.cases import closed_cases, open_cases
from web.acting import carry_out
from web.answers import fragment, page
from web.auth import require
from web.errors import status_of
from web.live.views.surgeon import SURGEON_ROLES, case_fragment, closed_fragment, surgeon_of, surgeon_view, taken_mark
from web.looks import looks_of
from web.pages.surgeon_form import PatientPart, Typed, blank, command_of, errors_of, form_of, patient_part, slots_part
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Surgeon = Annotated[Visitor, Depends(require(*SURGEON_ROLES))]


@router.get("/surgeon")
def own_requests(request: Request, visitor: Surgeon) -> Response:
    """The form and the surgeon's own requests, live."""
    site = site_of(request)
    view = surgeon_view(visitor, looks_of(request), {})
    channel = site.hub.channel_id(view)
    with site.app.reader() as reader:
        picture = take(reader)
        closed = closed_cases(reader, picture, view.surgeon)
        form = form_of(reader, view.surgeon, blank(reader), {})
    return page(
        request,
        "surgeon.html",
        visitor,
        live={"kind": "surgeon", "channel": channel, "sequence": picture.sequence, "query": ""},
        form=form,
        taken=taken_mark(picture),
        cases=[case_fragment(case) for case in open_cases(picture, view.surgeon).values()],
        closed=[closed_fragment(case) for case in closed],
    )


@router.post("/surgeon/slots")
def slots(request: Request, visitor: Surgeon, typed: Annotated[Typed, Form()]) -> Response:
    """The free slots for what has been chosen so far."""
    with site_of(request).app.reader() as reader:
        return fragment(request, "surgeon/slots.html", slots_part(reader, surgeon_of(visitor), typed, {}))


@router.post("/surgeon/patient")
def patient(request: Request, visitor: Surgeon, typed: Annotated[Typed, Form()]) -> Response:
    """Who has the record number that was typed, or the fields for somebody new; strangers only so often."""
    with site_of(request).app.reader() as reader:
        part = patient_part(reader, surgeon_of(visitor), typed, {})
    _count(request, visitor, part)
    return fragment(request, "surgeon/patient.html", part)


def _count(request: Request, visitor: Visitor, part: PatientPart) -> None:
    """Count a stranger, before anything of them is answered."""
    if part.known is not None and not part.own:
        site_of(request).limits.strangers.spend(visitor.actor.user_id)


@router.post("/surgeon/requests")
def ask(request: Request, visitor: Surgeon, typed: Annotated[Typed, Form()]) -> Response:
    """Ask for the slot: a new form if it is done, else the same with what is wrong at each field."""
    app = site_of(request).app
    surgeon = surgeon_of(visitor)
    with app.reader() as reader:
        command, errors = command_of(reader, surgeon, typed)
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY
    if command is not None:
        try:
            carry_out(request, visitor, command)
        except HospitalError as refusal:
            errors, status = errors_of(refusal), status_of(refusal)
    with app.reader() as reader:
        if errors:
            form = form_of(reader, surgeon, typed, errors)
            _count(request, visitor, form.patient)
            return fragment(request, "surgeon/form.html", form, status=status)
        done = Message("surgeon.done.booked" if typed.slot else "surgeon.done.asked")
        return fragment(request, "surgeon/form.html", form_of(reader, surgeon, blank(reader), {}, done))
