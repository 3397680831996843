"""What one cost has more than another, level by level and rule by rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.cost import Cost
    from optimizer.problem import SoftRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDifference:
    """A rule costs ``amount`` more on ``level``."""

    rule: SoftRule
    level: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``levels`` more on each level, and the rules that make it, the most important level and largest amount first."""

    levels: tuple[int, ...]
    rules: tuple[RuleDifference, ...]

    @classmethod
    def of(cls, before: Cost, after: Cost) -> Difference:
        """What ``after`` costs more than ``before``."""
        amounts: Counter[tuple[SoftRule, int]] = Counter()
        for sign, cost in ((1, after), (-1, before)):
            for item in cost.items:
                amounts[item.rule, item.level] += sign * item.amount
        rules = [
            RuleDifference(rule=rule, level=level, amount=amount) for (rule, level), amount in amounts.items() if amount
        ]
        return cls(
            levels=tuple(new - old for new, old in zip(after.levels, before.levels, strict=True)),
            rules=tuple(sorted(rules, key=lambda each: (each.level, -abs(each.amount), each.rule))),
        )

    @property
    def worse(self) -> bool:
        """It costs more: the first level that differs decides."""
        return self.levels > (0,) * len(self.levels)

    @property
    def decisive(self) -> SoftRule | None:
        """The rule that makes the difference: the largest with its sign on the first level that differs."""
        level, sum_ = next(((at, each) for at, each in enumerate(self.levels, 1) if each), (0, 0))
        return next((each.rule for each in self.rules if each.level == level and each.amount * sum_ > 0), None)
