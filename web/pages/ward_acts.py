"""What only a ward does: say when a patient will leave, and move one within the ward."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.beds import not_now
from bedcentre.usecases.commands import require_ward
from bedcentre.usecases.stays import ExpectDischarge, MovePatient
from web.acting import carry_out, said
from web.answers import speech_of
from web.auth import require
from web.fields import Id
from web.sessions import Visitor
from web.site import site_of
from web.times import instant_of

router = APIRouter()

Nurse = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]


@router.post("/beds/{bed_id}/discharge")
def discharge(
    request: Request, visitor: Nurse, bed_id: Id, expected: Annotated[datetime | None, Form()] = None
) -> Response:
    """Say when the patient will leave; a time without a zone is the hospital's."""
    if expected is None:
        raise BadInputError(Message("input.expected_missing"))
    app = site_of(request).app
    now = app.clock.now()
    at = instant_of(request, expected)
    carry_out(request, visitor, ExpectDischarge(bed_id=bed_id, expected=at))
    with app.reader() as reader:
        label = reader.bed(bed_id).bed.label
    return said(request, "ward.told.expected", bed=label, at=speech_of(request).when(at, now))


@router.post("/beds/{bed_id}/move")
def move(request: Request, visitor: Nurse, bed_id: Id, to_bed_id: Annotated[Id, Form(alias="bed_id")]) -> Response:
    """Move the patient of one bed to another, at once."""
    with site_of(request).app.reader() as reader:
        situation = reader.bed(bed_id)
        require_ward(visitor.actor, situation.ward.id, reader)
        label = reader.bed(to_bed_id).bed.label
    if situation.encounter is None:
        raise RefusedError(not_now(situation))
    carry_out(request, visitor, MovePatient(encounter_id=situation.encounter.id, bed_id=to_bed_id))
    return said(request, "ward.told.moved", bed=label)
