"""What only a ward does: say when a patient will leave, move one within the ward, ask for a bed elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import MoveCause, Role
from bedcentre.usecases.beds import not_now
from bedcentre.usecases.commands import require_ward
from bedcentre.usecases.isolation import SayIsolation
from bedcentre.usecases.moves import AskMove, TakeMoveBack
from bedcentre.usecases.stays import ExpectDischarge, MovePatient
from web.acting import carry_out, said
from web.answers import speech_of
from web.auth import require
from web.fields import LONGEST_TEXT, Id, Text
from web.sessions import Visitor
from web.site import site_of
from web.times import instant_of

router = APIRouter()

Nurse = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]


class MoveForm(BaseModel):
    """Why the patient needs another bed, who treats there, and what is to be isolated."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    cause: MoveCause
    specialty: str = ""
    organism: str = ""
    note: str = ""


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
    return said(request, "ward.told.expected", bed=_label(request, bed_id), at=speech_of(request).when(at, now))


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


@router.post("/beds/{bed_id}/elsewhere")
def ask_move(
    request: Request,
    visitor: Nurse,
    bed_id: Id,
    form: Annotated[MoveForm, Form()],
) -> Response:
    """The patient needs another bed."""
    carry_out(request, visitor, AskMove(bed_id=bed_id, **dict(form)))
    return said(request, "moves.told.asked", bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/isolation")
def say_isolation(request: Request, visitor: Nurse, bed_id: Id, organism: Text = "") -> Response:
    """The patient is to be isolated, or not any more."""
    carry_out(request, visitor, SayIsolation(bed_id=bed_id, organism=organism))
    key = "moves.told.isolated" if organism.strip() else "moves.told.not_isolated"
    return said(request, key, bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/elsewhere/back")
def take_move_back(request: Request, visitor: Nurse, bed_id: Id, reason: Text = "") -> Response:
    """The patient stays there after all."""
    carry_out(request, visitor, TakeMoveBack(bed_id=bed_id, reason=reason))
    return said(request, "moves.told.back", bed=_label(request, bed_id))


def _label(request: Request, bed_id: int) -> str:
    with site_of(request).app.reader() as reader:
        return reader.bed(bed_id).bed.label
