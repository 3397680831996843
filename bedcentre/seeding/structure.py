"""Campuses, buildings, wards, rooms and beds: the ward templates stretched to the wanted number of beds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from bedcentre.seeding.records import Bed, Building, Campus, Room, Ward
from bedcentre.seeding.rows import WardRow
from bedcentre.seeding.tables import Tables

TEMPLATE_BEDS = 1000
KIND_FEATURES = {"icu": ("icu",), "hdu": ("hdu",), "bay": ("day_bay",), "chair": ("day_bay",)}
CRITICAL_CARE = "CCM"
"""The specialty whose wards work for all the others."""
CAMPUS_STEP = 10
"""Building 3 of the second campus is building 13."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A ward with its rooms and beds, and the template it was made from."""

    ward: Ward
    template: WardRow
    rooms: tuple[Room, ...]
    beds: tuple[Bed, ...]

    def beds_of(self, room: Room) -> tuple[Bed, ...]:
        """The beds standing in one of its rooms."""
        return tuple(bed for bed in self.beds if bed.room == room.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The house without people."""

    campuses: tuple[Campus, ...]
    buildings: tuple[Building, ...]
    units: tuple[Unit, ...]

    @property
    def beds(self) -> int:
        """Beds, bays and recliners in all."""
        return sum(len(unit.beds) for unit in self.units)

    def units_for(self, specialty: str, level: str) -> tuple[Unit, ...]:
        """The wards where a specialty's patients of a level of care belong: its own, else the shared ones."""
        of_level = [unit for unit in self.units if unit.template.level == level]
        own = tuple(unit for unit in of_level if unit.ward.specialty == specialty)
        return own or tuple(unit for unit in of_level if unit.ward.specialty == CRITICAL_CARE)


def apportion(total: int, weights: Sequence[float], at_least: int = 0) -> list[int]:
    """Split ``total`` into whole parts as ``weights`` are (largest remainders), none below ``at_least``."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [math.floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    while min(parts) < at_least:
        parts[parts.index(max(parts))] -= 1
        parts[parts.index(min(parts))] += 1
    return parts


def build_structure(tables: Tables, beds: int) -> Structure:
    """The house with exactly ``beds`` beds: one campus up to about 1,500, then one for every 1,000."""
    count = max(1, min(len(tables.campuses), round(beds / TEMPLATE_BEDS)))
    campuses = tuple(
        Campus(code=str(row.code), name_zh=row.name_zh, name_en=row.name_en) for row in tables.campuses[:count]
    )
    buildings = tuple(
        Building(code=str(CAMPUS_STEP * place + row.code), campus=campus.code, name_zh=row.name_zh, name_en=row.name_en)
        for place, campus in enumerate(campuses)
        for row in tables.buildings
    )
    units: list[Unit] = []
    for place, share in enumerate(apportion(beds, [1.0] * count)):
        sizes = apportion(share, [row.beds for row in tables.wards], at_least=1)
        for row, size in zip(tables.wards, sizes, strict=True):
            units.append(_unit(row, size, place, campuses, len(units)))
    return Structure(campuses=campuses, buildings=buildings, units=tuple(units))


def _unit(row: WardRow, size: int, place: int, campuses: tuple[Campus, ...], order: int) -> Unit:
    building = str(CAMPUS_STEP * place + row.building)
    prefix = campuses[place] if place else None
    ward = Ward(
        code=f"{building}-{row.floor:02d}{row.wing}",
        name_zh=f"{prefix.name_zh}{row.name_zh}" if prefix else row.name_zh,
        name_en=f"{row.name_en}, {prefix.name_en}" if prefix else row.name_en,
        campus=campuses[place].code,
        building=building,
        floor=row.floor,
        kind=row.kind,
        specialty=row.specialty,
        in_pool=row.in_pool,
        reserve_beds=_scaled(row.reserve_beds, size, row.beds),
        age_min=row.age_min,
        age_max=row.age_max,
        order=order,
    )
    rooms = tuple(_rooms(row, ward, size))
    beds = tuple(_beds(row, ward, rooms, size))
    return Unit(ward=ward, template=row, rooms=tuple(room for room, _ in rooms), beds=beds)


def _scaled(count: int, size: int, template_size: int) -> int:
    return math.ceil(count * size / template_size) if size > 1 else 0


def _rooms(row: WardRow, ward: Ward, size: int) -> Iterator[tuple[Room, int]]:
    left = size
    for number, pattern in enumerate(cycle(row.room_sizes), start=1):
        if left == 0:
            return
        beds = min(pattern, left)
        left -= beds
        door = f"{row.floor:02d}{number:02d}"
        features = _room_features(row, beds)
        yield (
            Room(
                code=f"{ward.code}/{door}",
                ward=ward.code,
                number=door,
                sex_policy=row.sex_policy,
                negative_pressure="negative_pressure" in features,
            ),
            beds,
        )


def _room_features(row: WardRow, beds: int) -> tuple[str, ...]:
    single = ("single", *row.single_features) if beds == 1 and row.kind != "day_surgery" else ()
    return (*row.features, *KIND_FEATURES.get(row.bed_kind, ()), *single)


def _beds(row: WardRow, ward: Ward, rooms: tuple[tuple[Room, int], ...], size: int) -> Iterator[Bed]:
    in_sight = next((room.code for room, beds in rooms if beds > 1), None)
    floating_from = size - _scaled(row.floating_beds, size, row.beds)
    in_order = [(room, beds) for room, beds in rooms for _ in range(beds)]
    for place, (room, beds) in enumerate(in_order):
        features = {*_room_features(row, beds)}
        features.update(name for name, share in row.some_features if _has(place, share))
        if room.code == in_sight:
            features.add("high_visibility")
        yield Bed(
            label=f"{ward.code}-{place + 1}",
            room=room.code,
            ward=ward.code,
            kind=row.bed_kind,
            features=frozenset(features),
            floating=place >= floating_from,
            opens=row.opens,
            closes=row.closes,
        )


def _has(place: int, share: int) -> bool:
    """Whether the bed at ``place`` is among the ``share`` per cent, evenly spread, the first one always."""
    return (place * share) // 100 != ((place - 1) * share) // 100
