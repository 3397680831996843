"""Which search for which problem: piece by piece, as one model, or by annealing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from optimizer import nights
from optimizer.cpsat.conflicts import conflicts, hopeless
from optimizer.cpsat.improve import improve, put_back
from optimizer.cpsat.levels import descend
from optimizer.cpsat.model import build
from optimizer.cpsat.nightly import Nightly
from optimizer.cpsat.options import Timely
from optimizer.plan import Placement, Plan
from optimizer.problem import Grid, SoftRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.cpsat.effort import Effort
    from optimizer.incumbent import Incumbent
    from optimizer.problem import Demand, Problem
    from optimizer.state.hospital import Hospital

MODEL_CHOICES: Final = 7_000  # up to here the whole problem is one model,
NIGHT_CHOICES: Final = 2_000  # up to here on the night grid,
MANDATORY_CHOICES: Final = 20_000  # up to here while mandatory demands are without a place
PIECES_SHARE: Final = 0.3  # of the time, before the whole problem is one model
LEARN_SHARE: Final = 0.5  # of the time at most, for what can be learned of a large problem beforehand


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a search knows about the incumbent it leaves, or why there is none; ``moves`` are those annealing tried."""

    method: str
    proven: bool = False
    bound: tuple[int, ...] | None = None
    conflicts: tuple[str, ...] = ()
    moves: int = 0


def search(hospital: Hospital, incumbent: Incumbent, effort: Effort) -> Finding:
    """Improve the incumbent, which ``hospital`` holds, as long as the effort lasts."""
    problem = hospital.index.problem
    if incumbent.missing and (reasons := hopeless(hospital.index)):
        return Finding(method="greedy", conflicts=reasons)
    freed = hospital.take_all(problem.demands)
    nightly = problem.horizon.grid is Grid.NIGHTS
    field = Nightly(hospital, freed) if nightly else Timely(hospital, freed)
    most = MANDATORY_CHOICES if incumbent.missing else NIGHT_CHOICES if nightly else MODEL_CHOICES
    if problem.nurses and nights.improvable(problem) and (field.size > most or not incumbent.missing):
        moves = nights.improve(problem, incumbent, effort.budget(), workers=effort.workers)
        return Finding(method="annealing", moves=moves)
    found = _place(hospital, field, incumbent, effort, freed, small=field.size <= most)
    return found if _modelled(problem) else replace(found, proven=False, bound=None)


def _place(
    hospital: Hospital,
    field: Nightly | Timely,
    incumbent: Incumbent,
    effort: Effort,
    freed: Sequence[Demand],
    *,
    small: bool,
) -> Finding:
    """Piece by piece; then a small problem as one model. What is learned of a large one first leads the pieces."""
    share = 1 if not small else 0 if incumbent.missing else PIECES_SHARE
    if not small:
        field.learn(incumbent, effort, effort.left() * (1 - LEARN_SHARE))
    if not effort.left():
        return Finding(method="greedy", bound=field.bound(incumbent.cost.levels))
    put_back(hospital, incumbent, freed)
    found = improve(hospital, incumbent, field.promising, effort, effort.left() * share)
    hospital.take_all(freed)
    method = "neighbourhoods"
    if found is None and small:
        facts = tuple(hospital.placed.values())

        def whole(placements: list[Placement]) -> Sequence[int]:
            return incumbent.offer(Plan(placements=(*facts, *placements)))

        draft = build(hospital, field.everything(), relaxed=incumbent.missing > 0)
        method, found = "cp-sat", descend(draft, incumbent.placements(), whole, effort, effort.left())
    bound = field.bound(incumbent.cost.levels)
    if found is None:
        return Finding(method=method, bound=bound)
    reasons = conflicts(hospital, field.everything(), effort) if found.missing else ()
    bound = tuple(map(max, bound, found.bound))
    return Finding(method=method, proven=found.proven, bound=bound, conflicts=reasons)


def _modelled(problem: Problem) -> bool:
    """Whether the model knows every rule that costs, so that what it proves holds for the plan's whole cost."""
    ages = SoftRule.MIXED_AGE in problem.prices and problem.horizon.grid is Grid.MINUTES
    return not problem.nurses and not ages
