"""Level by level: the best of the first, then of the second without losing any of the first, and so on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ortools.sat.python import cp_model

from optimizer.cost import LEVELS
from optimizer.cpsat.draft import Solution
from optimizer.greedy import levels_of
from optimizer.plan import Placement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from optimizer.cpsat.draft import Draft
    from optimizer.cpsat.effort import Effort

Offer: TypeAlias = Callable[[list[Placement]], Sequence[int]]
"""Takes where the draft's demands are placed; returns the plan's missing demands and levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """How far the levels were minimised.

    ``bound`` says per level what no plan can go below that is as good on the levels above; ``proven``, that it is
    reached on all of them; ``missing``, how many mandatory demands surely cannot be placed.
    """

    proven: bool
    missing: int
    bound: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """A level's cost in its own ``unit``, at least ``low`` of them; number 0 counts missing demands."""

    number: int
    cost: cp_model.LinearExprT
    unit: int
    low: int


def descend(
    draft: Draft,
    kept: Mapping[str, Placement],
    offer: Offer,
    effort: Effort,
    seconds: float,
    *,
    workers: int | None = None,
) -> Descent:
    """Minimise the draft's levels in their order from the plan ``kept``, giving ``offer`` every plan found."""
    bound, proven = [0] * (LEVELS + 1), True
    reserve = max(effort.left() - seconds, 0.0)
    levels = list(_levels(draft))
    score = offer([kept[demand.id] for demand in draft.demands if demand.id in kept])
    while levels and _own(draft, kept, levels[0].number) == levels[0].low * levels[0].unit:
        bound[levels[0].number] = score[levels[0].number]
        draft.cp.add(levels[0].cost <= levels[0].low)
        del levels[0]
    for at, level in enumerate(levels, start=1):
        draft.cp.minimize(level.cost)
        draft.hint(kept.values())
        share = (effort.left() - reserve) / min(len(levels) - at + 1, 2)
        solver, status = effort.solve(draft.cp, share, workers)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            proven = False
            break
        proven = proven and status == cp_model.OPTIMAL
        value = round(solver.objective_value)
        gap = value - math.ceil(solver.best_objective_bound)
        found = list(draft.placements(Solution(solver)))
        kept = {placement.demand: placement for placement in found}
        bound[level.number] = offer(found)[level.number] - gap * level.unit
        draft.cp.add(level.cost <= value)
    return Descent(proven=proven, missing=bound[0], bound=tuple(bound[1:]))


def _own(draft: Draft, kept: Mapping[str, Placement], level: int) -> int | None:
    """What the draft's demands cost on a level as they are kept; None where that is not theirs alone."""
    if level in draft.joint:
        return None
    if level == 0:
        return sum(demand.mandatory and demand.id not in kept for demand in draft.demands)
    own = (levels_of(draft.index, demand, kept.get(demand.id)) for demand in draft.demands)
    return sum(levels[level - 1] for levels in own)


def _levels(draft: Draft) -> Iterator[_Level]:
    """The levels on which the draft can make a difference."""
    floors = (0, *draft.floor)
    for number, terms in enumerate([[(out, 1) for out in draft.missing], *draft.terms]):
        unit = math.gcd(*(amount for _, amount in terms)) or 1
        if terms:
            cost = sum(variable * (amount // unit) for variable, amount in terms)
            yield _Level(number=number, cost=cost, unit=unit, low=floors[number] // unit)
