"""Bounds for plans whose stays start as a whole: the cheapest starts, then what beds say against them, and so on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from optimizer.cpsat.beds_at_starts import BedsAtStarts
from optimizer.cpsat.timetable import Timetable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from optimizer.cpsat.beds_at_starts import Cut
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.floors import Floor
    from optimizer.cpsat.frame import Frame
    from optimizer.cpsat.theatre_part import Cases

_ROUNDING: Final = 1e-4


class WholeStarts:
    """For plans no worse than one that costs ``reached`` on every level and has these ``starts`` (-1 = left out)."""

    def __init__(
        self,
        frame: Frame,
        cases: Cases,
        floors: Sequence[Floor],
        reached: NDArray[np.int64],
        starts: NDArray[np.int64],
    ) -> None:
        self._frame, self._reached, self._starts = frame, reached, starts
        self._beds = BedsAtStarts(frame)
        self._timetable = Timetable(frame, cases, floors, self._beds.least)
        self._capped = 0

    def least(self, level: int, effort: Effort, reserve: float) -> int:
        """What the level costs at least where those above cost no more than is reached."""
        for one in range(self._capped, level):
            self._timetable.at_most(one, self._units(one))
        self._capped, above, least = level, self._reached[:level], 0
        cut = self._beds.dear(self._starts, above, effort)
        while cut is not None and effort.left() > reserve:
            self._timetable.add(cut)
            found = self._timetable.cheapest(level, effort, effort.left() - reserve)
            least = max(least, found.least)
            if found.starts is None or least >= self._units(level):
                break
            cut = self._beds.short(found.starts, above, effort)
            if cut is None:
                cut = self._beds.dear(found.starts, above, effort)
                if cut is None or self._said(cut, found.starts, level) <= least:
                    break
        self._timetable.at_least(level, least)
        return least * int(self._frame.units[level])

    def _units(self, level: int) -> int:
        """What is reached on a level, in its units."""
        return int(self._reached[level] // self._frame.units[level])

    def _said(self, cut: Cut, starts: NDArray[np.int64], level: int) -> int:
        """The units of the level that starts cost at least, as the cut says."""
        above = float(cut.weights[:level] @ self._reached[:level])
        return math.ceil(cut.at(starts) - above - _ROUNDING)
