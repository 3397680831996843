"""How many patients of which specialty lie in which ward at the start: uneven, as in life, and 93 % full in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from bedcentre.seeding.records import Sister
from bedcentre.seeding.structure import Structure, Unit, apportion
from bedcentre.seeding.tiers import OWN

OCCUPANCY = 0.93
LENT_UP_TO = 0.96
"""A ward lends beds until it is this full (assumption)."""

Census: TypeAlias = dict[str, Counter[str]]
"""Ward code → specialty that treats → patients."""


def build_census(structure: Structure, tiers: Iterable[Sister]) -> Census:
    """Fill every ward with its own patients as far as it has beds, and put the others where there is room."""
    units = [unit for unit in structure.units if unit.ward.kind != "day_surgery"]
    total = round(OCCUPANCY * sum(len(unit.beds) for unit in units))
    wanted = apportion(total, [len(unit.beds) * unit.template.load for unit in units])
    census: Census = {}
    homeless: list[str] = []
    for unit, patients in zip(units, wanted, strict=True):
        own = min(patients, len(unit.beds))
        census[unit.ward.code] = Counter({unit.ward.specialty: own})
        homeless += [unit.ward.specialty] * (patients - own)
    tier_of = {(row.specialty, row.ward): row.tier for row in tiers}
    for specialty in homeless:
        lenders = [
            (tier_of[specialty, unit.ward.code], _fullness(unit, census), unit.ward.order, unit)
            for unit in units
            if tier_of.get((specialty, unit.ward.code), OWN) != OWN and _fullness(unit, census, 1) <= LENT_UP_TO
        ]
        if lenders:
            census[min(lenders)[-1].ward.code][specialty] += 1
        else:
            emptiest = min(units, key=lambda unit: _fullness(unit, census))
            census[emptiest.ward.code][emptiest.ward.specialty] += 1
    return census


def _fullness(unit: Unit, census: Census, more: int = 0) -> float:
    return (census[unit.ward.code].total() + more) / len(unit.beds)
