"""What if a ward were closed, more emergencies came, or a theatre ran one more session: asked, waited for, read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import Field
from starlette.responses import Response

from bedcentre.domain.messages import Message
from bedcentre.domain.places import Ward
from bedcentre.domain.theatres import TheatreSession
from bedcentre.planning.what_if import Trial
from bedcentre.usecases.ports import Reader
from optimizer.explain.changes import AddSession, CloseWard, MoreEmergencies
from web.answers import fragment, page
from web.fields import Id
from web.pages.board import Watcher
from web.site import site_of

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The question being answered, or answered last (None: none yet). ``counts``: by what becomes of people."""

    trial: Trial | None
    counts: tuple[tuple[str, int], ...]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be asked about."""

    wards: tuple[Ward, ...]
    sessions: tuple[TheatreSession, ...]
    now: datetime


@router.get("/whatif")
def what_if(request: Request, visitor: Watcher) -> Response:
    """The questions there are, and the last answer."""
    with site_of(request).app.reader() as reader:
        choices = Choices(wards=tuple(reader.wards()), sessions=_sessions(reader), now=reader.now)
    return page(request, "what_if.html", visitor, it=choices, answer=_answer(request))


@router.get("/whatif/answer")
def answer(request: Request, _: Watcher) -> Response:
    """How far it is."""
    return fragment(request, "what_if.html", _answer(request))


@router.post("/whatif/ward")
def close_ward(request: Request, _: Watcher, ward_id: Annotated[Id, Form()]) -> Response:
    """What if the ward took nobody new."""
    with site_of(request).app.reader() as reader:
        name = next((each.code for each in reader.wards() if each.id == ward_id), "")
    return _ask(request, CloseWard(ward=str(ward_id)), Message("what_if.closed", {"ward": name}))


@router.post("/whatif/emergencies")
def more_emergencies(request: Request, _: Watcher, percent: Annotated[int, Form(), Field(ge=1, le=200)]) -> Response:
    """What if so many more emergencies waited."""
    return _ask(request, MoreEmergencies(percent=percent), Message("what_if.emergencies", {"percent": percent}))


@router.post("/whatif/session")
def more_sessions(request: Request, _: Watcher, session_id: Annotated[Id, Form()]) -> Response:
    """What if there were one more theatre session like this one."""
    with site_of(request).app.reader() as reader:
        theatre = next((each.theatre for each in _sessions(reader) if each.id == session_id), "")
    return _ask(request, AddSession(session=str(session_id)), Message("what_if.session", {"theatre": theatre}))


@router.post("/whatif/cancel")
def cancel(request: Request, _: Watcher) -> Response:
    """Nobody wants the answer any more."""
    site_of(request).what_ifs.cancel()
    return fragment(request, "what_if.html", _answer(request))


def _ask(request: Request, question: CloseWard | MoreEmergencies | AddSession, what: Message) -> Response:
    site_of(request).what_ifs.ask(question, what)
    return fragment(request, "what_if.html", _answer(request))


def _answer(request: Request) -> Answer:
    site = site_of(request)
    trial = site.what_ifs.trial
    counts = Counter(each.name for each in (trial.shifts or ())) if trial is not None else Counter[str]()
    return Answer(trial=trial, counts=tuple(counts.most_common()), now=site.app.clock.now())


def _sessions(reader: Reader) -> tuple[TheatreSession, ...]:
    """The sessions that the plan of the coming hours knows."""
    end = reader.now + timedelta(hours=reader.policy.operational_hours)
    return tuple(reader.sessions(reader.now, end))
