"""How long CP-SAT may work, on how many cores, and until somebody says stop."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

from optimizer.search.budget import Budget, TimeOverError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_POLL: Final = 0.05
_PROOF: Final = 2  # linearise everything: packing constraints are what the bounds come from


class Effort:
    """``seconds`` in all; a ``deterministic`` effort counts CP-SAT's own steps instead and repeats exactly.

    ``solved`` are the deterministic seconds that CP-SAT has worked so far.
    """

    def __init__(
        self,
        seconds: float,
        *,
        workers: int = 2,
        deterministic: bool = False,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        self._seconds = seconds
        self.workers = 1 if deterministic else workers
        self._deterministic = deterministic
        self._stop = stop
        self._began = time.monotonic()
        self._counted = 0.0
        self.solved = 0.0

    def left(self) -> float:
        """The seconds that are left; none once somebody said stop."""
        if self._stop is not None and self._stop():
            return 0.0
        spent = self._counted if self._deterministic else time.monotonic() - self._began
        return max(self._seconds - spent, 0.0)

    def insist(self) -> None:
        """Raise TimeOverError if no time is left."""
        if not self.left():
            raise TimeOverError

    def by_clock(self) -> float | None:
        """The same for what can only be limited by the clock; None = no limit, where steps are counted."""
        return None if self._deterministic else self.left()

    def count(self, seconds: float) -> None:
        """Count work outside CP-SAT, where steps are counted."""
        self._counted += seconds

    def budget(self, share: float = 1.0) -> Budget:
        """A share of what is left, for a search without CP-SAT."""
        seconds = self.left() * share
        self._counted += seconds
        return Budget(seconds, counted=self._deterministic, stop=self._stop)

    def solve(
        self, model: cp_model.CpModel, seconds: float, workers: int | None = None
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """Solve ``model`` for at most ``seconds`` of what is left, on all cores or fewer ``workers``."""
        solver = cp_model.CpSolver()
        given = max(min(seconds, self.left()), 1e-3)
        parameters = solver.parameters
        parameters.num_workers = workers or self.workers
        parameters.random_seed = 1
        parameters.linearization_level = _PROOF
        parameters.cp_model_probing_level = 0  # took most of the time on these models and gained nothing
        parameters.symmetry_level = 0
        parameters.catch_sigint_signal = False  # whoever calls decides what a Ctrl-C means
        if self._deterministic:
            parameters.max_deterministic_time = given
        else:
            parameters.max_time_in_seconds = given
        with self._watched(solver):
            status = solver.solve(model)
        self.solved += solver.response_proto.deterministic_time
        self._counted += solver.response_proto.deterministic_time
        return solver, status

    @contextmanager
    def _watched(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """Stop the solver as soon as somebody says so."""
        if self._stop is None:
            yield
            return
        done, stop = threading.Event(), self._stop

        def watch() -> None:
            while not done.wait(_POLL):
                if stop():
                    solver.stop_search()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
