"""The look two weeks ahead, now and then, in a thread and a solver's process apart from the plan of the hour."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from bedcentre.planning.house import House
from bedcentre.planning.tactical import tactical
from bedcentre.planning.worker import SolverFailedError, SolverProcess, SupersededError
from bedcentre.usecases.ahead.plan import TacticalPlan

log = logging.getLogger(__name__)

FIRST_AFTER = 30.0
"""Seconds until the first look: the plan of the hour comes first."""

PERIOD = 900.0
"""Seconds between two looks."""


def look_once(house: House, seconds: float | None = None, unwanted: Callable[[], bool] = lambda: False) -> TacticalPlan:
    """Plan the days ahead from the hospital as it is now, taking ``seconds`` (None: as the settings say).

    Raises:
        SolverFailedError: the solver's process died, or found no plan.
        SupersededError: ``unwanted()`` said so.
    """
    with house.reader() as reader:
        question = tactical(reader)
    solver = SolverProcess()
    try:
        answer = solver.solve(
            question.problem,
            seconds=house.settings.ahead_seconds if seconds is None else seconds,
            workers=house.settings.plan_workers,
            unwanted=unwanted,
        )
    finally:
        solver.close()
    return question.read(answer)


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
        try:
            self.plan = look_once(self._house, unwanted=self._stopping.is_set)
        except (SolverFailedError, SupersededError) as error:
            log.warning("There is no new look ahead: %s", error)

    def _run(self) -> None:
        pause = FIRST_AFTER
        while not self._stopping.wait(pause):
            pause = PERIOD
            try:
                self.look()
            except Exception:
                log.exception("Looking ahead failed; it is tried again in %g s", PERIOD)
