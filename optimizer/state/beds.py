"""Which beds are taken when, and when a demand could start in a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from optimizer.problem import DemandKind, SexRule
from optimizer.state.spans import Span, Step, below_one, profile

if TYPE_CHECKING:
    from collections.abc import Container

    from optimizer.index import Index
    from optimizer.problem import Demand, Occupant, Place, Reserve, Sex


class Person(NamedTuple):
    """Somebody's time in a place, as far as others in the room are concerned."""

    who: str
    place: str
    start: int
    end: int
    sex: Sex
    organism: str | None


class Beds:
    """The people in every place, and the reserves they leave."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._horizon = index.problem.horizon.length
        self._rooms: dict[str, dict[str, Person]] = {room: {} for room in index.rooms}
        self._closed: dict[str, list[Step]] = {}
        for closure in index.problem.closures:
            beds = closure.beds or index.places[closure.place].capacity
            self._closed.setdefault(closure.place, []).append((closure.start, closure.end, beds))
        self._facts: dict[str, list[Step]] = {}
        self._reserves: dict[str, list[Reserve]] = {}
        self._taken: dict[str, dict[str, Step]] = {}
        self._used_up: dict[str, list[Span]] = {}
        self._full: dict[str, list[Span]] = {}
        self._blocked: dict[str, dict[tuple[str, Sex, str | None], list[Span]]] = {room: {} for room in index.rooms}
        for reserve in index.problem.reserves:
            self._taken[reserve.id] = {}
            for place in reserve.places:
                self._reserves.setdefault(place, []).append(reserve)
        for person in index.problem.occupants:
            self._add(person, person.id, index.places[person.place], (person.start, person.end), fact=True)

    def add(self, demand: Demand, place: str, start: int) -> None:
        """Put the demand in ``place`` from ``start``."""
        span = (start, start + demand.length)
        self._add(demand, demand.id, self._index.places[place], span, fact=demand.pinned)
        if not demand.pinned and demand.kind is not DemandKind.EMERGENCY:
            for reserve in self._reserves.get(place, ()):
                self._taken[reserve.id][demand.id] = (*span, 1)
                self._used_up.pop(reserve.id, None)

    def remove(self, demand: Demand, place: str) -> None:
        """Take the demand, which is not pinned, out of ``place`` again."""
        room = self._index.places[place].room
        del self._rooms[room][demand.id]
        self._full.pop(place, None)
        self._blocked[room].clear()
        for reserve in self._reserves.get(place, ()):
            self._taken[reserve.id].pop(demand.id, None)
            self._used_up.pop(reserve.id, None)

    def blocked(self, demand: Demand, place: Place) -> list[Span]:
        """When ``demand`` cannot be in ``place``, sorted: full, closed, the wrong company, or reserved."""
        known = self._blocked[place.room]
        key = (place.id, demand.sex, demand.organism)
        if key not in known:
            known[key] = self._closed_to(demand, place)
        if demand.kind is DemandKind.EMERGENCY or place.id not in self._reserves:
            return known[key]
        return sorted((*known[key], *(span for reserve in self._reserves[place.id] for span in self.used_up(reserve))))

    def _closed_to(self, demand: Demand, place: Place) -> list[Span]:
        """The same apart from reserves; kept until somebody comes to the room or leaves it."""
        full = self.full(place)
        if full == [(0, self._horizon)]:
            return full
        room = self._index.rooms[place.room]
        shared = room.sex is SexRule.SAME
        company = self._rooms[room.id].values()
        wrong = [
            (person.start, person.end)
            for person in company
            if person.organism != demand.organism or (shared and person.sex is not demand.sex)
        ]
        return sorted(full + wrong)

    def company(self, place: Place, sexes: Container[Sex]) -> list[Span]:
        """When somebody of another sex is in the place's room, where it is shared by sex."""
        room = self._index.rooms[place.room]
        if room.sex is not SexRule.SAME:
            return []
        return [(person.start, person.end) for person in self._rooms[room.id].values() if person.sex not in sexes]

    def full(self, place: Place) -> list[Span]:
        """When no bed is left in ``place``."""
        if place.id not in self._full:
            self._full[place.id] = below_one(self.free(place))
        return self._full[place.id]

    def free(self, place: Place) -> list[Step]:
        """The beds left in ``place`` over the horizon."""
        people = [
            (person.start, person.end, 1) for person in self._rooms[place.room].values() if person.place == place.id
        ]
        drops = people + self._closed.get(place.id, [])
        return list(profile(place.capacity, drops, (0, self._horizon)))

    def used_up(self, reserve: Reserve) -> list[Span]:
        """When the reserve leaves nothing for demands other than emergencies; kept until a bed of it changes hands."""
        if reserve.id not in self._used_up:
            self._used_up[reserve.id] = below_one(self.spare(reserve))
        return self._used_up[reserve.id]

    def spare(self, reserve: Reserve) -> list[Step]:
        """The beds left for demands other than emergencies while the reserve is kept."""
        span = (reserve.start, min(reserve.end, self._horizon))
        beds, drops = -reserve.count, list(self._taken[reserve.id].values())
        for name in reserve.places:
            place = self._index.places[name]
            beds += place.capacity
            taken = self._facts.get(name, []) + self._closed.get(name, [])
            for start, end, left in profile(place.capacity, taken, span):
                drops.append((start, end, place.capacity - max(left, 0)))
        return list(profile(beds, drops, span))

    def _add(self, who: Occupant | Demand, name: str, place: Place, span: Span, *, fact: bool) -> None:
        person = Person(name, place.id, *span, who.sex, who.organism)
        self._rooms[place.room][name] = person
        self._full.pop(place.id, None)
        self._blocked[place.room].clear()
        if fact:
            self._facts.setdefault(place.id, []).append((*span, 1))
            for reserve in self._reserves.get(place.id, ()):
                self._used_up.pop(reserve.id, None)
