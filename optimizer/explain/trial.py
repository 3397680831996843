"""A change tried out: the demand placed again in the changed problem, and the plan checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.checker import check
from optimizer.explain.answers import WayOut
from optimizer.explain.changes import Postpone
from optimizer.explain.difference import Difference
from optimizer.formats.findings import ProblemError
from optimizer.greedy import best
from optimizer.index import Index
from optimizer.nursing.staffed import staffed
from optimizer.nursing.unattended import closed_without_nurses
from optimizer.plan import Plan
from optimizer.state.hospital import Hospital

if TYPE_CHECKING:
    from optimizer.checker import Report
    from optimizer.explain.changes import Change
    from optimizer.plan import Placement
    from optimizer.problem import Demand, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What there is before any change: the problem, the plan, what the checker says, and who is to be helped."""

    problem: Problem
    plan: Plan
    report: Report
    demand: Demand

    def of(self, change: Change) -> WayOut | None:
        """The way out, if the change gives the demand a place, or an earlier start, and the plan does not lose.

        Everybody else keeps the placement, but for those whom the change itself is about: they choose after the demand.
        Only who is postponed may fall out of the plan: beyond the horizon.
        """
        try:
            changed = closed_without_nurses(change.apply(self.problem))
        except ProblemError:
            return None
        hospital = self._without_touched(changed)
        placement = best(hospital, hospital.index.demands[self.demand.id], {})
        if placement is None or not self._sooner(placement):
            return None
        hospital.put(placement)
        moved, left_out = self._again(hospital)
        if left_out and not isinstance(change, Postpone):
            return None
        plan = staffed(changed, hospital.plan())
        report = check(changed, plan)
        difference = Difference.of(self.report.cost, report.cost)
        if set(report.violations) - set(self.report.violations) or (difference.worse and not self._missing()):
            return None
        return WayOut(change=change, placement=placement, moved=moved, left_out=left_out, difference=difference)

    def _without_touched(self, changed: Problem) -> Hospital:
        """The plan in the changed problem, without the demand and those whom the change is about."""
        old = {demand.id: demand for demand in self.problem.demands}
        index = Index.of(changed)
        kept = (
            each
            for each in self.plan.placements
            if each.demand != self.demand.id and index.demands[each.demand] == old[each.demand]
        )
        return Hospital(index, kept)

    def _again(self, hospital: Hospital) -> tuple[tuple[Placement, ...], tuple[str, ...]]:
        moved: list[Placement] = []
        left_out: list[str] = []
        for each in self.plan.placements:
            if each.demand not in hospital.placed:
                placement = best(hospital, hospital.index.demands[each.demand], {})
                if placement is None:
                    left_out.append(each.demand)
                else:
                    hospital.put(placement)
                    moved.append(placement)
        return tuple(moved), tuple(left_out)

    def _missing(self) -> bool:
        return self.demand.mandatory and self._start() is None

    def _sooner(self, placement: Placement) -> bool:
        start = self._start()
        return start is None or placement.start < start

    def _start(self) -> int | None:
        return next((each.start for each in self.plan.placements if each.demand == self.demand.id), None)
