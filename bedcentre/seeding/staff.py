"""Who works in the house: posts counted by ward, specialty or hospital."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bedcentre.seeding.kit import Kit
from bedcentre.seeding.people import People
from bedcentre.seeding.records import StaffMember
from bedcentre.seeding.rows import StaffRow
from bedcentre.seeding.structure import Structure
from bedcentre.seeding.tables import Tables

FIRST_CODE = 1001
BORN_FROM, BORN_TO = 1966, 2002
FEMALE_SHARE = {"nurse": 0.95, "cleaner": 0.8}
"""Share of women in a role (assumption); half of all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a post is counted: a ward, a specialty or the hospital, with its beds."""

    beds: int
    ward: str | None = None
    specialty: str | None = None


def build_staff(kit: Kit) -> tuple[StaffMember, ...]:
    """Everybody who works here, in the order of the posts."""
    people = People(kit.tables, kit.dice("staff names"), kit.timeline.date(0))
    rng = kit.dice("staff")
    posts = [
        (row, place)
        for row in kit.tables.staff
        for place in _places(kit.tables, kit.structure, row.scope)
        for _ in range(_count(row, place))
    ]
    return tuple(_member(number, row, place, people, rng) for number, (row, place) in enumerate(posts, FIRST_CODE))


def _count(row: StaffRow, place: _Place) -> int:
    return max(row.at_least, math.ceil(row.per_hundred_beds * place.beds / 100))


def _places(tables: Tables, structure: Structure, scope: str) -> Iterator[_Place]:
    if scope == "hospital":
        yield _Place(beds=sum(len(unit.beds) for unit in structure.units))
    elif scope in {"ward", "icu"}:
        for unit in structure.units:
            if scope == "ward" or unit.ward.kind == "icu":
                yield _Place(beds=len(unit.beds), ward=unit.ward.code)
    else:
        operating = tables.operating_specialties
        for row in tables.specialties:
            if (row.code in operating) if scope == "operating" else (row.stream != "surgical"):
                beds = sum(len(unit.beds) for unit in structure.units if unit.ward.specialty == row.code)
                yield _Place(beds=beds, specialty=row.code)


def _member(number: int, row: StaffRow, place: _Place, people: People, rng: np.random.Generator) -> StaffMember:
    sex = "F" if rng.random() < FEMALE_SHARE.get(row.role, 0.5) else "M"
    name, pinyin = people.name(sex, int(rng.integers(BORN_FROM, BORN_TO)))
    return StaffMember(
        code=f"S{number}",
        name=name,
        pinyin=pinyin,
        role=row.role,
        title_zh=row.title_zh,
        title_en=row.title_en,
        ward=place.ward,
        specialty=place.specialty,
    )
