"""The beds that wards keep for emergencies, hour by hour, as the engine is asked to keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bedcentre.domain.emergency import QUARTER_DAY, reserve_at
from bedcentre.planning.census import Census
from bedcentre.planning.grid import MinuteGrid
from bedcentre.usecases.ahead.groups import groups_of
from bedcentre.usecases.board.picture import Picture
from optimizer.problem import Reserve


def reserves_of(picture: Picture, census: Census) -> Iterator[Reserve]:
    """Each ward's reserve, as far as it has that many beds in the plan; one for every stretch with the same number."""
    places: dict[int, set[str]] = {}
    for each in census.beds:
        places.setdefault(each.ward.id, set()).add(str(each.bed.id))
    groups, parts = groups_of(picture), list(_parts(picture, census.times.grid))
    for ward in picture.wards.values():
        own = frozenset(places.get(ward.id, ()))
        if not ward.reserve_beds or not own:
            continue
        stretches: list[tuple[int, int, int]] = []
        for start, end, hour in parts:
            count = min(reserve_at(picture.policy, ward.reserve_beds, groups.get(ward.id), hour), len(own))
            if stretches and stretches[-1][2] == count:
                stretches[-1] = (stretches[-1][0], end, count)
            else:
                stretches.append((start, end, count))
        for start, end, count in stretches:
            if count:
                name = f"ward-{ward.id}" if len(stretches) == 1 else f"ward-{ward.id}-{start}"
                yield Reserve(id=name, places=own, count=count, start=start, end=end)


def _parts(picture: Picture, grid: MinuteGrid) -> Iterator[tuple[int, int, int]]:
    """The plan's window by quarters of the day: first tick, end, and the local hour it begins with."""
    local = grid.origin.astimezone(picture.zone)
    begins = datetime.combine(local.date(), time(local.hour // QUARTER_DAY * QUARTER_DAY), picture.zone)
    while (start := grid.from_tick(begins)) < grid.window:
        hour, begins = begins.hour, begins + timedelta(hours=QUARTER_DAY)
        yield start, min(grid.from_tick(begins), grid.window), hour
