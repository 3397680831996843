"""Pre-admissions: the coordinator's worklist, and the same for a surgeon's own patients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.preadmission import CRITERIA
from bedcentre.domain.vocabulary import Role
from bedcentre.planning.exams import book, device_at
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.exams import BookExams, CancelExam, ExamSlot, MissExam
from bedcentre.usecases.milestones import step_word
from bedcentre.usecases.preadmission import (
    AcceptResult,
    EndPreAdmission,
    LengthenPreAdmission,
    OpenPreAdmission,
    ProposePreAdmission,
)
from bedcentre.usecases.preadmission_list import PreAdmissionList, pre_admission_list
from bedcentre.usecases.requests import FARTHEST, too_far
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import Id, Text
from web.live.following import line_of
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

SECONDS_FOR_ONE, SECONDS_FOR_ALL = 1.0, 1.5
"""How long the best slots are looked for, at most."""

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]
Proposing = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.SURGEON))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionPage:
    """The list; ``role``: whose buttons it shows."""

    list: PreAdmissionList
    role: str
    now: datetime
    today: date


@router.get("/preadmission")
def worklist(request: Request, visitor: Proposing) -> Response:
    """Who is in pre-admission, what is missing, who must act, and how long the clock still runs."""
    live = line_of(request, visitor, "preadmission")
    mine = visitor.actor.surgeon or "" if visitor.role is Role.SURGEON else None
    with site_of(request).app.reader() as reader:
        it = PreAdmissionPage(
            list=pre_admission_list(reader, Names.FULL, mine),
            role=visitor.role.value,
            now=reader.now,
            today=reader.now.astimezone(reader.zone).date(),
        )
    return page(request, "preadmission.html", visitor, live=live, it=it, criteria=CRITERIA)


@router.post("/preadmission/book")
def book_all(request: Request, visitor: Coordinator) -> Response:
    """Book every test of everybody that has no slot yet."""
    return _book(request, visitor, None, SECONDS_FOR_ALL)


@router.post("/preadmission/{demand_id}/book")
def book_one(request: Request, visitor: Coordinator, demand_id: Id) -> Response:
    """Book all tests of one patient that have no slot yet."""
    return _book(request, visitor, demand_id, SECONDS_FOR_ONE)


@router.post("/preadmission/{demand_id}/propose")
def propose(
    request: Request, visitor: Proposing, demand_id: Id, confirmed: Annotated[list[str] | None, Form()] = None
) -> Response:
    """Put the criteria on the list, some of them confirmed."""
    carry_out(request, visitor, ProposePreAdmission(demand_id=demand_id, confirmed=frozenset(confirmed or ())))
    return said(request, "preadmission.said.proposed")


@router.post("/preadmission/{demand_id}/open")
def begin(request: Request, visitor: Coordinator, demand_id: Id) -> Response:
    """Let the clock run and the checklist be worked off."""
    carry_out(request, visitor, OpenPreAdmission(demand_id=demand_id))
    return said(request, "preadmission.said.opened")


@router.post("/preadmission/{demand_id}/lengthen")
def lengthen(request: Request, visitor: Coordinator, demand_id: Id, approval: Text = "") -> Response:
    """The insurance approved a longer clock."""
    carry_out(request, visitor, LengthenPreAdmission(demand_id=demand_id, approval=approval))
    return said(request, "preadmission.said.lengthened")


@router.post("/preadmission/{demand_id}/end")
def end(request: Request, visitor: Coordinator, demand_id: Id, reason: Text = "") -> Response:
    """Give it up; the bed is still wanted."""
    carry_out(request, visitor, EndPreAdmission(demand_id=demand_id, reason=reason))
    return said(request, "preadmission.said.ended")


@router.post("/preadmission/tests/{milestone_id}/accept")
def accept(
    request: Request, visitor: Coordinator, milestone_id: Id, taken_on: Annotated[date, Form()], hospital: Text = ""
) -> Response:
    """Another hospital's result does."""
    carry_out(request, visitor, AcceptResult(milestone_id=milestone_id, hospital=hospital, taken_on=taken_on))
    return said(request, "milestone.reached", step=_step(request, milestone_id))


@router.post("/preadmission/tests/{milestone_id}/move")
def move(request: Request, visitor: Coordinator, milestone_id: Id, start: Annotated[datetime, Form()]) -> Response:
    """Take another slot for one test; ``start`` is the hospital's wall clock."""
    site = site_of(request)
    at = start.replace(tzinfo=site.app.settings.zone)
    with site.app.reader() as reader:
        if abs(at - reader.now) > FARTHEST:
            raise BadInputError(too_far(at))
        milestone = reader.milestone(milestone_id)
        device = device_at(reader, milestone.step, at)
    if device is None or milestone.demand_id is None:
        raise RefusedError(Message("refusal.no_device", {"exam": step_word(milestone), "start": at}))
    slot = ExamSlot(milestone_id=milestone_id, device_id=device.id, start=at)
    carry_out(request, visitor, BookExams(demand_id=milestone.demand_id, slots=(slot,)))
    return said(request, "preadmission.said.moved", step=step_word(milestone))


@router.post("/preadmission/tests/{milestone_id}/cancel")
def cancel(request: Request, visitor: Coordinator, milestone_id: Id, booking_id: Annotated[Id, Form()]) -> Response:
    """The patient does not come to this slot."""
    carry_out(request, visitor, CancelExam(booking_id=booking_id, milestone_id=milestone_id))
    return said(request, "preadmission.said.cancelled", step=_step(request, milestone_id))


@router.post("/preadmission/tests/{milestone_id}/missed")
def missed(request: Request, visitor: Coordinator, milestone_id: Id, booking_id: Annotated[Id, Form()]) -> Response:
    """The patient did not come."""
    carry_out(request, visitor, MissExam(booking_id=booking_id, milestone_id=milestone_id))
    return said(request, "preadmission.said.missed", step=_step(request, milestone_id))


def _book(request: Request, visitor: Visitor, demand_id: int | None, seconds: float) -> Response:
    demand_ids = None if demand_id is None else [demand_id]
    done = book(site_of(request).app, visitor.actor, demand_ids, seconds=seconds)
    key = "preadmission.said.partly" if done.left_out else "preadmission.said.booked"
    return said(request, key, tests=done.tests, patients=done.patients, left_out=done.left_out)


def _step(request: Request, milestone_id: int) -> str:
    with site_of(request).app.reader() as reader:
        return step_word(reader.milestone(milestone_id))
