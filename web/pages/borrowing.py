"""The borrow ledger (借床台账): what is borrowed now, ways back, the month's matrix, statement and nights."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import NightMark, Role
from bedcentre.usecases.borrowing.commands import (
    AcceptGiveBack,
    AgreeGiveBack,
    CorrectStatement,
    MarkNight,
    RefuseGiveBack,
)
from bedcentre.usecases.borrowing.sight import LedgerSight
from bedcentre.usecases.borrowing.statement import month_of
from web.acting import carry_out, said
from web.answers import page, speech_of
from web.auth import require
from web.borrowing_sheets import (
    FIGURES,
    HUNDREDTHS,
    corrections_sheet,
    ledger_sheet,
    nights_sheet,
    shown_nights,
    statement_sheet,
)
from web.fields import LONGEST_TEXT, Id, Text
from web.live.following import line_of
from web.live.views.borrowing import BORROWING_ROLES
from web.months import month_of_page
from web.pages.acts import Coordinator, OnWard
from web.sessions import Visitor
from web.site import site_of
from web.spreadsheets import csv_file, xlsx_file
from web.times import instant_of

router = APIRouter()

Reading = Annotated[Visitor, Depends(require(*BORROWING_ROLES))]
Marking = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.DIRECTOR, Role.NURSE))]
Signing = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.DIRECTOR))]
Code = Annotated[str, Query(max_length=20)]


class CorrectionForm(BaseModel):
    """A correction as it is typed: ``credit`` in nights."""

    lender: str = Field(max_length=20)
    borrower: str = Field(max_length=20)
    month: str = Field(max_length=7)
    credit: Decimal = Field(max_digits=8, decimal_places=2)
    reason: str = Field(default="", max_length=LONGEST_TEXT)


@router.get("/borrowing")
def ledger(request: Request, visitor: Reading, month: str = "") -> Response:
    """A month of the ledger, and what is borrowed now."""
    live = line_of(request, visitor, "borrowing")
    first = month_of_page(request, month)
    with site_of(request).app.reader() as reader:
        it = ledger_sheet(reader, visitor.actor, first)
    signs = visitor.role in {Role.COORDINATOR, Role.DIRECTOR}
    authors = _authors(request)
    return page(request, "borrowing.html", visitor, live=live, it=it, signs=signs, authors=authors, figures=FIGURES)


@router.get("/borrowing/nights")
def nights(request: Request, visitor: Reading, month: str, lender: Code, borrower: Code) -> Response:
    """The nights and patients behind one pair's line of the statement."""
    live = line_of(request, visitor, "borrowing")
    first = month_of_page(request, month)
    with site_of(request).app.reader() as reader:
        sight = LedgerSight.of(visitor.actor, reader)
        found = sight.of_month(month_of(reader, first)).of_pair(lender, borrower)
        shown = shown_nights(reader, visitor.actor, found)
        names = {each.code: each for each in reader.specialties()}
    if lender not in names or borrower not in names:
        unknown = borrower if lender in names else lender
        raise BadInputError(Message("input.specialty", {"specialty": unknown}))
    pair = names[lender], names[borrower]
    marks = visitor.role is not Role.ADMINISTRATOR
    return page(request, "borrowing_nights.html", visitor, live=live, month=found, shown=shown, pair=pair, marks=marks)


@router.get("/borrowing/statement.csv")
def statement_csv(request: Request, visitor: Reading, month: str = "") -> Response:
    """The month's statement for a spreadsheet."""
    first = month_of_page(request, month)
    with site_of(request).app.reader() as reader:
        found = LedgerSight.of(visitor.actor, reader).of_month(month_of(reader, first))
        sheet = statement_sheet(speech_of(request), reader, found)
    return csv_file(f"borrowing-{first:%Y-%m}", sheet)


@router.get("/borrowing/statement.xlsx")
def statement_xlsx(request: Request, visitor: Reading, month: str = "") -> Response:
    """The statement with the nights and corrections behind it."""
    say, first = speech_of(request), month_of_page(request, month)
    authors = _authors(request)
    with site_of(request).app.reader() as reader:
        found = LedgerSight.of(visitor.actor, reader).of_month(month_of(reader, first))
        sheets = (
            statement_sheet(say, reader, found),
            nights_sheet(say, reader, visitor.actor, found),
            corrections_sheet(say, reader, found, authors),
        )
    return xlsx_file(f"borrowing-{first:%Y-%m}", sheets)


@router.post("/borrowing/{encounter_id}/accept")
def accept(request: Request, visitor: Coordinator, encounter_id: Id, bed_id: Annotated[Id, Form()]) -> Response:
    """Ask for the transfer home."""
    carry_out(request, visitor, AcceptGiveBack(encounter_id=encounter_id, bed_id=bed_id))
    with site_of(request).app.reader() as reader:
        label = reader.bed(bed_id).bed.label
    return said(request, "borrowing.back.accepted", bed=label)


@router.post("/borrowing/{encounter_id}/refuse")
def refuse(request: Request, visitor: Coordinator, encounter_id: Id, reason: Text = "") -> Response:
    """Leave the patient there for now."""
    carry_out(request, visitor, RefuseGiveBack(encounter_id=encounter_id, reason=reason))
    return said(request, "borrowing.back.refused")


@router.post("/borrowing/{encounter_id}/agree")
def agree(request: Request, visitor: OnWard, encounter_id: Id, due_at: Text, note: Text = "") -> Response:
    """Set until when the bed is given back."""
    at = _local(request, due_at)
    carry_out(request, visitor, AgreeGiveBack(encounter_id=encounter_id, due_at=at, note=note))
    return said(request, "borrowing.agreed_said", at=speech_of(request).day(at))


@router.post("/borrowing/{encounter_id}/mark")
def mark(
    request: Request,
    visitor: Marking,
    encounter_id: Id,
    night: Annotated[date, Form()],
    mark: Annotated[NightMark, Form()],
    reason: Text = "",
) -> Response:
    """Waive, dispute or settle a night."""
    carry_out(request, visitor, MarkNight(encounter_id=encounter_id, night=night, mark=mark, reason=reason))
    return said(request, "borrowing.mark_said", night=night.isoformat(), mark=f"@night_mark.{mark.value}")


@router.post("/borrowing/correct")
def correct(request: Request, visitor: Signing, form: Annotated[CorrectionForm, Form()]) -> Response:
    """Sign a correction of a statement."""
    command = CorrectStatement(
        lender=form.lender,
        borrower=form.borrower,
        month=month_of_page(request, form.month),
        credit=int(form.credit * HUNDREDTHS),
        reason=form.reason,
    )
    carry_out(request, visitor, command)
    return said(request, "borrowing.corrected_said")


def _local(request: Request, written: str) -> datetime:
    """The hospital's time that a calendar field carries."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise BadInputError(Message("input.give_back_time", {"at": written})) from error
    return instant_of(request, at)


def _authors(request: Request) -> dict[int, str]:
    return {user.id: user.name for user in site_of(request).app.users.all()}
