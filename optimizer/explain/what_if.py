"""What if: the same question with a change, solved from the old plan on, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from optimizer.checker import check
from optimizer.explain.difference import Difference
from optimizer.formats.validation import check_references
from optimizer.outcome import Infeasible, NoPlanInTime
from optimizer.solve import solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.explain.changes import Change
    from optimizer.plan import Placement, Plan
    from optimizer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A demand whose placement differs (None = none); ``new``: it is only there because of the change."""

    demand: str
    before: Placement | None
    after: Placement | None
    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The plan of the changed problem, what it costs more than the old one, and whom it places otherwise."""

    plan: Plan
    difference: Difference
    shifts: tuple[Shift, ...]

    @property
    def placed(self) -> tuple[Shift, ...]:
        """Those who waited and have a place now."""
        return tuple(each for each in self.shifts if each.before is None and each.after is not None and not each.new)

    @property
    def unplaced(self) -> tuple[Shift, ...]:
        """Those who had a place and wait now."""
        return tuple(each for each in self.shifts if each.before is not None and each.after is None)

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Those who have another place."""
        return tuple(
            each for each in self.shifts if each.before and each.after and each.before.place != each.after.place
        )

    @property
    def later(self) -> tuple[Shift, ...]:
        """Those who start later."""
        return tuple(
            each for each in self.shifts if each.before and each.after and each.before.start < each.after.start
        )

    @property
    def earlier(self) -> tuple[Shift, ...]:
        """Those who start earlier."""
        return tuple(
            each for each in self.shifts if each.before and each.after and each.before.start > each.after.start
        )

    @property
    def new(self) -> tuple[Shift, ...]:
        """Those who came with the change, placed or not."""
        return tuple(each for each in self.shifts if each.new)


WhatIfOutcome: TypeAlias = WhatIf | Infeasible | NoPlanInTime


def what_if(  # noqa: PLR0913 - the first three are the question, the others are solve's
    problem: Problem,
    plan: Plan,
    change: Change,
    *,
    seconds: float,
    workers: int = 2,
    stop: Callable[[], bool] | None = None,
    deterministic: bool = False,
) -> WhatIfOutcome:
    """Solve the changed problem beginning from ``plan``, and list the differences.

    ``plan`` should be as good as these ``seconds`` make it: what better search alone gains is in the differences, too.

    Raises:
        ProblemError: the change is about something that is not in the problem, or makes it contradict itself.
    """
    changed = change.apply(problem)
    check_references(changed)
    outcome = solve(changed, seconds=seconds, workers=workers, hint=plan, stop=stop, deterministic=deterministic)
    if isinstance(outcome, (Infeasible, NoPlanInTime)):
        return outcome
    before = {each.demand: each for each in plan.placements}
    after = {each.demand: each for each in outcome.plan.placements}
    known = {demand.id for demand in problem.demands}
    return WhatIf(
        plan=outcome.plan,
        difference=Difference.of(check(problem, plan).cost, outcome.cost),
        shifts=tuple(
            Shift(
                demand=demand.id,
                before=before.get(demand.id),
                after=after.get(demand.id),
                new=demand.id not in known,
            )
            for demand in changed.demands
            if demand.id not in known or before.get(demand.id) != after.get(demand.id)
        ),
    )
