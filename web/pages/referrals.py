"""Two-way referral: the page of the house and of partners, requests for beds here, and quotas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.responses import Response

from bedcentre.domain.places import Specialty
from bedcentre.domain.referrals import Partner
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import (
    CareSetting,
    Destination,
    Feature,
    ReferralUrgency,
    Role,
    Sex,
    WardGroup,
)
from bedcentre.usecases.referrals.incoming import AcceptReferral, AskReferral, DeclineReferral, WithdrawReferral
from bedcentre.usecases.referrals.quotas import SetReferralQuota
from bedcentre.usecases.referrals.sheet import referral_sheet
from bedcentre.usecases.requests import RegisterPatient
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import LONGEST_TEXT, Id, Text
from web.live.following import line_of
from web.live.views.referrals import REFERRAL_ROLES
from web.sessions import Visitor
from web.site import site_of
from web.times import instant_of

router = APIRouter()

Reading = Annotated[Visitor, Depends(require(*REFERRAL_ROLES))]
Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]
Asking = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.PARTNER))]
Granting = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.DIRECTOR))]

NEEDS = (Feature.OXYGEN, Feature.TELEMETRY, Feature.VENTILATOR, Feature.ICU, Feature.NEGATIVE_PRESSURE)
"""What a partner is asked about; the rest can wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What the forms of the page offer to choose from."""

    partners: Sequence[Partner]
    specialties: Sequence[Specialty]
    procedures: Sequence[Procedure]
    needs: Sequence[Feature] = NEEDS
    groups: Sequence[WardGroup] = tuple(WardGroup)
    urgencies: Sequence[ReferralUrgency] = tuple(ReferralUrgency)
    settings: Sequence[CareSetting] = tuple(CareSetting)
    destinations: Sequence[Destination] = tuple(Destination)


class ReferralForm(BaseModel):
    """A request as it is filled in; ``partner`` is left out by partners themselves."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    partner: str = ""
    mrn: str
    name: str
    sex: Sex
    birth_date: date
    specialty: str = ""
    procedure: str = ""
    urgency: ReferralUrgency
    setting: CareSetting
    report: str
    stay_days: int = Field(default=5, ge=1, le=366)
    wanted_from: datetime | None = None
    severe: bool = False
    needs: list[Feature] = []

    @field_validator("wanted_from", mode="before")
    @classmethod
    def _none_said(cls, value: object) -> object:
        return value or None


@router.get("/referrals")
def referrals(request: Request, visitor: Reading) -> Response:
    """Who is asked for, who goes on, what is offered and granted; live."""
    live = line_of(request, visitor, "referrals")
    with site_of(request).app.reader() as reader:
        it = referral_sheet(reader, visitor.actor)
        asks = Questions(partners=reader.partners(), specialties=reader.specialties(), procedures=reader.procedures())
    return page(request, "referrals.html", visitor, live=live, it=it, asks=asks, role=visitor.role.value)


@router.post("/referrals/ask")
def ask(request: Request, visitor: Asking, form: Annotated[ReferralForm, Form()]) -> Response:
    """A partner needs a bed."""
    command = AskReferral(
        partner=partner_of(visitor, form.partner),
        person=RegisterPatient(mrn=form.mrn, name=form.name, pinyin="", sex=form.sex, birth_date=form.birth_date),
        specialty=form.specialty,
        urgency=form.urgency,
        setting=form.setting,
        report=form.report,
        stay_minutes=form.stay_days * 24 * 60,
        wanted_from=instant_of(request, form.wanted_from) if form.wanted_from else None,
        severe=form.severe,
        needs=frozenset(form.needs),
        procedure=form.procedure or None,
    )
    carry_out(request, visitor, command)
    return said(request, "referrals.told.asked", name=form.name)


@router.post("/referrals/{referral_id}/accept")
def accept(request: Request, visitor: Coordinator, referral_id: Id, surgeon: Text = "") -> Response:
    """The patient may come and waits in the queue."""
    carry_out(request, visitor, AcceptReferral(referral_id=referral_id, surgeon=surgeon or None))
    with site_of(request).app.reader() as reader:
        referral = reader.referral(referral_id)
    first = referral.within_quota or referral.procedure is not None
    return said(request, "referrals.told.accepted_first" if first else "referrals.told.accepted", name=referral.name)


@router.post("/referrals/{referral_id}/decline")
def decline(request: Request, visitor: Coordinator, referral_id: Id, reason: Text = "") -> Response:
    """The patient cannot come."""
    carry_out(request, visitor, DeclineReferral(referral_id=referral_id, reason=reason))
    return said(request, "referrals.told.declined")


@router.post("/referrals/{referral_id}/withdraw")
def withdraw(request: Request, visitor: Asking, referral_id: Id, reason: Text = "") -> Response:
    """The partner no longer needs the bed."""
    carry_out(request, visitor, WithdrawReferral(referral_id=referral_id, reason=reason))
    return said(request, "referrals.told.withdrawn")


@router.post("/referrals/quota")
def quota(
    request: Request,
    visitor: Granting,
    partner: Text,
    group: Annotated[WardGroup, Form()],
    beds: Annotated[int, Form()],
) -> Response:
    """Grant a partner priority for so many beds."""
    carry_out(request, visitor, SetReferralQuota(partner=partner, group=group, beds=beds))
    return said(request, "referrals.told.quota", beds=beds)


def partner_of(visitor: Visitor, written: str) -> str:
    """For which facility: a partner's people for their own, the coordinator for the one written."""
    return visitor.actor.partner or "" if visitor.role is Role.PARTNER else written
