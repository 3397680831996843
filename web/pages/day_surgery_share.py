"""Indicator 13, day surgery as a share of elective surgery: a month, departments, procedures, and each operation."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from bedcentre.domain.day_surgery import Share
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.day_surgery.share import Line, ShareSheet, share_sheet
from bedcentre.usecases.ports import Reader
from web.answers import page, speech_of
from web.auth import require
from web.rendering import Speech
from web.sessions import Visitor
from web.site import site_of
from web.spreadsheets import Cell, Sheet, csv_file

router = APIRouter()

Reading = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.SURGEON, Role.DIRECTOR, Role.ADMINISTRATOR))]
Code = Annotated[str, Query(max_length=20)]
WRITTEN_MONTH = re.compile(r"2\d{3}-(0[1-9]|1[0-2])")


@router.get("/day-surgery/share")
def share(request: Request, visitor: Reading, month: Code = "", specialty: Code = "") -> Response:
    """The figures of a month; with a department, its operations one by one, without names."""
    with site_of(request).app.reader() as reader:
        it = share_sheet(reader, month_of(reader, month), specialty)
    named = visitor.role is Role.COORDINATOR
    return page(request, "day_surgery_share.html", visitor, it=it, named=named)


@router.get("/day-surgery/share.csv")
def share_csv(request: Request, visitor: Reading, month: Code = "") -> Response:  # noqa: ARG001  checks the role
    """The same by department and procedure, as a file."""
    with site_of(request).app.reader() as reader:
        it = share_sheet(reader, month_of(reader, month))
    return csv_file(f"day-surgery-share-{it.month:%Y-%m}", _sheet(it, speech_of(request)))


def month_of(reader: Reader, written: str) -> date:
    """The first day of the month that an address names; this month, if it names none.

    Raises:
        BadInputError: there is no such month.
    """
    if not written:
        return today(reader).replace(day=1)
    if WRITTEN_MONTH.fullmatch(written) is None:
        raise BadInputError(Message("input.month"))
    return date.fromisoformat(f"{written}-01")


def _sheet(it: ShareSheet, say: Speech) -> Sheet:
    heads = ("month", "department", "procedure", "day_cases", "elective", "percent")
    month = f"{it.month:%Y-%m}"

    def row(department: str, procedure: str, found: Share) -> list[Cell]:
        percent = "" if found.percent is None else round(found.percent, 1)
        return [month, department, procedure, found.day_cases, found.elective, percent]

    def name(line: Line) -> str:
        return say("day_surgery.share.no_procedure") if line.of is None else say.name(line.of)

    rows = [row(say("day_surgery.all"), "", it.whole)]
    rows += [row(say.name(line.of), "", line.share) for line in it.departments]
    rows += [row("", name(line), line.share) for line in it.procedures]
    return Sheet(title=month, head=[say(f"day_surgery.share.{each}") for each in heads], rows=rows)
