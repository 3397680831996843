"""The price of a plan, itemised by rule and compared level by level."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.problem import SoftRule

LEVELS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``units`` of one soft rule at ``price`` each on ``level``; ``about`` names the demand, room or nurse."""

    rule: SoftRule
    level: int
    units: int
    price: int
    about: str

    @property
    def amount(self) -> int:
        """What the item costs."""
        return self.units * self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """All items of a plan. Two costs compare by their levels, the first difference decides."""

    items: tuple[Item, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """The sum on each of the five levels, most important first."""
        sums = [0] * LEVELS
        for item in self.items:
            sums[item.level - 1] += item.amount
        return tuple(sums)

    def by_owner(self) -> dict[str, tuple[int, ...]]:
        """The sums on each level for each demand, room or nurse the items are about."""
        sums: dict[str, list[int]] = {}
        for item in self.items:
            sums.setdefault(item.about, [0] * LEVELS)[item.level - 1] += item.amount
        return {about: tuple(levels) for about, levels in sums.items()}

    @property
    def total(self) -> int:
        """The plain sum over all levels: the figure of competitions, which have one level."""
        return sum(item.amount for item in self.items)

    def by_rule(self) -> dict[SoftRule, int]:
        """The amount each rule adds, for tables and explanations."""
        amounts: dict[SoftRule, int] = {}
        for item in self.items:
            amounts[item.rule] = amounts.get(item.rule, 0) + item.amount
        return amounts
