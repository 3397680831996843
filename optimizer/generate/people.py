"""Who lies in the beds already, and which beds are being cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.problem import Closure, Grid, Occupant, Sex, SexRule

if TYPE_CHECKING:
    import random

    from optimizer.generate.house import House
    from optimizer.problem import Horizon

OCCUPIED = 0.93
MEAN_NIGHTS = 6.5
CLEANED = 0.3
CLEANING_MINUTES = 60


def occupants(chance: random.Random, built: House, horizon: Horizon) -> tuple[Occupant, ...]:
    """Every bed outside the day bays occupied with a chance of 93 %, one sex per room."""
    rooms = {room.id: room for room in built.rooms}
    sexes = {room.id: chance.choice(list(Sex)) for room in built.rooms}
    people: list[Occupant] = []
    for place in built.places:
        room = rooms[place.room]
        for bed in range(place.capacity):
            if room.ward == built.bays or chance.random() >= OCCUPIED:
                continue
            sex = sexes[room.id] if room.sex is SexRule.SAME else chance.choice(list(Sex))
            people.append(Occupant(id=f"O-{place.id}-{bed}", place=place.id, end=_leaves(chance, horizon), sex=sex))
    return tuple(people)


def cleanings(
    chance: random.Random, built: House, horizon: Horizon, people: tuple[Occupant, ...]
) -> tuple[Closure, ...]:
    """On the minute grid a bed is cleaned when somebody leaves, and some of the empty ones now."""
    if horizon.grid is Grid.NIGHTS:
        return ()
    leaving = {person.place: person.end for person in people}
    return tuple(
        Closure(
            place=place.id,
            start=leaving.get(place.id, 0),
            end=leaving.get(place.id, 0) + CLEANING_MINUTES,
            reason="cleaning",
        )
        for place in built.places
        if place.id in leaving or chance.random() < CLEANED
    )


def _leaves(chance: random.Random, horizon: Horizon) -> int:
    nights = 1 + int(chance.expovariate(1 / MEAN_NIGHTS))
    if horizon.grid is Grid.NIGHTS:
        return nights
    return (nights - 1) * horizon.day + chance.randrange(2 * 60, 10 * 60)
