"""Operating theatres and whose time they are in the weeks from the start on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import cycle

from bedcentre.seeding.kit import Kit
from bedcentre.seeding.records import Session, StaffMember, Theatre
from bedcentre.seeding.rows import SessionRow
from bedcentre.seeding.structure import CAMPUS_STEP, Structure
from bedcentre.seeding.tables import Tables
from bedcentre.seeding.timeline import DAY, WEEKDAYS

SESSION_DAYS = 14
"""Sessions are known for so many days after the last demand was raised."""
MAKEUP_PATTERN = "fri"
"""A make-up working day at a weekend is worked like a Friday (assumption)."""


def build_theatres(tables: Tables, structure: Structure) -> tuple[Theatre, ...]:
    """Every campus's theatres."""
    return tuple(
        Theatre(
            code=_code(place, row.number),
            name_zh=row.name_zh,
            name_en=row.name_en,
            building=str(CAMPUS_STEP * place + row.building),
            floor=row.floor,
            kind=row.kind,
        )
        for place, _ in enumerate(structure.campuses)
        for row in tables.theatres
    )


def build_sessions(kit: Kit, staff: Iterable[StaffMember]) -> tuple[Session, ...]:
    """The weekly pattern laid over the days: none but the emergency theatres on holidays."""
    teams: defaultdict[str, list[str]] = defaultdict(list)
    for member in staff:
        if member.role == "surgeon" and member.specialty:
            teams[member.specialty].append(member.code)
    turns = {specialty: cycle(team) for specialty, team in teams.items()}
    return tuple(
        Session(
            theatre=_code(place, row.theatre),
            specialty=row.specialty or None,
            surgeon=next(turns[row.specialty]) if row.named else None,
            start=(start := kit.timeline.moment(day * DAY + row.starts.hour * 60 + row.starts.minute)),
            end=start + timedelta(minutes=row.minutes),
        )
        for day in range(kit.days + SESSION_DAYS)
        for place, _ in enumerate(kit.structure.campuses)
        for row in _pattern_of(kit, day)
    )


def _code(place: int, number: int) -> str:
    return f"OR-{100 * place + number:02d}"


def _pattern_of(kit: Kit, day: int) -> Iterator[SessionRow]:
    """The rows of the weekly pattern that hold on a day; those without a specialty do on every day."""
    weekday = WEEKDAYS[kit.timeline.date(day).weekday()]
    kind = kit.timeline.kind(day)
    planned = MAKEUP_PATTERN if kind == "makeup" else kind
    for row in kit.tables.sessions:
        if row.day == (planned if row.specialty else weekday):
            yield row
