"""Why a demand gets this bed or none, what would help, and the ways out that are not commands of other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import AwareDatetime
from starlette.responses import Response

from bedcentre.domain.errors import NotFoundError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.planning.why.answer import Deed, Why
from bedcentre.usecases.ways_out import AgreeToLeaveEarlier, AskToLeaveEarlier, MakeRoom
from web import ways_out
from web.acting import carry_out, said
from web.answers import fragment, speech_of
from web.auth import require
from web.fields import Id
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]
OnWard = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyShown:
    """The part of a demand's drawer; without ``why`` there is no answer, for ``refusal``."""

    demand_id: int
    now: datetime
    why: Why | None = None
    refusal: Message | None = None
    form: Callable[[Deed], ways_out.Form] = ways_out.form_of


@router.get("/board/demand/{demand_id}/why")
def why(request: Request, _: Coordinator, demand_id: Id) -> Response:
    """The reasons and the ways out; it takes a moment, so the drawer asks for them once it is open."""
    site = site_of(request)
    now = site.app.clock.now()
    try:
        answer = site.explainer.why(demand_id)
    except NotFoundError:
        raise
    except RefusedError as refusal:
        return fragment(request, "why.html", WhyShown(demand_id=demand_id, now=now, refusal=refusal.reasons[0]))
    return fragment(request, "why.html", WhyShown(demand_id=demand_id, now=now, why=answer))


@router.post("/encounters/{encounter_id}/earlier")
def ask_earlier(
    request: Request, visitor: Coordinator, encounter_id: Id, by: Annotated[AwareDatetime, Form()]
) -> Response:
    """Ask the ward whether the patient can leave by then."""
    bed = _label_of(request, encounter_id)
    carry_out(request, visitor, AskToLeaveEarlier(encounter_id=encounter_id, by=by))
    now = site_of(request).app.clock.now()
    return said(request, "why.said.asked", bed=bed, by=speech_of(request).when(max(by, now), now))


@router.post("/milestones/{milestone_id}/agree")
def agree(request: Request, visitor: OnWard, milestone_id: Id) -> Response:
    """The ward says that the patient leaves by then."""
    with site_of(request).app.reader() as reader:
        encounter_id = reader.milestone(milestone_id).encounter_id
    bed = _label_of(request, encounter_id or 0)
    carry_out(request, visitor, AgreeToLeaveEarlier(milestone_id=milestone_id))
    return said(request, "why.said.agreed", bed=bed)


@router.post("/encounters/{encounter_id}/make-room")
def make_room(request: Request, visitor: Coordinator, encounter_id: Id, bed_id: Annotated[Id, Form()]) -> Response:
    """Ask for the patient's move to another bed, which is promised at once."""
    bed = _label_of(request, encounter_id)
    with site_of(request).app.reader() as reader:
        other = reader.bed(bed_id).bed.label
    carry_out(request, visitor, MakeRoom(encounter_id=encounter_id, bed_id=bed_id))
    return said(request, "why.said.makes_room", bed=bed, other=other)


def _label_of(request: Request, encounter_id: int) -> str:
    """The bed the patient lies in; nothing if in none, which the command then refuses."""
    with site_of(request).app.reader() as reader:
        situation = reader.bed_of(encounter_id)
        return situation.bed.label if situation is not None else ""
