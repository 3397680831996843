"""Plausible hospitals of any size, the same for the same seed: for tests, benchmarks and trials.

Every figure here is an assumption that makes a hospital plausible, not a measured one.
"""

from __future__ import annotations

import random

from optimizer.generate.demands import demands
from optimizer.generate.house import House, house
from optimizer.generate.people import cleanings, occupants
from optimizer.generate.theatres import sessions, surgeons
from optimizer.problem import Grid, Horizon, Price, Problem, Reserve, SoftRule

__all__ = ["generate"]

_HOURS = 36
_DAYS = 14


def generate(*, beds: int, seed: int, grid: Grid = Grid.MINUTES) -> Problem:
    """A hospital with about ``beds`` beds: the next 36 hours in minutes, or the next 14 days in nights."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable hospital, no secret
    horizon = (
        Horizon(grid=grid, length=_HOURS * 60, day=24 * 60)
        if grid is Grid.MINUTES
        else Horizon(grid=grid, length=_DAYS, day=1)
    )
    built = house(chance, beds=beds, grid=grid)
    theatres = sessions(built, horizon)
    people = occupants(chance, built, horizon)
    return Problem(
        horizon=horizon,
        rooms=built.rooms,
        places=built.places,
        occupants=people,
        closures=cleanings(chance, built, horizon, people),
        reserves=_reserves(built, horizon),
        demands=demands(chance, built, horizon, beds=beds),
        sessions=theatres,
        surgeons=surgeons(built, horizon),
        tiers=built.tiers,
        prices=_prices(horizon),
    )


def _reserves(built: House, horizon: Horizon) -> tuple[Reserve, ...]:
    """One bed for emergencies in each of the first, emergency-heavy wards."""
    rooms = {room.id: room.ward for room in built.rooms}
    return tuple(
        Reserve(
            id=f"reserve-{ward}",
            places=frozenset(place.id for place in built.places if rooms[place.room] == ward),
            count=1,
            start=0,
            end=horizon.length,
        )
        for ward in built.own.values()
    )[:3]


def _prices(horizon: Horizon) -> dict[SoftRule, Price]:
    """Amounts in minutes: leaving somebody out weighs days, a day in a sister ward a day."""
    minutes = 24 * 60 // horizon.day
    return {
        SoftRule.UNPLACED: Price(level=3, amount=horizon.length * minutes),
        SoftRule.WAITING: Price(level=3, amount=minutes),
        SoftRule.PROMISE_PLACE: Price(level=2, amount=200),
        SoftRule.PROMISE_START: Price(level=2, amount=minutes),
        SoftRule.EXPIRY: Price(level=2, amount=1000),
        SoftRule.TIER: Price(level=4, amount=minutes),
        SoftRule.PREFERENCE: Price(level=4, amount=300),
        SoftRule.ROOM_SIZE: Price(level=4, amount=200),
        SoftRule.STABILITY: Price(level=5, amount=1),
    }
