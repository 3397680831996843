"""Plans of the rehearsed days: as the planner makes them, but at set times and without its haste."""

from __future__ import annotations

from bedcentre.planning.answers import repaired_answer
from bedcentre.planning.house import PLANNER, House
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import operational
from bedcentre.planning.worker import SolverProcess
from bedcentre.usecases.board.picture import Changes


class Plans:
    """Brings the last plan up to date; with ``seconds`` the solver then looks for a better one for so long."""

    def __init__(self, house: House, seconds: float = 0) -> None:
        self._house = house
        self._seconds = seconds
        self._solver = SolverProcess()
        with house.reader() as reader:
            self._sequence = reader.sequence()

    def plan(self) -> None:
        """Plan the hospital as it is, and offer that."""
        with self._house.reader() as reader:
            snapshot = operational(reader)
        answer = repaired_answer(snapshot.problem, shown(snapshot, besides=self._touched()))
        if self._seconds:
            workers = self._house.settings.plan_workers
            answer = self._solver.solve(snapshot.problem, shown=answer.plan, seconds=self._seconds, workers=workers)
        self._house.execute(full_plan(snapshot, answer, snapshot.picture, Changes()), PLANNER)

    def close(self) -> None:
        """End the solver's process, if there is one."""
        self._solver.close()

    def _touched(self) -> frozenset[int]:
        """The demands that something has happened to since the last plan."""
        touched: set[int] = set()
        while rows := self._house.journal_since(self._sequence):
            self._sequence = rows[-1].sequence
            touched |= Changes.of(rows).demands
        return frozenset(touched)
