"""Places that demands can tell apart only by who is there, looked at together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.checker.suitability import suits

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from optimizer.index import Index
    from optimizer.problem import Demand, Place


class Kinds:
    """The places by ward, room rules and those of their features that anybody needs or likes."""

    def __init__(self, index: Index) -> None:
        self._index = index
        asked = frozenset().union(*(demand.needs | demand.prefers for demand in index.problem.demands))
        self._kinds = _grouped(index.problem.places, lambda place: _rules(index, place, asked))
        self._fitting: dict[Hashable, list[tuple[Place, ...]]] = {}

    def suitable(self, demand: Demand) -> Iterator[tuple[Place, ...]]:
        """The places that suit ``demand``, in groups that cost it the same; those it names stand by themselves."""
        named = {name: self._index.places[name] for name in _named(demand) if name in self._index.places}
        yield from ((place,) for place in named.values() if suits(self._index, demand, place))
        for places in self._fit(demand):
            rest = tuple(place for place in places if place.id not in named) if named else places
            if rest:
                yield rest

    def _fit(self, demand: Demand) -> list[tuple[Place, ...]]:
        """The same without regard to places that are named: alike for all who ask for the same."""
        who = (demand.kind, demand.sex, demand.age_group, demand.specialty, demand.severe)
        key = (*who, demand.needs, demand.prefers, demand.room_size)
        if key not in self._fitting:
            anybody = replace(demand, refuses=frozenset())
            fitting = (place for kind in self._kinds if suits(self._index, anybody, kind[0]) for place in kind)
            self._fitting[key] = _grouped(fitting, lambda place: _worth(self._index, anybody, place))
        return self._fitting[key]


def _rules(index: Index, place: Place, asked: frozenset[str]) -> Hashable:
    """What decides whether a place suits somebody."""
    room = index.rooms[place.room]
    return (room.ward, room.sex, room.youngest, room.oldest, place.emergency_only, place.features & asked)


def _worth(index: Index, demand: Demand, place: Place) -> Hashable:
    """What decides how much a place costs a demand that does not name it."""
    beds = None if demand.room_size is None else index.beds[place.room]
    return (index.tier_of(demand, index.rooms[place.room].ward), beds, place.features & demand.prefers)


def _grouped(places: Iterable[Place], key: Callable[[Place], Hashable]) -> list[tuple[Place, ...]]:
    groups: dict[Hashable, list[Place]] = {}
    for place in places:
        groups.setdefault(key(place), []).append(place)
    return [tuple(group) for group in groups.values()]


def _named(demand: Demand) -> Iterator[str]:
    """The places that are something else to this demand than to others."""
    yield from demand.refuses
    yield from (place for place, _ in demand.place_cost)
    if demand.previous is not None:
        yield demand.previous
    if demand.promise is not None and demand.promise.place is not None:
        yield demand.promise.place
