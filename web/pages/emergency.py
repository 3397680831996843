"""The emergency department: its form for a bed, and its list of who waits, with what is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, ConfigDict, field_validator
from starlette.responses import Response

from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.places import Specialty
from bedcentre.domain.vocabulary import (
    Centre,
    DemandKind,
    Deposit,
    EscalationWay,
    Feature,
    Role,
    Route,
    Sex,
    Triage,
)
from bedcentre.usecases.emergency.care import EnterRecovery, RecordDeposit, ReportEmergency, RouteEmergency
from bedcentre.usecases.emergency.escalation import AnswerEscalation
from bedcentre.usecases.emergency.sheet import sheet
from bedcentre.usecases.milestones import step_word
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.requests import RegisterPatient, RequestBed, organism_of
from web.acting import carry_out, said
from web.answers import fragment, is_fragment_request, page
from web.auth import require
from web.fields import LONGEST_TEXT, Id, Text
from web.live.following import line_of
from web.pages.board import board_with
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]
Receiving = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.NURSE))]
Told = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.DIRECTOR, Role.NURSE))]

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
    organism: str = ""
    note: str = ""
    centre: Centre | None = None
    route: Route = Route.EMERGENCY_ROOM
    deposit: Deposit = Deposit.UNPAID

    @field_validator("centre", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return value or None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyQuestions:
    """What the form offers to choose from."""

    specialties: tuple[Specialty, ...]
    triages: tuple[Triage, ...]
    needs: tuple[Feature, ...]
    centres: tuple[Centre, ...] = tuple(Centre)
    routes: tuple[Route, ...] = tuple(Route)


@router.get("/board/emergency")
def ask(request: Request, visitor: Coordinator) -> Response:
    """The empty form."""
    with site_of(request).app.reader() as reader:
        specialties = tuple(reader.specialties())
    it = questions(specialties)
    if is_fragment_request(request):
        return fragment(request, "emergency.html", it)
    return board_with(request, visitor, "emergency.html", it)


@router.post("/demands/emergency")
def report(request: Request, visitor: Receiving, form: Annotated[EmergencyForm, Form()]) -> Response:
    """Put the patient into the queue; the boarding clock starts."""
    app = site_of(request).app
    now = app.clock.now()
    person = RegisterPatient(
        mrn=form.mrn,
        name=form.name,
        pinyin=name_initials(form.name),
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
        organism=organism_of(form.organism),
        note=form.note,
    )
    newcomer = RequestForNewcomer(person=person, request=asked)
    reported = ReportEmergency(newcomer=newcomer, centre=form.centre, route=form.route, deposit=form.deposit)
    carry_out(request, visitor, reported)
    return said(request, "web.said.emergency", name=form.name)


@router.get("/emergency")
def waits(request: Request, visitor: Told) -> Response:
    """Who waits, who comes, what was carried up; live."""
    live = line_of(request, visitor, "emergency")
    with site_of(request).app.reader() as reader:
        it = sheet(reader, visitor.actor)
        asks = questions(tuple(reader.specialties()))
    receives = visitor.role is not Role.DIRECTOR
    chooses = visitor.role is Role.COORDINATOR
    return page(request, "emergency.html", visitor, live=live, it=it, asks=asks, receives=receives, chooses=chooses)


@router.post("/emergency/escalations/{milestone_id}/answer")
def answer(
    request: Request,
    visitor: Told,
    milestone_id: Id,
    way: Annotated[EscalationWay | None, Form()] = None,
    note: Text = "",
    bed_id: Annotated[Id | None, Form()] = None,
) -> Response:
    """Say what is done about a long wait."""
    carry_out(request, visitor, AnswerEscalation(milestone_id=milestone_id, way=way, note=note, bed_id=bed_id))
    with site_of(request).app.reader() as reader:
        step = step_word(reader.milestone(milestone_id))
    return said(request, "emergency.told.answered", step=step)


@router.post("/emergency/{demand_id}/deposit")
def deposit(request: Request, visitor: Receiving, demand_id: Id) -> Response:
    """A deposit was paid."""
    carry_out(request, visitor, RecordDeposit(demand_id=demand_id, deposit=Deposit.PAID))
    return said(request, "emergency.told.paid")


@router.post("/emergency/{demand_id}/route")
def route(request: Request, visitor: Receiving, demand_id: Id, way: Annotated[Route, Form()]) -> Response:
    """The patient goes another way."""
    carry_out(request, visitor, RouteEmergency(demand_id=demand_id, route=way))
    return said(request, "emergency.told.routed")


@router.post("/emergency/{demand_id}/recovery")
def recovery(request: Request, visitor: Receiving, demand_id: Id) -> Response:
    """The operation is over."""
    carry_out(request, visitor, EnterRecovery(demand_id=demand_id))
    return said(request, "emergency.told.recovering")


def questions(specialties: tuple[Specialty, ...]) -> EmergencyQuestions:
    """What the forms of emergencies and ambulances offer to choose from."""
    return EmergencyQuestions(specialties=specialties, triages=tuple(Triage), needs=NEEDS)
