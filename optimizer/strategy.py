"""Which search for which problem: piece by piece, as one model, or by annealing."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from optimizer import nights
from optimizer.cpsat.conflicts import conflicts, hopeless
from optimizer.cpsat.improve import improve, put_back
from optimizer.cpsat.levels import descend
from optimizer.cpsat.model import build
from optimizer.cpsat.nightly import Nightly
from optimizer.cpsat.options import Timely
from optimizer.greedy import start
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.plan import Placement, Plan
from optimizer.problem import Grid, SoftRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.levels import Descent
    from optimizer.nights import Worth
    from optimizer.problem import Demand, Problem
    from optimizer.state.hospital import Hospital

MODEL_CHOICES: Final = 7_000  # up to here the whole problem is one model,
NIGHT_CHOICES: Final = 2_000  # up to here on the night grid,
MANDATORY_CHOICES: Final = 20_000  # up to here while mandatory demands are without a place
PIECES_SHARE: Final = 0.3  # of the time, before the whole problem is one model
LEARN_SHARE: Final = 0.3  # of the time at most, for what is learned of a large problem,
BOUND_SHARE: Final = 0.25  # for the bound around the plan that was found,
STARTS_SHARE: Final = 0.25  # to say when everybody had best start, where that is looked at before beds,
BEDS_SHARE: Final = 0.4  # for beds around these starts,
CUTS_SHARE: Final = 0.1  # for the bound after that, which most of its cuts are then known for,
ANNEAL_SHARE: Final = 0.9  # of what is then left, for annealing a large problem whose places differ on one level,
LEVELS_SHARE: Final = 0.4  # on several, which the pieces tell apart better,
COMPILE_SHARE: Final = 0.4  # for pieces while annealing is being compiled
_POLL: Final = 0.05


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
    field = Nightly(hospital, freed, effort) if nightly else Timely(hospital, freed)
    most = MANDATORY_CHOICES if incumbent.missing else NIGHT_CHOICES if nightly else MODEL_CHOICES
    if problem.nurses and nights.improvable(problem) and (field.size > most or not incumbent.missing):
        return Finding(method="annealing", moves=_anneal(hospital, incumbent, effort))
    found = _place(hospital, field, incumbent, effort, freed, small=field.size <= most)
    return found if _modelled(problem) else replace(found, proven=False, bound=None)


def _anneal(
    hospital: Hospital, incumbent: Incumbent, effort: Effort, share: float = 1.0, worth: Worth | None = None
) -> int:
    """Anneal for a share of what is left once annealing is compiled; returns the moves tried."""
    while not nights.ready():
        if not effort.left():
            return 0
        time.sleep(_POLL)
    return nights.improve(hospital, incumbent, effort.budget(share), workers=effort.workers, worth=worth)


def _place(
    hospital: Hospital,
    field: Nightly | Timely,
    incumbent: Incumbent,
    effort: Effort,
    freed: Sequence[Demand],
    *,
    small: bool,
) -> Finding:
    """Piece by piece; then a small problem as one model. A large one has its own way."""
    if not small:
        return _place_many(hospital, field, incumbent, effort, freed)
    share = 0 if incumbent.missing else PIECES_SHARE
    found = _pieces(hospital, field, incumbent, effort, freed, share)
    method = "neighbourhoods"
    if found is None:
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


def _place_many(
    hospital: Hospital, field: Nightly | Timely, incumbent: Incumbent, effort: Effort, freed: Sequence[Demand]
) -> Finding:
    """Led by what is learned of scarce beds: by annealing, if it knows such problems, then piece by piece."""
    total = effort.left()
    known = nights.improvable(hospital.index.problem)
    at_once = known and (effort.by_clock() is None or nights.ready())
    field.learn(incumbent, effort, max(effort.left() - total * LEARN_SHARE, 0.0), plans=not at_once)
    reserve = total * BOUND_SHARE if field.loose(incumbent.cost.levels) else 0.0
    moves = _settle(field, incumbent, effort, total) if known and isinstance(field, Nightly) else None
    if moves is not None:
        reserve = total * CUTS_SHARE
    else:
        moves = _anneal_many(hospital, field, incumbent, effort, freed, reserve) if known else 0
    left, reserve = effort.left(), reserve if field.loose(incumbent.cost.levels) else 0.0
    found = _pieces(hospital, field, incumbent, effort, freed, 1 - reserve / left) if left > reserve else None
    field.tighten(incumbent, effort)
    if found is None and effort.left():
        found = _pieces(hospital, field, incumbent, effort, freed, 1.0)
    bound = field.bound(incumbent.cost.levels)
    method = "annealing" if moves else "neighbourhoods"
    if found is None:
        return Finding(method=method, bound=bound, moves=moves)
    reasons = conflicts(hospital, field.everything(), effort) if found.missing else ()
    bound = tuple(map(max, bound, found.bound))
    return Finding(method=method, proven=found.proven, bound=bound, conflicts=reasons, moves=moves)


def _settle(field: Nightly, incumbent: Incumbent, effort: Effort, total: float) -> int | None:
    """Say when everybody starts, then look for beds; returns the moves tried, None where the first is not known."""
    problem = field.settled(effort, max(effort.left() - total * STARTS_SHARE, 0.0))
    if problem is None:
        return None
    hospital = start(Index.of(problem))
    found = Incumbent(problem, hospital.plan())
    freed = hospital.take_all(problem.demands)
    beds = Nightly(hospital, freed, effort)
    reserve = max(effort.left() - total * BEDS_SHARE, 0.0)
    beds.learn(found, effort, reserve, plans=False)
    moves = _anneal_many(hospital, beds, found, effort, freed, reserve)
    if (left := effort.left()) > reserve:
        _pieces(hospital, beds, found, effort, freed, 1 - reserve / left)
    incumbent.offer(found.plan)
    return moves


def _anneal_many(
    hospital: Hospital,
    field: Nightly | Timely,
    incumbent: Incumbent,
    effort: Effort,
    freed: Sequence[Demand],
    reserve: float,
) -> int:
    """Anneal; where it must be compiled first, pieces are what is done meanwhile. Returns the moves tried."""
    if effort.by_clock() is not None and not nights.ready():
        _pieces(hospital, field, incumbent, effort, freed, COMPILE_SHARE)
        if not nights.ready():
            return 0
    worth = field.worth_of_places if isinstance(field, Nightly) and field.priced else None
    several = (
        len({price.level for rule, price in hospital.index.problem.prices.items() if rule is not SoftRule.UNPLACED}) > 1
    )
    share = (LEVELS_SHARE if several else ANNEAL_SHARE) * (1 - reserve / max(effort.left(), reserve, 1e-9))
    return _anneal(hospital, incumbent, effort, share, worth)


def _pieces(
    hospital: Hospital,
    field: Nightly | Timely,
    incumbent: Incumbent,
    effort: Effort,
    freed: Sequence[Demand],
    share: float,
) -> Descent | None:
    """Piece by piece for a share of what is left; ``hospital`` is without the freed before and after."""
    put_back(hospital, incumbent, freed)
    found = improve(hospital, incumbent, field.promising, effort, effort.left() * share)
    hospital.take_all(freed)
    return found


def _modelled(problem: Problem) -> bool:
    """Whether the model knows every rule that costs, so that what it proves holds for the plan's whole cost."""
    ages = SoftRule.MIXED_AGE in problem.prices and problem.horizon.grid is Grid.MINUTES
    return not problem.nurses and not ages
