"""What one demand's own placement costs, with the units the checker counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from optimizer.checker.pricing import level_of
from optimizer.cpsat.draft import Draft
from optimizer.cpsat.rules.promise_start import promise_start
from optimizer.cpsat.rules.waiting import waiting
from optimizer.problem import Demand, SoftRule

if TYPE_CHECKING:
    from optimizer.greedy import Levels

# The rules of own_cost.MOVING: each makes the variable that counts its units.
COUNTED: Mapping[SoftRule, Callable[[Draft, Demand], cp_model.IntVar | None]] = {
    SoftRule.WAITING: waiting,
    SoftRule.PROMISE_START: promise_start,
}


def prices(draft: Draft) -> None:
    """Charge every choice, and being left out; what moves with the start is charged by a variable of its own."""
    for demand in draft.demands:
        cost, choices = draft.costs[demand.id], draft.choices[demand.id]
        wide = any(choice.low < choice.high for choice in choices)
        _charge(draft, draft.out[demand.id], cost.left_out)
        for choice in choices:
            _charge(draft, choice.literal, cost.of_place(choice.place.id))
            _charge(draft, choice.literal, cost.of_start(choice.low, moving=not wide))
        if wide:
            _count(draft, demand)


def _count(draft: Draft, demand: Demand) -> None:
    for rule, count in COUNTED.items():
        price = draft.index.problem.prices.get(rule)
        counted = None if price is None else count(draft, demand)
        if price is not None and counted is not None:
            draft.charge_own(level_of(rule, demand, price), counted, price.amount)


def _charge(draft: Draft, literal: cp_model.IntVar, levels: Levels) -> None:
    for level, amount in enumerate(levels, start=1):
        draft.charge_own(level, literal, amount)
