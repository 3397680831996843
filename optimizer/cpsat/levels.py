"""Level by level: the best of the first, then of the second without losing any of the first, and so on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

from optimizer.cost import LEVELS
from optimizer.cpsat.draft import Solution
from optimizer.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from optimizer.cpsat.draft import Draft
    from optimizer.cpsat.effort import Effort
    from optimizer.incumbent import Incumbent

_SAFE: Final = 10**12  # a merged objective stays far below what 64-bit integers and the relaxation's floats bear


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """How far the levels were minimised.

    ``bound`` says per level what no plan can go below that is as good on the levels above; ``proven``, that it is
    reached on all of them; ``infeasible``, that there is no plan at all.
    """

    proven: bool
    infeasible: bool
    bound: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """A level's cost divided by its ``unit``, between ``low`` and ``high``; number 0 counts missing demands."""

    number: int
    cost: cp_model.LinearExprT
    unit: int
    low: int
    high: int


def descend(draft: Draft, incumbent: Incumbent, effort: Effort, seconds: float) -> Descent:
    """Minimise the draft's levels in their order, offering every plan found to ``incumbent``."""
    bound, proven = [0] * (LEVELS + 1), True
    reserve = effort.left() - seconds
    groups = _groups(_levels(draft))
    for at, group in enumerate(groups, start=1):
        draft.cp.minimize(sum(level.cost * weight for level, weight in group))
        draft.hint(incumbent.plan.placements)
        share = (effort.left() - reserve) / min(len(groups) - at + 1, 2)
        solver, status = effort.solve(draft.cp, share)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            infeasible = status == cp_model.INFEASIBLE and at == 1
            return Descent(proven=False, infeasible=infeasible, bound=tuple(bound[1:]))
        score = incumbent.offer(_plan(draft, solver))
        proven = proven and status == cp_model.OPTIMAL
        for level, weight in group:
            value = int(solver.value(level.cost))
            least = value if status == cp_model.OPTIMAL else _least(solver, level, weight, group)
            bound[level.number] = score[level.number] - (value - least) * level.unit
            draft.cp.add(level.cost <= value)
    return Descent(proven=proven, infeasible=False, bound=tuple(bound[1:]))


def _plan(draft: Draft, solver: cp_model.CpSolver) -> Plan:
    """The facts' placements and what the solver says of the others."""
    return Plan(placements=(*draft.hospital.placed.values(), *draft.placements(Solution(solver))))


def _least(solver: cp_model.CpSolver, level: _Level, weight: int, group: Sequence[tuple[_Level, int]]) -> int:
    """What an unfinished minimisation proves of one level: something of the first one, nothing of the others."""
    if level is not group[0][0]:
        return level.low
    rest = sum(other.high * factor for other, factor in group[1:])
    return max(-int((rest - solver.best_objective_bound) // weight), level.low)


def _groups(levels: Iterable[_Level]) -> list[list[tuple[_Level, int]]]:
    """Neighbouring levels under one objective wherever weights can safely keep their order."""
    groups: list[list[_Level]] = []
    for level in levels:
        if groups and _spread([*groups[-1], level]) <= _SAFE:
            groups[-1].append(level)
        else:
            groups.append([level])
    return [_weighted(group) for group in groups]


def _spread(group: Iterable[_Level]) -> int:
    spread = 1
    for level in group:
        spread *= level.high - level.low + 1
    return spread


def _weighted(group: Sequence[_Level]) -> list[tuple[_Level, int]]:
    return [(level, _spread(group[at + 1 :])) for at, level in enumerate(group)]


def _levels(draft: Draft) -> Iterator[_Level]:
    """The levels on which the draft can make a difference."""
    for number, terms in enumerate([[(out, 1) for out in draft.missing], *draft.terms]):
        unit = gcd(*(amount for _, amount in terms)) or 1
        shares = [(variable, amount // unit) for variable, amount in terms]
        low, high = _range(draft, shares)
        if low < high:
            cost = sum(variable * amount for variable, amount in shares)
            yield _Level(number=number, cost=cost, unit=unit, low=low, high=high)


def _range(draft: Draft, shares: Iterable[tuple[cp_model.IntVar, int]]) -> tuple[int, int]:
    """The least and most that a sum can be: every demand takes one of its options."""
    amounts: Counter[int] = Counter()
    most = 0
    for variable, amount in shares:
        if variable.index in draft.option_of:
            amounts[variable.index] += amount
        else:
            most += amount * variable.domain.max()
    options: dict[str, list[int]] = defaultdict(list)
    for literal, demand in draft.option_of.items():
        options[demand].append(amounts[literal])
    return sum(map(min, options.values())), most + sum(map(max, options.values()))
