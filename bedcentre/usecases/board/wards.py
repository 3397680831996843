"""A ward's block on the hospital board, and its head line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bedcentre.domain.emergency import reserve_at
from bedcentre.domain.places import Ward
from bedcentre.domain.vocabulary import BedState, DemandState
from bedcentre.usecases.ahead.groups import groups_of
from bedcentre.usecases.board.moment import day_end
from bedcentre.usecases.board.picture import Outlook, Picture
from bedcentre.usecases.board.tiles import Tile, tiles


@dataclass(frozen=True, slots=True, kw_only=True)
class WardHead:
    """The head of a ward's block.

    ``free``: ready now and promised to nobody at present. ``waiting``: demands of its specialty that wait without
    a bed. ``borrowed_in``: other specialties' patients lying here; ``borrowed_out``: its own lying elsewhere.
    ``outlook`` is None while no forecast was learned. ``kept``: reserved for emergencies at this hour.
    """

    ward: Ward
    beds: int
    free: int
    waiting: int
    borrowed_in: int
    borrowed_out: int
    outlook: Outlook | None
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WardBlock:
    """A ward on the board: its head and its tiles in bed order."""

    head: WardHead
    tiles: tuple[Tile, ...]


def blocks(picture: Picture) -> tuple[WardBlock, ...]:
    """All wards in board order with all their tiles."""
    by_ward: dict[int, list[Tile]] = {ward_id: [] for ward_id in picture.wards}
    for bed_id, each in tiles(picture).items():
        by_ward[picture.beds[bed_id].ward.id].append(each)
    return tuple(WardBlock(head=head, tiles=tuple(by_ward[head.ward.id])) for head in heads(picture).values())


def heads(picture: Picture) -> dict[int, WardHead]:
    """All wards' head lines by ward, in board order."""
    home = home_wards(picture)
    beds, free, borrowed_in, borrowed_out = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    midnight, hour, groups = day_end(picture), picture.now.astimezone(picture.zone).hour, groups_of(picture)
    for situation in picture.beds.values():
        ward = situation.ward
        beds[ward.id] += 1
        free[ward.id] += situation.state(midnight) is BedState.FREE
        if situation.encounter is not None and situation.encounter.specialty != ward.specialty:
            borrowed_in[ward.id] += 1
            borrowed_out[home.get(situation.encounter.specialty, 0)] += 1
    waiting = Counter(
        home.get(demand.specialty, 0) for demand in picture.demands.values() if demand.state is DemandState.WAITING
    )
    return {
        ward.id: WardHead(
            ward=ward,
            beds=beds[ward.id],
            free=free[ward.id],
            waiting=waiting[ward.id],
            borrowed_in=borrowed_in[ward.id],
            borrowed_out=borrowed_out[ward.id],
            outlook=picture.outlooks.get(ward.id),
            kept=reserve_at(picture.policy, ward.reserve_beds, groups.get(ward.id), hour),
        )
        for ward in picture.wards.values()
    }


def home_wards(picture: Picture) -> dict[str, int]:
    """The first own ward of every specialty: where its waiting and its lent-out patients are counted."""
    home: dict[str, int] = {}
    for ward in picture.wards.values():
        home.setdefault(ward.specialty, ward.id)
    return home
