"""What one demand's own placement costs, with the units the checker counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from optimizer.checker.pricing import level_of
from optimizer.checker.registry import PER_DEMAND
from optimizer.cpsat.draft import Draft
from optimizer.cpsat.rules.promise_start import promise_start
from optimizer.cpsat.rules.waiting import waiting
from optimizer.plan import Placement
from optimizer.problem import Demand, SoftRule

if TYPE_CHECKING:
    from optimizer.problem import Price

# Rules whose units move with the start inside a choice: each makes the variable that counts them.
MOVING: Mapping[SoftRule, Callable[[Draft, Demand], cp_model.IntVar | None]] = {
    SoftRule.WAITING: waiting,
    SoftRule.PROMISE_START: promise_start,
}
# Rules that look at the start, not at the place; all others look at the place only.
BY_START = frozenset({SoftRule.WAITING, SoftRule.PROMISE_START, SoftRule.EXPIRY})


def prices(draft: Draft) -> None:
    """Charge every choice, and being left out; what moves with the start is charged by a variable of its own."""
    for rule, price in draft.index.problem.prices.items():
        if rule in PER_DEMAND:
            for demand in draft.demands:
                _charge(draft, demand, rule, price)


def _charge(draft: Draft, demand: Demand, rule: SoftRule, price: Price) -> None:
    level, units = level_of(rule, demand, price), PER_DEMAND[rule]
    draft.charge_own(level, draft.out[demand.id], price.amount * units(draft.index, demand, None))
    choices = draft.choices[demand.id]
    if rule in MOVING and any(choice.low < choice.high for choice in choices):
        moved = MOVING[rule](draft, demand)
        if moved is not None:
            draft.charge_own(level, moved, price.amount)
        return
    known: dict[int | str, int] = {}
    for choice in choices:
        key = choice.low if rule in BY_START else choice.place.id
        if key not in known:
            placement = Placement(demand=demand.id, place=choice.place.id, start=choice.low)
            known[key] = price.amount * units(draft.index, demand, placement)
        draft.charge_own(level, choice.literal, known[key])
