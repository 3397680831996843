"""Patients who go on to partners, the beds that partners offer, and the month's counts of both directions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel, ConfigDict, field_validator
from starlette.responses import Response

from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.vocabulary import Destination, Role, Sex
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.referrals.counts import Column, MonthOfReferrals, month_of_referrals
from bedcentre.usecases.referrals.offers import OfferBeds, WithdrawOffer
from bedcentre.usecases.referrals.onward import (
    AcceptOnward,
    AskPartner,
    CallOffOnward,
    DeclineOnward,
    MarkReadyToGoOn,
    ReferOutpatient,
)
from bedcentre.usecases.requests import RegisterPatient
from web.acting import carry_out, said
from web.answers import page, speech_of
from web.auth import require
from web.fields import LONGEST_TEXT, Id, Text
from web.live.following import line_of
from web.months import month_of_page
from web.pages.referrals import Asking, Coordinator, Reading, partner_of
from web.rendering import Speech
from web.sessions import Visitor
from web.site import site_of
from web.spreadsheets import Cell, Sheet, csv_file
from web.times import instant_of

router = APIRouter()

Marking = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.NURSE))]
Code = Annotated[str, Query(max_length=40)]


class OfferForm(BaseModel):
    """Offered beds as they are filled in; ``sex`` empty: for anybody."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    partner: str = ""
    kind: Destination
    sex: Sex | None = None
    beds: int
    start: datetime
    end: datetime
    note: str = ""

    @field_validator("sex", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return value or None


class OutpatientForm(BaseModel):
    """An outpatient who was sent on, as filled in."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    partner: str
    destination: Destination
    mrn: str
    name: str
    sex: Sex
    birth_date: date
    reason: str
    physician: str


@router.post("/discharge/{encounter_id}/onward")
def mark(
    request: Request,
    visitor: Marking,
    encounter_id: Id,
    destination: Annotated[Destination, Form()],
    reason: Text = "",
    physician: Text = "",
) -> Response:
    """A patient here can go on to a partner."""
    command = MarkReadyToGoOn(encounter_id=encounter_id, destination=destination, reason=reason, physician=physician)
    carry_out(request, visitor, command)
    return said(request, "referrals.told.ready", destination=f"@destination.{destination.value}")


@router.post("/referrals/onward/outpatient")
def outpatient(request: Request, visitor: Coordinator, form: Annotated[OutpatientForm, Form()]) -> Response:
    """Count an outpatient who was sent on."""
    person = RegisterPatient(
        mrn=form.mrn,
        name=form.name,
        pinyin=name_initials(form.name),
        sex=form.sex,
        birth_date=form.birth_date,
    )
    command = ReferOutpatient(
        partner=form.partner,
        destination=form.destination,
        person=person,
        reason=form.reason,
        physician=form.physician,
    )
    carry_out(request, visitor, command)
    return said(request, "referrals.told.outpatient", name=form.name)


@router.post("/referrals/onward/{onward_id}/ask")
def ask(request: Request, visitor: Coordinator, onward_id: Id, offer_id: Annotated[Id, Form()]) -> Response:
    """Ask the partner for one of its beds."""
    carry_out(request, visitor, AskPartner(onward_id=onward_id, offer_id=offer_id))
    return said(request, "referrals.told.partner_asked", partner=_partner(request, onward_id))


@router.post("/referrals/onward/{onward_id}/accept")
def accept(request: Request, visitor: Asking, onward_id: Id, comes_at: Annotated[datetime, Form()]) -> Response:
    """The partner takes the patient over."""
    at = instant_of(request, comes_at)
    carry_out(request, visitor, AcceptOnward(onward_id=onward_id, comes_at=at))
    return said(request, "referrals.told.expected", at=speech_of(request).day(at))


@router.post("/referrals/onward/{onward_id}/decline")
def decline(request: Request, visitor: Asking, onward_id: Id, reason: Text = "") -> Response:
    """The partner cannot."""
    carry_out(request, visitor, DeclineOnward(onward_id=onward_id, reason=reason))
    return said(request, "referrals.told.partner_declined")


@router.post("/referrals/onward/{onward_id}/call-off")
def call_off(request: Request, visitor: Marking, onward_id: Id, reason: Text = "") -> Response:
    """The patient does not go on after all."""
    carry_out(request, visitor, CallOffOnward(onward_id=onward_id, reason=reason))
    return said(request, "referrals.told.called_off")


@router.post("/referrals/offers")
def offer(request: Request, visitor: Asking, form: Annotated[OfferForm, Form()]) -> Response:
    """A partner has beds."""
    command = OfferBeds(
        partner=partner_of(visitor, form.partner),
        kind=form.kind,
        sex=form.sex,
        beds=form.beds,
        start=instant_of(request, form.start),
        end=instant_of(request, form.end),
        note=form.note,
    )
    carry_out(request, visitor, command)
    return said(request, "referrals.told.offered", beds=form.beds)


@router.post("/referrals/offers/{offer_id}/withdraw")
def withdraw(request: Request, visitor: Asking, offer_id: Id) -> Response:
    """A partner's beds are no longer to be had."""
    carry_out(request, visitor, WithdrawOffer(offer_id=offer_id))
    return said(request, "referrals.told.offer_withdrawn")


@router.get("/referrals/counts")
def counts(
    request: Request, visitor: Reading, month: str = "", partner: Code = "", column: Column | None = None
) -> Response:
    """A month's figures by partner; with a partner and column, who is behind one of them."""
    live = line_of(request, visitor, "referrals")
    it = _month(request, visitor, month)
    behind = it.behind(partner, column) if column is not None else None
    names = Names.NONE if visitor.role is Role.DIRECTOR else Names.FULL
    return page(
        request,
        "referral_counts.html",
        visitor,
        live=live,
        here=f"{request.url.path}?{request.url.query}",
        it=it,
        columns=tuple(Column),
        behind=behind,
        column=column,
        of=next((each for each in it.partners if each.code == partner), None),
        names=names,
    )


@router.get("/referrals/counts.csv")
def counts_csv(request: Request, visitor: Reading, month: str = "") -> Response:
    """The same for a spreadsheet."""
    it = _month(request, visitor, month)
    return csv_file(f"referrals-{it.first:%Y-%m}", counts_sheet(speech_of(request), it))


def counts_sheet(say: Speech, it: MonthOfReferrals) -> Sheet:
    """A row for each partner, and the sums."""
    figures, totals = it.figures, it.totals
    rows: list[list[Cell]] = [
        [say.name(each), *(figures[each.code, column] for column in Column)] for each in it.partners
    ]
    rows.append([say("referrals.counts.total"), *(totals[column] for column in Column)])
    return Sheet(
        title=say("referrals.counts.title"),
        head=[say("referrals.partner"), *(say(f"referral_column.{column.value}") for column in Column)],
        rows=rows,
    )


def _month(request: Request, visitor: Visitor, written: str) -> MonthOfReferrals:
    first = month_of_page(request, written)
    own = visitor.actor.partner or "" if visitor.role is Role.PARTNER else None
    with site_of(request).app.reader() as reader:
        return month_of_referrals(reader, first, own)


def _partner(request: Request, onward_id: int) -> str:
    with site_of(request).app.reader() as reader:
        return speech_of(request).name(reader.partner(reader.onward_referral(onward_id).partner or ""))
