"""Which ward may take whose patients, and how near it is: own, sister, or any other of the pool."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.seeding.records import Sister
from bedcentre.seeding.structure import CRITICAL_CARE, Structure, Unit
from bedcentre.seeding.tables import Tables

OWN, SISTER, POOL = 0, 1, 2


def build_tiers(tables: Tables, structure: Structure) -> tuple[Sister, ...]:
    """Every allowed pair of specialty and ward."""
    return tuple(
        Sister(specialty=specialty.code, ward=unit.ward.code, tier=tier)
        for specialty in tables.specialties
        for unit in structure.units
        for tier in _tier(tables, structure, specialty.code, unit)
    )


def _tier(tables: Tables, structure: Structure, specialty: str, unit: Unit) -> Iterator[int]:
    if unit.ward.specialty == specialty or _serves(tables, specialty, unit):
        yield OWN
    elif not _is_lender(unit) or not any(own.ward.in_pool for own in structure.units_for(specialty, "ward")):
        return
    else:
        sisters = {row.sister for row in tables.sisters if row.specialty == specialty}
        yield SISTER if unit.ward.specialty in sisters else POOL


def _serves(tables: Tables, specialty: str, unit: Unit) -> bool:
    """Whether the ward works for the specialty though another owns it: intensive care, the day-surgery centre."""
    if unit.ward.kind == "day_surgery":
        return any(row.specialty == specialty for row in tables.procedures)
    return unit.ward.specialty == CRITICAL_CARE and tables.specialty(specialty).icu_weight > 0


def _is_lender(unit: Unit) -> bool:
    return unit.ward.in_pool and unit.ward.kind == "general"
