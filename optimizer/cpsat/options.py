"""What a demand could have: places and spans of starts in which the facts leave room for the whole stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from optimizer.cost import LEVELS
from optimizer.greedy import levels_of
from optimizer.own_cost import OwnCost
from optimizer.problem import Grid
from optimizer.state.spans import starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from optimizer.greedy import Levels
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
    """All that one demand could have."""

    demand: Demand
    cost: OwnCost
    openings: Sequence[Opening]
    windows: Sequence[Span]
    choices: Sequence[Option]

    def least(self) -> Levels:
        """What the demand costs at least on each level, whatever it gets."""
        return tuple(map(min, zip(self.cost.left_out, *(option.least for option in self.choices), strict=True)))


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
    """Where a stay can start, cut where it expires; tick by tick on the night grid. Both ends are included."""
    timed = hospital.index.problem.horizon.grid is Grid.MINUTES
    blocked = hospital.beds.blocked(demand, place)
    for window in windows:
        for low, high in starts(*window, demand.length, blocked):
            if not timed:
                yield from ((tick, tick) for tick in range(low, high + 1))
            elif demand.expires is not None and low < demand.expires <= high:
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
