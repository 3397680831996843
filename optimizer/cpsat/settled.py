"""A problem whose stays start when somebody said: only beds and theatres are left to be chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optimizer.problem import Demand, Problem


def settled(problem: Problem, starts: Mapping[str, int | None]) -> Problem:
    """The demands in ``starts`` begin then, or are left out where that is None; each costs there what it did."""
    kept = (_settled(each, starts) for each in problem.demands if starts.get(each.id, 0) is not None)
    return replace(problem, demands=tuple(kept))


def _settled(demand: Demand, starts: Mapping[str, int | None]) -> Demand:
    start = starts.get(demand.id)
    if start is None:
        return demand
    wanted = demand.release if demand.wanted is None else demand.wanted
    return replace(demand, release=start, due=start, wanted=wanted)
