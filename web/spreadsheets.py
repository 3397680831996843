"""Tables as files for a spreadsheet: CSV and XLSX, in which no text is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from starlette.responses import Response

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know that the file is UTF-8."""

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 40
"""Characters of the widest column; what is longer is read in its cell."""

Cell = str | int | float | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with its name and head line."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def csv_file(name: str, sheet: Sheet) -> Response:
    """One table as a CSV file; ``name`` is plain ASCII."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(sheet.head)
    rows.writerows(map(_plain, sheet.rows))
    return _file(f"{name}.csv", BYTE_ORDER_MARK + text.getvalue(), "text/csv; charset=utf-8")


def xlsx_file(name: str, sheets: Iterable[Sheet]) -> Response:
    """A workbook with a page for each table; ``name`` is plain ASCII."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.append(list(sheet.head))
        for cell in page[1]:
            cell.font = Font(bold=True)
        page.freeze_panes = "A2"
        for row in sheet.rows:
            page.append(_plain(row))
        for number, heading in enumerate(sheet.head, 1):
            longest = max([len(heading), *(len(str(row[number - 1])) for row in sheet.rows)])
            page.column_dimensions[get_column_letter(number)].width = min(longest + 4, WIDEST)
    content = io.BytesIO()
    book.save(content)
    return _file(f"{name}.xlsx", content.getvalue(), XLSX)


def _plain(row: Sequence[Cell]) -> list[Cell]:
    """A row in which what people typed stays text."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_BEGINS) else cell for cell in row]


def _file(name: str, content: str | bytes, media_type: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
