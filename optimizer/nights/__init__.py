"""The night grid with nurses: days, rooms, theatres and nurses improved together by annealing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from optimizer.nights.moves import moves
from optimizer.nights.state import State
from optimizer.nursing import heat_unit
from optimizer.nursing.moves import settle
from optimizer.problem import Grid, SoftRule
from optimizer.search.anneal import anneal
from optimizer.search.weights import Weights

if TYPE_CHECKING:
    from optimizer.incumbent import Incumbent
    from optimizer.problem import Problem
    from optimizer.search.budget import Budget

_HOT: Final = 0.2  # of the price of leaving somebody out
_COLD: Final = 0.2  # of the price of one more nurse for a person
_PATIENCE: Final = 200  # batches of steps between two looks at whether the plan got better


def improvable(problem: Problem) -> bool:
    """Whether this search knows every rule of the problem that ties placements together."""
    return problem.horizon.grid is Grid.NIGHTS and not problem.reserves


def improve(problem: Problem, incumbent: Incumbent, budget: Budget, *, seed: int = 1) -> None:
    """Anneal from the incumbent, offering it what is better, until the budget is spent."""
    chance = random.Random(seed)  # noqa: S311 - a search that can be repeated, no secret
    state = State(problem, incumbent.plan)
    best = batches = 0

    def watch(added: int) -> None:
        nonlocal best, batches
        batches += 1
        if batches % _PATIENCE == 0 and added < best:
            best = added
            incumbent.offer(state.plan())

    anneal(moves(state, chance), chance, budget, heat=_heat(problem), watch=watch)
    settle(state.roster)
    incumbent.offer(state.plan())


def _heat(problem: Problem) -> tuple[float, float]:
    cold = _COLD * heat_unit(problem)
    return max(_HOT * Weights(problem).of(SoftRule.UNPLACED), cold), cold
