"""How long a search may go on: by the clock, or by counted steps where it must repeat exactly."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS_PER_SECOND: Final = 1_000_000


class TimeOverError(Exception):
    """The time is over before a search could begin: what there is stands."""


class Budget:
    """``seconds`` of search, cut short by ``stop``; ``counted`` takes steps for seconds and repeats exactly."""

    def __init__(self, seconds: float, *, counted: bool = False, stop: Callable[[], bool] | None = None) -> None:
        self._seconds = max(seconds, 1e-9)
        self._counted = counted
        self._stop = stop
        self._steps = 0
        self._began = time.monotonic()

    def insist(self) -> None:
        """Raise TimeOverError if all of it is gone."""
        if self.spend(0) >= 1:
            raise TimeOverError

    def spend(self, steps: int) -> float:
        """Count ``steps`` and say which share of the budget is gone: 1.0 and more = all."""
        self._steps += steps
        if self._stop is not None and self._stop():
            return 1.0
        spent = self._steps / STEPS_PER_SECOND if self._counted else time.monotonic() - self._began
        return spent / self._seconds
