"""Planned admissions: the form that asks for one, and what became of each; of all, or of a surgeon's own patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.places import Specialty
from bedcentre.domain.theatres import Surgeon
from bedcentre.domain.vocabulary import Feature, Role, Sex
from bedcentre.usecases.admissions import RequestAdmission
from bedcentre.usecases.admissions_list import AdmissionList, admission_list
from bedcentre.usecases.appointments.outbox import NoteContact
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.requests import RegisterPatient
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import LONGEST_TEXT
from web.live.following import line_of
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Asking = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.SURGEON))]

NEEDS = (Feature.OXYGEN, Feature.SUCTION, Feature.TELEMETRY, Feature.ICU, Feature.NEGATIVE_PRESSURE, Feature.BARIATRIC)
"""What is asked about somebody who comes from home; the rest can wait."""


class AdmissionForm(BaseModel):
    """The form as it is filled in; surgeons leave out ``specialty`` and ``surgeon``."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    mrn: str
    name: str
    sex: Sex
    birth_date: date
    first_day: date
    last_day: date
    stay_days: int = Field(ge=1, le=366)
    specialty: str = ""
    surgeon: str = ""
    severe: bool = False
    needs: list[Feature] = []
    organism: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionPage:
    """The list, and what the form offers to choose from: for a surgeon neither specialties nor surgeons."""

    list: AdmissionList
    specialties: Sequence[Specialty]
    surgeons: Sequence[tuple[Specialty, Sequence[Surgeon]]]
    needs: Sequence[Feature]
    role: str
    now: datetime
    today: date


@router.get("/admissions")
def admissions(request: Request, visitor: Asking) -> Response:
    """Who is to come in, and when; live."""
    live = line_of(request, visitor, "admissions")
    with site_of(request).app.reader() as reader:
        everybody = visitor.role is Role.COORDINATOR
        specialties = reader.specialties() if everybody else ()
        it = AdmissionPage(
            list=admission_list(reader, take(reader), None if everybody else visitor.actor.surgeon or ""),
            specialties=specialties,
            surgeons=[(each, found) for each in specialties if (found := reader.surgeons(each.code))],
            needs=NEEDS,
            role=visitor.role.value,
            now=reader.now,
            today=reader.now.astimezone(reader.zone).date(),
        )
    return page(request, "admissions.html", visitor, live=live, it=it)


@router.post("/admissions")
def ask(request: Request, visitor: Asking, form: Annotated[AdmissionForm, Form()]) -> Response:
    """Put the patient into the queue."""
    with site_of(request).app.reader() as reader:
        surgeon, specialty = _who_treats(reader, visitor, form)
    name = form.name.strip()
    person = RegisterPatient(
        mrn=form.mrn, name=name, pinyin=name_initials(name), sex=form.sex, birth_date=form.birth_date
    )
    asked = RequestAdmission(
        patient_id=0,
        specialty=specialty,
        surgeon=surgeon,
        first_day=form.first_day,
        last_day=form.last_day,
        stay_days=form.stay_days,
        severe=form.severe,
        needs=frozenset(form.needs),
        organism=form.organism,
        note=form.note,
    )
    reached = form.phone.strip() or form.email.strip()
    contact = NoteContact(patient_id=0, email=form.email, phone=form.phone) if reached else None
    carry_out(request, visitor, RequestForNewcomer(person=person, request=asked, contact=contact))
    return said(request, "admissions.told.asked", name=name)


def _who_treats(reader: Reader, visitor: Visitor, form: AdmissionForm) -> tuple[str | None, str]:
    """The surgeon, if any operates, and the specialty: a surgeon's own, or as it was filled in."""
    if visitor.role is Role.SURGEON:
        surgeon = visitor.actor.surgeon or ""
        return surgeon, reader.surgeon(surgeon).specialty
    return form.surgeon or None, form.specialty
