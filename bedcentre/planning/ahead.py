"""The look two weeks ahead, now and then, in a thread and a solver's process apart from the plan of the hour."""

from __future__ import annotations

import logging
from threading import Event, Thread

from bedcentre.planning.house import House
from bedcentre.planning.tactical import TacticalPlan, tactical
from bedcentre.planning.worker import SolverFailedError, SolverProcess, SupersededError

log = logging.getLogger(__name__)

FIRST_AFTER = 30.0
"""Seconds until the first look: the plan of the hour comes first."""

PERIOD = 900.0
"""Seconds between two looks."""


class LookAhead:
    """Keeps ``plan``, the latest look ahead (None until there is one)."""

    def __init__(self, house: House) -> None:
        self.plan: TacticalPlan | None = None
        self._house = house
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="look-ahead", daemon=True)

    def start(self) -> None:
        """Begin to look now and then; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking; returns when nothing runs any more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Plan the two weeks ahead; without an answer the older plan stays."""
        with self._house.reader() as reader:
            question = tactical(reader)
        settings, solver = self._house.settings, SolverProcess()
        try:
            answer = solver.solve(
                question.problem,
                seconds=settings.plan_seconds,
                workers=settings.plan_workers,
                unwanted=self._stopping.is_set,
            )
        except (SolverFailedError, SupersededError) as error:
            log.warning("There is no new look ahead: %s", error)
        else:
            self.plan = question.read(answer.plan)
        finally:
            solver.close()

    def _run(self) -> None:
        pause = FIRST_AFTER
        while not self._stopping.wait(pause):
            pause = PERIOD
            try:
                self.look()
            except Exception:
                log.exception("Looking ahead failed; it is tried again in %g s", PERIOD)
