"""One solve, as it went: when each better plan came, and how it ended."""

from __future__ import annotations

import resource
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from optimizer.outcome import Feasible, Infeasible, NoPlanInTime, Optimal

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.cost import Cost
    from optimizer.outcome import Outcome
    from optimizer.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A better plan: its cost on each level, ``seconds`` after the start."""

    seconds: float
    levels: tuple[int, ...]

    @property
    def total(self) -> int:
        """The plain sum over all levels."""
        return sum(self.levels)


class Run:
    """A solve under the name of its file; ``watch`` is told of every better plan."""

    def __init__(self, name: str, watch: Callable[[Run], None] | None = None) -> None:
        self.name = name
        self.history: list[Step] = []
        self.seconds = 0.0
        self.cpu_seconds = 0.0
        self.outcome: Outcome = NoPlanInTime(seconds=0)
        self._watch = watch
        self._began, self._cpu_began = time.monotonic(), time.process_time()

    def seen(self, _plan: Plan, cost: Cost) -> None:
        """Note a better plan."""
        self.history.append(Step(seconds=time.monotonic() - self._began, levels=cost.levels))
        if self._watch is not None:
            self._watch(self)

    def finish(self, outcome: Outcome) -> Outcome:
        """Note how it ended."""
        self.seconds = time.monotonic() - self._began
        self.cpu_seconds = time.process_time() - self._cpu_began
        self.outcome = outcome
        return outcome

    @property
    def solved(self) -> Optimal | Feasible | None:
        """The outcome, if it has a plan."""
        return self.outcome if isinstance(self.outcome, (Optimal, Feasible)) else None

    @property
    def bound(self) -> tuple[int, ...] | None:
        """What no plan can go below, level by level, as far as that is proven."""
        match self.outcome:
            case Optimal(cost=cost):
                return cost.levels
            case Feasible(bound=bound):
                return bound
            case _:
                return None

    def told(self) -> dict[str, Any]:
        """Everything about the run but the plan itself."""
        told: dict[str, Any] = {"instance": self.name, "outcome": type(self.outcome).__name__}
        if self.solved is not None:
            told |= cost_told(self.solved.cost) | {"bound": None if self.bound is None else list(self.bound)}
            told |= asdict(self.solved.work) | {"cpsat_seconds": round(self.solved.work.cpsat_seconds, 6)}
        if isinstance(self.outcome, Feasible):
            told["method"] = self.outcome.method
        if isinstance(self.outcome, Infeasible):
            told["conflicts"] = list(self.outcome.conflicts)
        return told | {
            "first_plan_seconds": round(self.history[0].seconds, 3) if self.history else None,
            "best_plan_seconds": round(self.history[-1].seconds, 3) if self.history else None,
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(self.cpu_seconds, 3),
            "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }

    def history_told(self) -> list[dict[str, Any]]:
        """Every better plan in the order found."""
        return [{"seconds": round(step.seconds, 3), "levels": list(step.levels)} for step in self.history]


def cost_told(cost: Cost) -> dict[str, Any]:
    """A cost as the reports show it."""
    by_rule = {str(rule): amount for rule, amount in cost.by_rule().items()}
    return {"total": cost.total, "levels": list(cost.levels), "by_rule": by_rule}
