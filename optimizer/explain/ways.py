"""The cheapest ways out: of every kind of change the one that looks cheapest, tried out and checked."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from optimizer.checker.registry import JOINT
from optimizer.explain.ideas import ideas
from optimizer.explain.ideas.idea import Asked
from optimizer.greedy import levels_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.explain.answers import WayOut
    from optimizer.explain.around import Around
    from optimizer.explain.changes import Change
    from optimizer.explain.trial import Trial

SHOWN: Final = 5
TRIED: Final = 3  # of one kind in a row without success


def ways(around: Around, trial: Trial) -> tuple[WayOut, ...]:
    """Up to five different ways, the cheapest first; every one was tried and works."""
    queues = _queues(_asked(around, trial))
    found: dict[tuple[object, ...], WayOut] = {}
    for _round in range(2):  # a second one of a kind only if there are too few kinds
        if len(found) < SHOWN:
            for queue in queues:
                way = next(_working(queue, trial), None)
                if way is not None:
                    found.setdefault(_subject(way.change), way)
    return tuple(sorted(found.values(), key=lambda way: (way.difference.levels, repr(way.change)))[:SHOWN])


def _asked(around: Around, trial: Trial) -> Asked:
    placement = next((each for each in trial.plan.placements if each.demand == around.demand.id), None)
    before = around.index.problem.horizon.length if placement is None else placement.start
    unknown = around.index.problem.prices.keys() & JOINT.keys() or (placement is None and around.demand.mandatory)
    limit = None if unknown else levels_of(around.index, around.demand, placement)
    return Asked(around=around, before=before, limit=limit)


def _queues(asked: Asked) -> list[Iterator[Change]]:
    """The changes of each kind, the one that looks cheapest first."""
    kinds: dict[str, dict[Change, tuple[object, ...]]] = {}
    for kind, order, change in ideas(asked):
        known = kinds.setdefault(kind, {})
        known[change] = min(known.get(change, order), order)
    return [iter(sorted(orders, key=orders.__getitem__)) for orders in kinds.values()]


def _subject(change: Change) -> tuple[object, ...]:
    """The kind of change and whom or what it is about: always the first field."""
    return type(change), getattr(change, fields(change)[0].name)


def _working(queue: Iterator[Change], trial: Trial) -> Iterator[WayOut]:
    for _attempt, change in zip(range(TRIED), queue, strict=False):
        way = trial.of(change)
        if way is not None:
            yield way
