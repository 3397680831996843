"""Indicator 13: day surgery's share of elective surgery, by month, department and procedure, down to each operation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from bedcentre.domain.day_surgery import ElectiveOperation, Share, share_of
from bedcentre.domain.places import Specialty
from bedcentre.domain.theatres import Procedure
from bedcentre.usecases.ports import Reader

MONTHS = 12
"""How many months the trend shows, the one asked for last."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The share of one month, department or procedure; ``of`` is None for operations without a coded procedure."""

    of: Specialty | Procedure | date | None
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSheet:
    """The figures of a month. ``specialty`` narrows procedures and ``operations`` to one department."""

    month: date
    whole: Share
    trend: tuple[Line, ...]
    departments: tuple[Line, ...]
    procedures: tuple[Line, ...]
    specialty: Specialty | None
    operations: tuple[ElectiveOperation, ...]


def share_sheet(reader: Reader, month: date, specialty: str = "") -> ShareSheet:
    """The sheet of the month that begins on ``month``; its operations are listed for one ``specialty`` alone."""
    first = _later(month, 1 - MONTHS)
    found = reader.elective_operations(_midnight(reader, first), _midnight(reader, _later(month, 1)))
    by_month = _grouped(found, lambda each: each.at.astimezone(reader.zone).date().replace(day=1))
    this = by_month.get(month, [])
    specialties = {each.code: each for each in reader.specialties()}
    procedures = {each.code: each for each in reader.procedures()}
    listed = [each for each in this if each.specialty == specialty]
    shown = listed if specialty in specialties else this
    return ShareSheet(
        month=month,
        whole=share_of(this),
        trend=tuple(Line(of=each, share=share_of(by_month.get(each, ()))) for each in _months(first, month)),
        departments=tuple(
            Line(of=specialties[code], share=share_of(some))
            for code, some in sorted(_grouped(this, lambda each: each.specialty).items())
        ),
        procedures=tuple(
            Line(of=procedures.get(code), share=share_of(some))
            for code, some in sorted(_grouped(shown, lambda each: each.procedure or "").items())
        ),
        specialty=specialties.get(specialty),
        operations=tuple(listed),
    )


def _grouped(
    operations: Iterable[ElectiveOperation], key: Callable[[ElectiveOperation], Key]
) -> dict[Key, Sequence[ElectiveOperation]]:
    groups: defaultdict[Key, list[ElectiveOperation]] = defaultdict(list)
    for each in operations:
        groups[key(each)].append(each)
    return dict(groups)


def _months(first: date, last: date) -> list[date]:
    return [_later(first, number) for number in range(MONTHS) if _later(first, number) <= last]


def _later(month: date, months: int) -> date:
    year, number = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, number + 1, 1)


def _midnight(reader: Reader, day: date) -> datetime:
    return datetime.combine(day, time(), reader.zone).astimezone(reader.now.tzinfo)
