"""Which search for which problem: piece by piece, as one model, or by annealing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from optimizer import nights
from optimizer.cpsat.conflicts import conflicts, hopeless
from optimizer.cpsat.improve import improve, put_back
from optimizer.cpsat.levels import descend
from optimizer.cpsat.model import build
from optimizer.cpsat.options import fixed_cost, floor, options
from optimizer.cpsat.relaxation import Relaxation
from optimizer.problem import Grid, SoftRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.options import Options
    from optimizer.incumbent import Incumbent
    from optimizer.problem import Problem
    from optimizer.state.hospital import Hospital

MODEL_CHOICES: Final = 7_000  # up to here the whole problem is one model,
NIGHT_CHOICES: Final = 2_000  # up to here on the night grid,
MANDATORY_CHOICES: Final = 20_000  # up to here while mandatory demands are without a place
PIECES_SHARE: Final = 0.3  # of the time, before the whole problem is one model
BOUND_SHARE: Final = 0.2  # of the time, for a large night plan's lower bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a search knows about the incumbent it leaves, or why there is none."""

    method: str
    proven: bool = False
    bound: tuple[int, ...] | None = None
    conflicts: tuple[str, ...] = ()


def search(hospital: Hospital, incumbent: Incumbent, effort: Effort) -> Finding:
    """Improve the incumbent, which ``hospital`` holds, as long as the effort lasts."""
    problem = hospital.index.problem
    if incumbent.missing and (reasons := hopeless(hospital.index)):
        return Finding(method="greedy", conflicts=reasons)
    freed = hospital.take_all(problem.demands)
    asked = [options(hospital, demand) for demand in freed]
    size = sum(len(one.choices) for one in asked)
    timed = problem.horizon.grid is Grid.MINUTES
    most = MANDATORY_CHOICES if incumbent.missing else MODEL_CHOICES if timed else NIGHT_CHOICES
    if problem.nurses and nights.improvable(problem) and (size > most or not incumbent.missing):
        nights.improve(problem, incumbent, effort.budget())
        return Finding(method="annealing")
    found = _place(hospital, asked, incumbent, effort, small=size <= most)
    return found if _modelled(problem) else replace(found, proven=False, bound=None)


def _place(
    hospital: Hospital, asked: Sequence[Options], incumbent: Incumbent, effort: Effort, *, small: bool
) -> Finding:
    """Piece by piece; then a small problem as one model, or a bound for a large one."""
    nightly = hospital.index.problem.horizon.grid is Grid.NIGHTS
    large_share = 1 - BOUND_SHARE if nightly else 1
    share = large_share if not small else 0 if incumbent.missing else PIECES_SHARE
    freed = put_back(hospital, incumbent, [one.demand for one in asked])
    found = improve(hospital, incumbent, effort, effort.left() * share)
    hospital.take_all(freed)
    method = "neighbourhoods"
    if found is None and small:
        draft = build(hospital, asked, relaxed=incumbent.missing > 0)
        method, found = "cp-sat", descend(draft, incumbent, effort, effort.left())
    bound = tuple(map(sum, zip(floor(asked), fixed_cost(hospital), strict=True)))
    if found is not None:
        reasons = conflicts(hospital, asked, effort) if found.missing else ()
        bound = tuple(map(max, bound, found.bound))
        return Finding(method=method, proven=found.proven, bound=bound, conflicts=reasons)
    if nightly and not incumbent.missing:
        bound = tuple(map(max, bound, Relaxation(hospital, asked).bound(incumbent, effort)))
    return Finding(method=method, bound=bound)


def _modelled(problem: Problem) -> bool:
    """Whether the model knows every rule that costs, so that what it proves holds for the plan's whole cost."""
    ages = SoftRule.MIXED_AGE in problem.prices and problem.horizon.grid is Grid.MINUTES
    return not problem.nurses and not ages
