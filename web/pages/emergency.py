"""The emergency department asks for a bed: one form, one clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, ConfigDict
from pypinyin import Style, lazy_pinyin
from starlette.responses import Response

from bedcentre.domain.places import Specialty
from bedcentre.domain.vocabulary import DemandKind, Feature, Role, Sex, Triage
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from web.acting import carry_out, said
from web.answers import fragment, is_fragment_request
from web.auth import require
from web.fields import LONGEST_TEXT
from web.pages.board import board_with
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]

NEEDS = (Feature.OXYGEN, Feature.SUCTION, Feature.TELEMETRY, Feature.VENTILATOR, Feature.ICU, Feature.NEGATIVE_PRESSURE)
"""What an emergency patient is asked about; the rest can wait."""


class EmergencyForm(BaseModel):
    """The form as it is filled in."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    mrn: str
    name: str
    sex: Sex
    birth_date: date
    specialty: str
    triage: Triage
    stay_hours: int = 72
    severe: bool = False
    needs: list[Feature] = []
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyQuestions:
    """What the form offers to choose from."""

    specialties: tuple[Specialty, ...]
    triages: tuple[Triage, ...]
    needs: tuple[Feature, ...]


@router.get("/board/emergency")
def ask(request: Request, visitor: Coordinator) -> Response:
    """The empty form."""
    with site_of(request).app.reader() as reader:
        specialties = tuple(reader.specialties())
    it = EmergencyQuestions(specialties=specialties, triages=tuple(Triage), needs=NEEDS)
    if is_fragment_request(request):
        return fragment(request, "emergency.html", it)
    return board_with(request, visitor, "emergency.html", it)


@router.post("/demands/emergency")
def report(request: Request, visitor: Coordinator, form: Annotated[EmergencyForm, Form()]) -> Response:
    """Put the patient into the queue; the boarding clock starts."""
    app = site_of(request).app
    now = app.clock.now()
    person = RegisterPatient(
        mrn=form.mrn,
        name=form.name,
        pinyin="".join(lazy_pinyin(form.name, style=Style.FIRST_LETTER)),
        sex=form.sex,
        birth_date=form.birth_date,
    )
    asked = RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=0,
        specialty=form.specialty,
        wanted_from=now,
        latest=now + app.policy.boarding_limit[form.triage],
        stay_minutes=form.stay_hours * 60,
        triage=form.triage,
        severe=form.severe,
        needs=frozenset(form.needs),
        note=form.note,
    )
    carry_out(request, visitor, RequestForNewcomer(person=person, request=asked))
    return said(request, "web.said.emergency", name=form.name)
