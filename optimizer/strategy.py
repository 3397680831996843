"""Which search for which problem: one model, a narrowed one, piece by piece, or annealing."""

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
    from optimizer.cpsat.levels import Descent
    from optimizer.cpsat.options import Options
    from optimizer.incumbent import Incumbent
    from optimizer.problem import Problem
    from optimizer.state.hospital import Hospital

MODEL_CHOICES: Final = 7_000  # up to here the whole problem is one model,
NIGHT_CHOICES: Final = 2_000  # up to here on the night grid,
MANDATORY_CHOICES: Final = 20_000  # up to here while mandatory demands are without a place
FEWEST: Final = 8  # choices of one demand in a narrowed model
NARROW_SHARE: Final = 0.7  # of the time, for the narrowed model
BOUND_SHARE: Final = 0.2  # of the time, for a night plan's lower bound


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
    if size <= most:
        found = _whole(hospital, asked, incumbent, effort)
    else:
        found = (_narrowed if timed else _nightly)(hospital, asked, incumbent, effort)
    return found if _modelled(problem) else replace(found, proven=False, bound=None)


def _whole(hospital: Hospital, asked: Sequence[Options], incumbent: Incumbent, effort: Effort) -> Finding:
    """The whole problem as one model."""
    draft = build(hospital, asked, relaxed=incumbent.missing > 0)
    return _known("cp-sat", descend(draft, incumbent, effort, effort.left()), hospital, effort)


def _narrowed(hospital: Hospital, asked: Sequence[Options], incumbent: Incumbent, effort: Effort) -> Finding:
    """The cheapest choices of every demand as one model; then piece by piece with all choices."""
    placements, most = incumbent.placements(), max(MODEL_CHOICES // len(asked), FEWEST)
    fewer = [one.narrowed(most, placements.get(one.demand.id)) for one in asked]
    draft = build(hospital, fewer, relaxed=incumbent.missing > 0)
    descend(draft, incumbent, effort, effort.left() * NARROW_SHARE)
    bound = tuple(map(sum, zip(floor(asked), fixed_cost(hospital), strict=True)))
    put_back(hospital, incumbent, draft.demands)
    found = improve(hospital, incumbent, effort, effort.left())
    return Finding(method="cp-sat", bound=bound) if found is None else _known("cp-sat", found, hospital, effort)


def _nightly(hospital: Hospital, asked: Sequence[Options], incumbent: Incumbent, effort: Effort) -> Finding:
    """A large night plan piece by piece; then a relaxation of the whole says how good that is."""
    freed = put_back(hospital, incumbent, [one.demand for one in asked])
    found = improve(hospital, incumbent, effort, effort.left() * (1 - BOUND_SHARE))
    if found is not None:
        return _known("neighbourhoods", found, hospital, effort)
    if incumbent.missing:
        return Finding(method="neighbourhoods")
    hospital.take_all(freed)
    return Finding(method="neighbourhoods", bound=Relaxation(hospital, asked).bound(incumbent, effort))


def _known(method: str, found: Descent, hospital: Hospital, effort: Effort) -> Finding:
    """What a descent of all demands says; if some must be left out, which ones clash."""
    freed = hospital.take_all(hospital.index.problem.demands)
    reasons = conflicts(hospital, freed, effort) if found.missing else ()
    return Finding(method=method, proven=found.proven, bound=found.bound, conflicts=reasons)


def _modelled(problem: Problem) -> bool:
    """Whether the model knows every rule that costs, so that what it proves holds for the plan's whole cost."""
    ages = SoftRule.MIXED_AGE in problem.prices and problem.horizon.grid is Grid.MINUTES
    return not problem.nurses and not ages
