"""The wards' nurses with their skill and rota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from bedcentre.seeding.records import Nurse, StaffMember
from bedcentre.seeding.structure import Structure
from bedcentre.seeding.tables import Tables


def build_nurses(tables: Tables, structure: Structure, staff: Iterable[StaffMember]) -> tuple[Nurse, ...]:
    """Every nurse of the staff, numbered within the ward; the head nurse comes first."""
    icu = {unit.ward.code for unit in structure.units if unit.ward.kind == "icu"}
    return tuple(_nurses(tables, icu, staff))


def _nurses(tables: Tables, icu: Collection[str], staff: Iterable[StaffMember]) -> Iterator[Nurse]:
    seen: Counter[str] = Counter()
    head, *others = sorted(tables.rota, key=lambda row: row.number)
    for member in staff:
        if member.role == "nurse" and member.ward is not None:
            number = seen[member.ward]
            seen[member.ward] += 1
            row = others[(number - 1) % len(others)] if number and others else head
            level = row.level_icu if member.ward in icu else row.level
            yield Nurse(code=member.code, name=member.name, ward=member.ward, level=level, rota=row.rota)
