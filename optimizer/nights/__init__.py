"""The night grid: days, rooms, theatres and nurses improved together by compiled annealing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.problem import Grid

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    from optimizer.incumbent import Incumbent
    from optimizer.problem import Demand, Problem
    from optimizer.search.budget import Budget
    from optimizer.state.hospital import Hospital

    Worth: TypeAlias = Callable[[Demand], NDArray[np.float64]]


def improvable(problem: Problem) -> bool:
    """Whether this search knows every rule that ties placements together, and there is something to do."""
    horizon = problem.horizon
    staffed = horizon.shifts > 0 or not problem.nurses
    return horizon.grid is Grid.NIGHTS and horizon.day == 1 and staffed and bool(problem.places)


def improve(
    hospital: Hospital,
    incumbent: Incumbent,
    budget: Budget,
    *,
    workers: int = 1,
    seed: int = 1,
    worth: Worth | None = None,
) -> int:
    """Anneal from the incumbent, offering it what is better, until the budget is spent; returns the moves tried.

    ``worth`` says what each place costs a demand, scarce things included: the cheapest are tried most often.
    """
    from optimizer.nights.annealing import anneal  # noqa: PLC0415 - nobody else shall wait for the compiler

    return anneal(hospital, incumbent, budget, workers=workers, seed=seed, worth=worth)


def ready() -> bool:
    """Whether annealing can begin at once; if not, it is being compiled meanwhile."""
    from optimizer.nights.readiness import ready as compiled  # noqa: PLC0415 - nobody else shall wait for the compiler

    return compiled()
