"""Stays that start as a whole: the cheapest starts, then what beds say against them, and so on.

What the cheapest starts cost that keep all cuts is a bound; those that beds have nothing to say against are where to
begin a plan.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from optimizer.cost import LEVELS
from optimizer.cpsat.beds_at_starts import BedsAtStarts
from optimizer.cpsat.timetable import Timetable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.beds_at_starts import Cut
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.floors import Floor
    from optimizer.cpsat.frame import Frame
    from optimizer.cpsat.theatre_part import Cases

_ROUNDING: Final = 1e-4
_CLOSE: Final = 1e-3  # of a level's cost: what beds say beyond is not waited for


class Found(NamedTuple):
    """A level costs at least ``least`` units, with ``starts`` (-1 = left out) ``paid`` as far as beds have said."""

    least: int
    paid: int
    starts: NDArray[np.int64] | None


class WholeStarts:
    """The starts of a frame's demands, those in ``cases`` with their operations, above ``floors``."""

    def __init__(self, frame: Frame, cases: Cases, floors: Sequence[Floor]) -> None:
        self._frame, self._cases, self._floors = frame, cases, floors
        self._beds = BedsAtStarts(frame)
        self._cuts: list[Cut] = []

    def know(self, weights: NDArray[np.float64], rows: NDArray[np.float64]) -> None:
        """Keep in mind what holds with levels weighed and limits priced like this."""
        self._cuts.append(self._beds.cut(weights, rows[: self._frame.beds]))

    def best(self, effort: Effort, reserve: float) -> NDArray[np.int64] | None:
        """First nights (-1 = left out) with which each level costs as little as those above allow.

        As good as there was time for until ``reserve`` seconds are left; None without any.
        """
        timetable, best = self._timetable(), None
        reached = np.zeros(0, dtype=np.int64)
        for level in range(LEVELS):
            found = self._least(timetable, reached, None, effort, reserve)
            if found.starts is None:
                break
            best = found.starts
            timetable.at_most(level, found.paid)
            reached = np.append(reached, found.paid * self._frame.units[level])
        return best

    def bounds(
        self, reached: NDArray[np.int64], wanting: Sequence[int], starts: NDArray[np.int64], effort: Effort
    ) -> Iterator[tuple[int, int]]:
        """The ``wanting`` levels, and what each costs at least where those above cost no more than is ``reached``.

        ``starts`` are those of the plan that costs this.
        """
        timetable = self._timetable()
        for level in range(max(wanting, default=-1) + 1):
            units = int(reached[level] // self._frame.units[level])
            if level in wanting:
                later = sum(each >= level for each in wanting)
                reserve = effort.left() * (1 - 1 / later)
                found = self._least(timetable, reached[:level], starts, effort, reserve, units)
                yield level, found.least * int(self._frame.units[level])
            timetable.at_most(level, units)

    def _timetable(self) -> Timetable:
        timetable = Timetable(self._frame, self._cases, self._floors, self._beds.least)
        for cut in self._cuts:
            timetable.add(cut)
        return timetable

    def _least(
        self,
        timetable: Timetable,
        reached: NDArray[np.int64],
        starts: NDArray[np.int64] | None,
        effort: Effort,
        reserve: float,
        enough: float = math.inf,
    ) -> Found:
        """What the level after those ``reached`` costs at least; it need not be proven beyond ``enough`` units."""
        dear = None if starts is None else self._beds.dear(starts, reached, effort)
        least, cuts = 0, [] if dear is None else [dear]
        last, paid = None, 0
        while effort.left() > reserve:
            self._cuts += cuts
            for cut in cuts:
                timetable.add(cut)
            found = timetable.cheapest(len(reached), effort, effort.left() - reserve)
            least = max(least, found.least)
            if found.starts is None:
                break
            last, paid = found.starts, least
            if least >= enough or effort.left() <= reserve:
                break
            cuts = self._beds.short(last, reached, effort)
            if cuts:
                continue
            dear = self._beds.dear(last, reached, effort)
            paid = least if dear is None else max(least, self._said(dear, last, reached))
            if dear is None or paid <= least * (1 + _CLOSE):
                break
            cuts = [dear]
        timetable.at_least(len(reached), least)
        return Found(least, paid, last)

    def _said(self, dear: Cut, starts: NDArray[np.int64], reached: NDArray[np.int64]) -> int:
        """The units of the level after those ``reached`` that starts cost at least."""
        return math.ceil(dear.at(starts) - float(dear.weights[: len(reached)] @ reached) - _ROUNDING)
