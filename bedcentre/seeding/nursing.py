"""The wards' nurses with their skill and rota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bedcentre.seeding.records import Nurse, StaffMember
from bedcentre.seeding.tables import Tables


def build_nurses(tables: Tables, staff: Iterable[StaffMember]) -> tuple[Nurse, ...]:
    """Every nurse of the staff, numbered within the ward; the head nurse comes first."""
    return tuple(_nurses(tables, staff))


def _nurses(tables: Tables, staff: Iterable[StaffMember]) -> Iterator[Nurse]:
    seen: Counter[str] = Counter()
    head, *others = sorted(tables.rota, key=lambda row: row.number)
    for member in staff:
        if member.role == "nurse" and member.ward is not None:
            number = seen[member.ward]
            seen[member.ward] += 1
            row = others[(number - 1) % len(others)] if number and others else head
            yield Nurse(code=member.code, name=member.name, ward=member.ward, level=row.level, rota=row.rota)
