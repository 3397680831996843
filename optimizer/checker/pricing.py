"""From units to money: every priced rule's items, on their levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.registry import JOINT, PER_DEMAND
from optimizer.cost import Cost, Item
from optimizer.problem import SoftRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context
    from optimizer.index import Index
    from optimizer.plan import Placement
    from optimizer.problem import Demand, Price

_OVERRIDABLE = frozenset({SoftRule.WAITING, SoftRule.UNPLACED})


def level_of(rule: SoftRule, demand: Demand, price: Price) -> int:
    """The level on which the demand's rule counts: emergencies wait on a level of their own."""
    if rule in _OVERRIDABLE and demand.waiting_level is not None:
        return demand.waiting_level
    return price.level


def demand_items(index: Index, demand: Demand, placement: Placement | None) -> Iterator[Item]:
    """What the demand's own placement costs (None = left out), without what it costs together with others."""
    for rule, price in index.problem.prices.items():
        if rule in PER_DEMAND:
            units = PER_DEMAND[rule](index, demand, placement)
            if units:
                yield Item(
                    rule=rule,
                    level=level_of(rule, demand, price),
                    units=units,
                    price=price.amount,
                    about=demand.id,
                )


def joint_items(context: Context) -> Iterator[Item]:
    """What placements and nursing cost together."""
    for rule, price in context.problem.prices.items():
        if rule in JOINT:
            for found in JOINT[rule](context):
                if found.units:
                    yield Item(
                        rule=rule,
                        level=price.level,
                        units=found.units,
                        price=price.amount,
                        about=found.about,
                    )


def cost_of(context: Context) -> Cost:
    """The whole cost of the plan."""
    own = (
        item
        for demand in context.problem.demands
        for item in demand_items(context.index, demand, context.placed.get(demand.id))
    )
    return Cost(items=(*own, *joint_items(context)))
