"""Follows what people were promised: how often a promise was changed, and whether it had to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bedcentre.domain.events import BedReserved, Recorded
from bedcentre.domain.intervals import PlannedInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """``given`` counts the people who were promised a bed, the others how often a promise was changed.

    ``another_bed`` and ``later`` (the same bed, a later start) add up to all changes; ``needless`` are those of them in
    which the promise was in no danger: nothing more important was gained.
    """

    given: int
    another_bed: int
    later: int
    needless: int

    @property
    def share_changed(self) -> float:
        """Changes for each promise given."""
        return (self.another_bed + self.later) / max(self.given, 1)


class Promises:
    """What the journal says of promises."""

    def __init__(self) -> None:
        self._told: dict[int, PlannedInterval] = {}
        self._endangered: set[int] = set()
        self._another_bed = self._later = self._needless = 0

    def warn(self, intervals: Iterable[int]) -> None:
        """The promises with these ids are in danger: whatever becomes of them is not the plan's doing."""
        self._endangered.update(intervals)

    def follow(self, rows: Iterable[Recorded]) -> None:
        """Enter journal rows, oldest first."""
        for row in rows:
            if isinstance(row.event, BedReserved):
                self._enter(row.event.reservation)

    def counted(self) -> Kept:
        """What it comes to."""
        return Kept(given=len(self._told), another_bed=self._another_bed, later=self._later, needless=self._needless)

    def _enter(self, promise: PlannedInterval) -> None:
        if promise.demand_id is None:
            return
        before = self._told.get(promise.demand_id)
        self._told[promise.demand_id] = promise
        if before is None or (before.bed_id == promise.bed_id and promise.start <= before.start):
            return
        if before.bed_id == promise.bed_id:
            self._later += 1
        else:
            self._another_bed += 1
        self._needless += before.id not in self._endangered
