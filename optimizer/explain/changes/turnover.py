"""Closures that make a bed ready after somebody left, and those that have another reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.problem import Grid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from optimizer.problem import Closure, Occupant


def turnover(grid: Grid, closures: Iterable[Closure], person: Occupant) -> Closure | None:
    """The closure in which the bed is made ready after the person left; a night has room for that."""
    if grid is Grid.NIGHTS:
        return None
    return next((each for each in closures if each.place == person.place and each.start == person.end), None)


def optional_closures(grid: Grid, closures: Collection[Closure], people: Iterable[Occupant]) -> frozenset[Closure]:
    """Those of a place's closures that do not make it ready after one of its people."""
    return frozenset(closures) - {turnover(grid, closures, person) for person in people}
