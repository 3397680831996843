"""Who is in which room on which night, and who could still come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.terrain import night_set
from optimizer.problem import SexRule, SoftRule

if TYPE_CHECKING:
    from optimizer.nights.terrain import Terrain
    from optimizer.problem import Problem


class Rooms:
    """Beds taken, the company in every room, and the weight of mixed ages."""

    def __init__(self, terrain: Terrain) -> None:
        problem, nights = terrain.problem, terrain.nights
        self._room_of = terrain.room_of
        self._age_weight = terrain.weights.of(SoftRule.MIXED_AGE)
        self._ages = [person.age_group for person in terrain.people]
        kinds = sorted({(person.sex, person.organism or "") for person in terrain.people})
        self._kind = [kinds.index((person.sex, person.organism or "")) for person in terrain.people]
        self._strangers = [
            [[at for at, other in enumerate(kinds) if _apart(room.sex, one, other)] for one in kinds]
            for room in problem.rooms
        ]
        self._people: list[list[list[int]]] = [[[] for _ in range(nights)] for _ in problem.rooms]
        self._left = _open_beds(problem)
        self._full = [sum(1 << night for night in range(nights) if left[night] <= 0) for left in self._left]
        self._counts = [[[0] * nights for _ in kinds] for _ in problem.rooms]
        self._present = [[0] * len(kinds) for _ in problem.rooms]

    def blocked(self, person: int, place: int) -> int:
        """The nights on which the person cannot be in the place: no bed, or the wrong company."""
        room, nights = self._room_of[place], self._full[place]
        present = self._present[room]
        for kind in self._strangers[room][self._kind[person]]:
            nights |= present[kind]
        return nights

    def mixing(self, person: int, place: int, start: int, end: int) -> int:
        """What the person's age adds to that of the others in the nights [start, end)."""
        if not self._age_weight:
            return 0
        age, ages, added = self._ages[person], self._ages, 0
        for people in self._people[self._room_of[place]][start:end]:
            there = [ages[other] for other in people if other != person]
            if there:
                low, high = min(there), max(there)
                if age > high:
                    added += age - high
                elif age < low:
                    added += low - age
        return added * self._age_weight

    def enter(self, person: int, place: int, start: int, end: int) -> None:
        """Put somebody in a place for the nights [start, end)."""
        room, kind = self._room_of[place], self._kind[person]
        counts, left, people = self._counts[room][kind], self._left[place], self._people[room]
        for night in range(start, end):
            people[night].append(person)
            counts[night] += 1
            left[night] -= 1
            if left[night] <= 0:
                self._full[place] |= 1 << night
        self._present[room][kind] |= night_set(start, end - start)

    def leave(self, person: int, place: int, start: int, end: int) -> None:
        """Take somebody out of a place again."""
        room, kind = self._room_of[place], self._kind[person]
        counts, left, people = self._counts[room][kind], self._left[place], self._people[room]
        for night in range(start, end):
            people[night].remove(person)
            counts[night] -= 1
            left[night] += 1
            if left[night] == 1:
                self._full[place] &= ~(1 << night)
            if not counts[night]:
                self._present[room][kind] &= ~(1 << night)


def _apart(rule: SexRule, one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[1] != other[1] or (rule is SexRule.SAME and one[0] != other[0])


def _open_beds(problem: Problem) -> list[list[int]]:
    """The open beds of every place, night by night."""
    nights = range(problem.horizon.length)
    shut = {place.id: [0 for _ in nights] for place in problem.places}
    capacity = {place.id: place.capacity for place in problem.places}
    for closure in problem.closures:
        for night in nights[max(closure.start, 0) : max(closure.end, 0)]:
            shut[closure.place][night] += closure.beds or capacity[closure.place]
    return [[place.capacity - beds for beds in shut[place.id]] for place in problem.places]
