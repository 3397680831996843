"""Level by level: the best of the first, then of the second without losing any of the first, and so on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from optimizer.cost import LEVELS
from optimizer.cpsat.draft import Solution
from optimizer.greedy import levels_of
from optimizer.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.cpsat.draft import Draft
    from optimizer.cpsat.effort import Effort
    from optimizer.incumbent import Incumbent


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


def descend(draft: Draft, incumbent: Incumbent, effort: Effort, seconds: float) -> Descent:
    """Minimise the draft's levels in their order, offering every plan found to ``incumbent``."""
    bound, proven = [0] * (LEVELS + 1), True
    reserve = max(effort.left() - seconds, 0.0)
    levels = list(_levels(draft))
    while levels and _own(draft, incumbent, levels[0].number) == levels[0].low * levels[0].unit:
        bound[levels[0].number] = incumbent.score[levels[0].number]
        draft.cp.add(levels[0].cost <= levels[0].low)
        del levels[0]
    for at, level in enumerate(levels, start=1):
        draft.cp.minimize(level.cost)
        draft.hint(incumbent.plan.placements)
        share = (effort.left() - reserve) / min(len(levels) - at + 1, 2)
        solver, status = effort.solve(draft.cp, share)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            proven = False
            break
        proven = proven and status == cp_model.OPTIMAL
        value = round(solver.objective_value)
        gap = value - math.ceil(solver.best_objective_bound)
        score = incumbent.offer(_plan(draft, solver))
        bound[level.number] = score[level.number] - gap * level.unit
        draft.cp.add(level.cost <= value)
    return Descent(proven=proven, missing=bound[0], bound=tuple(bound[1:]))


def _own(draft: Draft, incumbent: Incumbent, level: int) -> int | None:
    """What the draft's demands cost on a level of the incumbent's plan; None where that is not theirs alone."""
    if level in draft.joint:
        return None
    placements = incumbent.placements()
    if level == 0:
        return sum(demand.mandatory and demand.id not in placements for demand in draft.demands)
    own = (levels_of(draft.index, demand, placements.get(demand.id)) for demand in draft.demands)
    return sum(levels[level - 1] for levels in own)


def _plan(draft: Draft, solver: cp_model.CpSolver) -> Plan:
    """The facts' placements and what the solver says of the others."""
    return Plan(placements=(*draft.hospital.placed.values(), *draft.placements(Solution(solver))))


def _levels(draft: Draft) -> Iterator[_Level]:
    """The levels on which the draft can make a difference."""
    floors = (0, *draft.floor)
    for number, terms in enumerate([[(out, 1) for out in draft.missing], *draft.terms]):
        unit = math.gcd(*(amount for _, amount in terms)) or 1
        if terms:
            cost = sum(variable * (amount // unit) for variable, amount in terms)
            yield _Level(number=number, cost=cost, unit=unit, low=floors[number] // unit)
