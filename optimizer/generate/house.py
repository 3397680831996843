"""Wards, rooms and beds, and which specialty may lie where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.problem import Grid, Place, Room, SexRule, Tier

if TYPE_CHECKING:
    import random

ICU = "ICU"
DAY = "DAY"
WARD_BEDS = 30
ROOM_SIZES = (1, 2, 3, 3, 3, 3, 4)
SISTERS = 2
TELEMETRY = 0.3
NEAR_DESK = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The building; ``own`` is each specialty's own ward, ``icu`` and ``bays`` are nobody's."""

    rooms: tuple[Room, ...]
    places: tuple[Place, ...]
    own: dict[str, str]
    icu: str
    bays: str
    tiers: tuple[Tier, ...]


def house(chance: random.Random, *, beds: int, grid: Grid) -> House:
    """About ``beds`` beds: an intensive care ward, day-surgery bays, one ward per specialty and a floating one."""
    wards = max(beds // WARD_BEDS, 4)
    names = [f"W{number:03}" for number in range(wards)]
    icu, bays, floating, *owned = names
    rooms: list[Room] = []
    places: list[Place] = []
    for ward in names:
        sizes = [1] * WARD_BEDS if ward in {icu, bays} else _sizes(chance)
        for number, size in enumerate(sizes):
            room = Room(id=f"{ward}-{number:02}", ward=ward, sex=SexRule.ANY if ward in {icu, bays} else SexRule.SAME)
            rooms.append(room)
            places += _beds(chance, room, size, grid, intensive=ward == icu)
    own = {f"S{number:03}": ward for number, ward in enumerate(owned)}
    return House(
        rooms=tuple(rooms),
        places=tuple(places),
        own=own,
        icu=icu,
        bays=bays,
        tiers=tuple(_tiers(own, icu=icu, bays=bays, floating=floating)),
    )


def _sizes(chance: random.Random) -> list[int]:
    sizes: list[int] = []
    while sum(sizes) < WARD_BEDS:
        sizes.append(chance.choice(ROOM_SIZES))
    return sizes


def _beds(chance: random.Random, room: Room, size: int, grid: Grid, *, intensive: bool) -> list[Place]:
    features = {"oxygen"} | ({"icu", "telemetry"} if intensive else set())
    if chance.random() < TELEMETRY:
        features.add("telemetry")
    if size == 1:
        features.add("side_room")
    if chance.random() < NEAR_DESK:
        features.add("near_desk")
    if grid is Grid.NIGHTS:
        return [Place(id=room.id, room=room.id, capacity=size, features=frozenset(features))]
    return [Place(id=f"{room.id}-{bed}", room=room.id, features=frozenset(features)) for bed in range(1, size + 1)]


def _tiers(own: dict[str, str], *, icu: str, bays: str, floating: str) -> list[Tier]:
    """Own ward, two sister wards, the floating ward; intensive care and day surgery have only their own."""
    wards = list(own.values())
    tiers = [Tier(specialty=ICU, ward=icu, tier=0), Tier(specialty=DAY, ward=bays, tier=0)]
    for number, (specialty, ward) in enumerate(own.items()):
        near = {ward: 0, floating: 2}
        for step in range(1, SISTERS + 1):
            near.setdefault(wards[(number + step) % len(wards)], 1)
        tiers += [Tier(specialty=specialty, ward=name, tier=tier) for name, tier in near.items()]
    return tiers
