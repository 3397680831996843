"""Ambulances on their way: announced, late, called off, arrived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.responses import Response

from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.vocabulary import Centre, Deposit, Feature, Route, Sex, Triage
from bedcentre.usecases.emergency.ambulances import (
    AmbulanceArrives,
    AnnounceAmbulance,
    CallOffAmbulance,
    DelayAmbulance,
    KeepBedForAmbulance,
)
from bedcentre.usecases.requests import RegisterPatient
from web.acting import carry_out, said
from web.answers import speech_of
from web.fields import LONGEST_TEXT, Id, Text
from web.pages.emergency import Receiving
from web.site import site_of

router = APIRouter()

Minutes = Annotated[int, Field(ge=0, le=12 * 60)]
"""How soon an ambulance comes."""


class AmbulanceForm(BaseModel):
    """What the crew tells."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    minutes: Minutes
    sex: Sex
    age: int
    specialty: str
    triage: Triage
    stay_hours: int = 72
    severe: bool = False
    needs: list[Feature] = []
    centre: Centre | None = None
    route: Route = Route.EMERGENCY_ROOM
    report: str = ""

    @field_validator("centre", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return value or None


class ArrivalForm(BaseModel):
    """Who it is, now that they are here."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    mrn: str
    name: str
    sex: Sex
    birth_date: date
    deposit: Deposit = Deposit.UNPAID


@router.post("/ambulances")
def announce(request: Request, visitor: Receiving, form: Annotated[AmbulanceForm, Form()]) -> Response:
    """A patient is on the way; a bed is kept."""
    app = site_of(request).app
    command = AnnounceAmbulance(
        eta=app.clock.now() + timedelta(minutes=form.minutes),
        sex=form.sex,
        age=form.age,
        specialty=form.specialty,
        triage=form.triage,
        stay_minutes=form.stay_hours * 60,
        severe=form.severe,
        needs=frozenset(form.needs),
        centre=form.centre,
        route=form.route,
        report=form.report,
    )
    made = carry_out(request, visitor, command).made
    with app.reader() as reader:
        ambulance = reader.ambulance(made or 0)
        bed = reader.bed(ambulance.bed_id).bed.label if ambulance.bed_id is not None else ""
    if not bed:
        return said(request, "emergency.told.announced_no_bed")
    return said(request, "emergency.told.announced", bed=bed, until=speech_of(request).clock(ambulance.until))


@router.post("/ambulances/{ambulance_id}/delay")
def delay(request: Request, visitor: Receiving, ambulance_id: Id, minutes: Annotated[Minutes, Form()]) -> Response:
    """It comes later, or sooner."""
    at = site_of(request).app.clock.now() + timedelta(minutes=minutes)
    carry_out(request, visitor, DelayAmbulance(ambulance_id=ambulance_id, eta=at))
    return said(request, "emergency.told.delayed", at=speech_of(request).clock(at))


@router.post("/ambulances/{ambulance_id}/keep")
def keep(request: Request, visitor: Receiving, ambulance_id: Id) -> Response:
    """Look again for a bed."""
    carry_out(request, visitor, KeepBedForAmbulance(ambulance_id=ambulance_id))
    return said(request, "emergency.told.kept")


@router.post("/ambulances/{ambulance_id}/call-off")
def call_off(request: Request, visitor: Receiving, ambulance_id: Id, reason: Text = "") -> Response:
    """It does not come."""
    carry_out(request, visitor, CallOffAmbulance(ambulance_id=ambulance_id, reason=reason))
    return said(request, "emergency.told.called_off")


@router.post("/ambulances/{ambulance_id}/arrive")
def arrive(request: Request, visitor: Receiving, ambulance_id: Id, form: Annotated[ArrivalForm, Form()]) -> Response:
    """The patient is here; the boarding clock starts."""
    person = RegisterPatient(
        mrn=form.mrn,
        name=form.name,
        pinyin=name_initials(form.name),
        sex=form.sex,
        birth_date=form.birth_date,
    )
    carry_out(request, visitor, AmbulanceArrives(ambulance_id=ambulance_id, person=person, deposit=form.deposit))
    return said(request, "emergency.told.arrived", name=form.name)
