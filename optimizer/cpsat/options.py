"""What a demand could have: places and spans of starts in which the facts leave room for the whole stay.

Enumerated one by one here, on the minute grid; ``nightly`` does it for the nights, all at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from optimizer.cost import LEVELS
from optimizer.greedy import levels_of
from optimizer.own_cost import OwnCost
from optimizer.state.spans import starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from optimizer.cpsat.effort import Effort
    from optimizer.greedy import Levels
    from optimizer.incumbent import Incumbent
    from optimizer.plan import Placement
    from optimizer.problem import Demand, Place
    from optimizer.state.hospital import Hospital
    from optimizer.state.spans import Span
    from optimizer.state.theatres import Opening


class Option(NamedTuple):
    """A place with a start in [low, high], and what that costs the demand at least."""

    place: Place
    low: int
    high: int
    least: Levels


class Options(NamedTuple):
    """What one demand could have; ``whole`` if that is all there is for it."""

    demand: Demand
    cost: OwnCost
    openings: Sequence[Opening]
    windows: Sequence[Span]
    choices: Sequence[Option]
    whole: bool = True

    def least(self) -> Levels:
        """What the demand costs at least on each level, whatever it gets."""
        return tuple(map(min, zip(self.cost.left_out, *(option.least for option in self.choices), strict=True)))


class Timely:
    """On the minute grid: everything the demands that ``hospital`` has not placed could have, and its least cost."""

    def __init__(self, hospital: Hospital, demands: Iterable[Demand]) -> None:
        self._hospital = hospital
        self._asked = [options(hospital, demand) for demand in demands]
        self._least = tuple(map(sum, zip(floor(self._asked), fixed_cost(hospital), strict=True)))
        self.size = sum(len(one.choices) for one in self._asked)

    def everything(self) -> Sequence[Options]:
        """All of it."""
        return self._asked

    def promising(self, demands: Iterable[Demand], _kept: Mapping[str, Placement]) -> list[Options]:
        """What some demands could have around what the hospital holds now."""
        return [options(self._hospital, demand) for demand in demands]

    def learn(self, incumbent: Incumbent, effort: Effort, reserve: float, *, plans: bool) -> None:
        """Nothing is learned beforehand here."""

    def loose(self, _levels: Sequence[int]) -> bool:
        """Whether the bound could be tighter for plans that cost so much: never here."""
        return False

    def tighten(self, incumbent: Incumbent, effort: Effort) -> None:
        """The bound is what it is here."""

    def bound(self, _levels: Sequence[int]) -> Levels:
        """Per level, what no plan can go below."""
        return self._least


def options(hospital: Hospital, demand: Demand) -> Options:
    """What ``demand`` could have around everything in ``hospital``."""
    cost = OwnCost(hospital.index, demand)
    openings = list(hospital.theatres.openings(demand))
    windows = _union((opening.low, opening.high) for opening in openings)
    choices = [
        Option(place, low, high, cost.least(place.id, low, high))
        for place in hospital.suitable(demand)
        for low, high in _spans(hospital, demand, place, windows)
    ]
    return Options(demand, cost, openings, windows, choices)


def floor(asked: Iterable[Options]) -> Levels:
    """What all demands together cost at least on each level."""
    return tuple(map(sum, zip((0,) * LEVELS, *(one.least() for one in asked), strict=True)))


def fixed_cost(hospital: Hospital) -> Levels:
    """What the demands in ``hospital`` cost as they lie."""
    demands = hospital.index.demands
    own = (levels_of(hospital.index, demands[name], placement) for name, placement in hospital.placed.items())
    return tuple(map(sum, zip((0,) * LEVELS, *own, strict=True)))


def _spans(hospital: Hospital, demand: Demand, place: Place, windows: Iterable[Span]) -> Iterator[Span]:
    """Where a stay can start, cut where it expires. Both ends are included."""
    blocked = hospital.beds.blocked(demand, place)
    for window in windows:
        for low, high in starts(*window, demand.length, blocked):
            if demand.expires is not None and low < demand.expires <= high:
                yield low, demand.expires - 1
                yield demand.expires, high
            else:
                yield low, high


def _union(spans: Iterable[Span]) -> list[Span]:
    """Spans with both ends included, joined where they meet."""
    joined: list[Span] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        elif low <= high:
            joined.append((low, high))
    return joined
