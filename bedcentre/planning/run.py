"""One plan on demand, for the command line: what it costs, and what the greedy plan would have cost."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.planning.answers import Answer
from bedcentre.planning.house import House
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import Snapshot, operational
from bedcentre.planning.suggestions import suggestions
from bedcentre.planning.worker import SolverProcess
from bedcentre.usecases.planning import Suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """A checked plan of the hospital as it is now, which nobody was offered yet."""

    snapshot: Snapshot
    answer: Answer
    suggestions: tuple[Suggestion, ...]

    @property
    def unplaced(self) -> int:
        """How many of the demands asked about found no bed in the window."""
        return len(self.snapshot.asked) - len(self.suggestions)


def plan_once(house: House, seconds: float | None = None) -> PlanResult:
    """Plan the hospital as it is now, taking ``seconds`` (None: as the settings say), and publish nothing.

    Raises:
        SolverFailedError: the solver's process died.
    """
    with house.reader() as reader:
        snapshot = operational(reader)
    solver = SolverProcess()
    try:
        answer = solver.solve(
            snapshot.problem,
            shown=shown(snapshot),
            seconds=house.settings.plan_seconds if seconds is None else seconds,
            workers=house.settings.plan_workers,
        )
    finally:
        solver.close()
    offered = suggestions(snapshot, answer.plan, answer.alternatives)
    return PlanResult(snapshot=snapshot, answer=answer, suggestions=offered)
