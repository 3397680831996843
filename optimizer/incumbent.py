"""The best plan so far: nothing is kept, shown or returned that the checker has not passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker import HardRule, check
from optimizer.nursing.staffed import staffed

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.cost import Cost
    from optimizer.plan import Placement, Plan
    from optimizer.problem import Problem


class Incumbent:
    """Keeps the better of all plans offered, with nurses where the problem has some.

    A plan that only lacks mandatory demands is kept but not shown. ``checked`` counts the plans looked at.
    """

    def __init__(self, problem: Problem, start: Plan, on_plan: Callable[[Plan, Cost], None] | None = None) -> None:
        self._problem = problem
        self._on_plan = on_plan
        self.plan = staffed(problem, start)
        self.improved = False
        self.checked = 0
        self.missing, self.cost = self._judge(self.plan)
        self._show()

    @property
    def score(self) -> tuple[int, ...]:
        """Missing mandatory demands, then the cost's levels: the smaller one is better."""
        return (self.missing, *self.cost.levels)

    def placements(self) -> dict[str, Placement]:
        """The plan's placements by demand."""
        return {placement.demand: placement for placement in self.plan.placements}

    def offer(self, plan: Plan) -> tuple[int, ...]:
        """Keep ``plan`` if it is better than what there is; returns its score."""
        plan = staffed(self._problem, plan)
        missing, cost = self._judge(plan)
        score = (missing, *cost.levels)
        if score < self.score:
            self.plan, self.missing, self.cost, self.improved = plan, missing, cost, True
            self._show()
        return score

    def _show(self) -> None:
        if self._on_plan is not None and not self.missing:
            self._on_plan(self.plan, self.cost)

    def _judge(self, plan: Plan) -> tuple[int, Cost]:
        report = check(self._problem, plan)
        self.checked += 1
        wrong = [found for found in report.violations if found.rule is not HardRule.MANDATORY]
        if wrong:
            message = f"a plan was made that breaks a hard rule: {wrong[0]}"
            raise AssertionError(message)
        return len(report.violations), report.cost
