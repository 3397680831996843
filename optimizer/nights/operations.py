"""The operations booked so far, and the best session for one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.terrain import NO_SESSION, numbers
from optimizer.problem import SoftRule

if TYPE_CHECKING:
    from optimizer.nights.terrain import Terrain

_UNLIMITED = 1 << 40


class Operations:
    """Minutes left in sessions and of surgeons, and which surgeon is where on which day."""

    def __init__(self, terrain: Terrain) -> None:
        problem = terrain.problem
        self._sessions_of = terrain.sessions_of
        self._open_weight = terrain.weights.of(SoftRule.OPEN_THEATRE)
        self._transfer_weight = terrain.weights.of(SoftRule.SURGEON_TRANSFER)
        surgeons = numbers([surgeon.id for surgeon in problem.surgeons])
        self._surgery = [
            None
            if demand.surgery is None
            else (surgeons[demand.surgery.surgeon], demand.surgery.minutes, demand.surgery.offset)
            for demand in terrain.demands
        ]
        self._left = [session.minutes for session in problem.sessions]
        self._day = problem.horizon.day
        last = max([terrain.nights, *(session.end for session in problem.sessions)])
        days = -(-last // self._day)
        self._surgeon_left = [
            [*surgeon.minutes, *[_UNLIMITED] * (days - len(surgeon.minutes))] for surgeon in problem.surgeons
        ]
        theatres = numbers(sorted({session.theatre for session in problem.sessions}))
        self._theatre = [theatres[session.theatre] for session in problem.sessions]
        self._in_theatre = [[0] * days for _ in theatres]
        self._visits: list[list[dict[int, int]]] = [[{} for _ in range(days)] for _ in surgeons]

    def best(self, person: int, start: int) -> tuple[int, int] | None:
        """The cheapest session for a stay from ``start`` and what it adds; None if there is none."""
        surgery = self._surgery[person]
        if surgery is None:
            return 0, NO_SESSION
        surgeon, minutes, offset = surgery
        day = (start + offset) // self._day
        if self._surgeon_left[surgeon][day] < minutes:
            return None
        left, options = self._left, self._sessions_of[person][start]
        found = [
            (self._adding(surgeon, day, self._theatre[session]), left[session], session)
            for session in options
            if left[session] >= minutes
        ]
        if not found:
            return None
        added, _, session = min(found)
        return added, session

    def saving(self, person: int, start: int, session: int) -> int:
        """What cancelling the operation would save."""
        surgery = self._surgery[person]
        if surgery is None:
            return 0
        surgeon, _, offset = surgery
        day, theatre = (start + offset) // self._day, self._theatre[session]
        visits = self._visits[surgeon][day]
        saved = self._open_weight if self._in_theatre[theatre][day] == 1 else 0
        return saved + self._transfer_weight if visits[theatre] == 1 < len(visits) else saved

    def book(self, person: int, start: int, session: int) -> int:
        """Book the operation; returns what that adds."""
        surgery = self._surgery[person]
        if surgery is None:
            return 0
        surgeon, minutes, offset = surgery
        day, theatre = (start + offset) // self._day, self._theatre[session]
        added = self._adding(surgeon, day, theatre)
        self._left[session] -= minutes
        self._surgeon_left[surgeon][day] -= minutes
        self._in_theatre[theatre][day] += 1
        visits = self._visits[surgeon][day]
        visits[theatre] = visits.get(theatre, 0) + 1
        return added

    def cancel(self, person: int, start: int, session: int) -> int:
        """Cancel the operation; returns what that adds (zero or less)."""
        saved = self.saving(person, start, session)
        surgery = self._surgery[person]
        if surgery is None:
            return 0
        surgeon, minutes, offset = surgery
        day, theatre = (start + offset) // self._day, self._theatre[session]
        self._left[session] += minutes
        self._surgeon_left[surgeon][day] += minutes
        self._in_theatre[theatre][day] -= 1
        visits = self._visits[surgeon][day]
        visits[theatre] -= 1
        if not visits[theatre]:
            del visits[theatre]
        return -saved

    def _adding(self, surgeon: int, day: int, theatre: int) -> int:
        """What one more operation of the surgeon in the theatre adds."""
        visits = self._visits[surgeon][day]
        added = 0 if self._in_theatre[theatre][day] else self._open_weight
        return added + self._transfer_weight if visits and theatre not in visits else added
