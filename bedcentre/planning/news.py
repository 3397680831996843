"""What the planner has heard: the hospital's picture kept up to date, and what is new since it last planned."""

from __future__ import annotations

import time
from collections.abc import Collection

from bedcentre.domain import events
from bedcentre.domain.events import Recorded
from bedcentre.domain.vocabulary import DemandKind
from bedcentre.planning.house import House
from bedcentre.planning.snapshot import Snapshot, operational
from bedcentre.usecases.board.picture import Changes, Picture, renew, take

IGNORED = (
    events.PlanProposed,
    events.PatientRegistered,
    events.BedConfirmed,
    events.CleaningStarted,
    events.RuleOverridden,
    events.MilestonesSet,
    events.MilestoneChanged,
    events.MilestonesMoved,
    events.MilestonesDropped,
    events.PatientLeftLounge,
    events.AmbulanceAnnounced,
    events.AmbulanceChanged,
    events.EmergencyCareNoted,
    events.ReviewDecided,
    events.ExamsBooked,
    events.ExamReleased,
)
"""What happens without changing what the plan has to decide."""

QUIET = 0.1
"""Seconds without news after which the hospital is planned anew: a burst of events makes one plan."""

LONGEST = 1.0
"""Seconds after which it is planned anew although news keep coming."""

PAGE = 1000


class News:
    """Reads the journal as it grows.

    ``emergencies`` are the demands raised and not yet offered a bed; ``rows`` is what matters to the plan and has
    happened since the last plan was begun.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        with house.reader() as reader:
            self.picture = take(reader)
        self.emergencies: list[int] = []
        self.rows: list[Recorded] = []
        self._first = self._last = 0.0

    def hear(self) -> Picture:
        """Take in what has happened since; the hospital as it is now."""
        while rows := self._house.journal_since(self.picture.sequence, PAGE):
            with self._house.reader() as reader:  # opened after the rows were read, so it knows all of them
                self.picture = renew(self.picture, reader, Changes.of(rows))
            self._note(rows)
        return self.picture

    def snapshot(self, kinds: Collection[DemandKind] = tuple(DemandKind), hours: int | None = None) -> Snapshot:
        """The hospital as it is now as a question to the engine, about these kinds of demands and so many hours."""
        self.hear()
        with self._house.reader() as reader:
            self.picture = renew(self.picture, reader, Changes())
            return operational(reader, self.picture, kinds, hours=hours)

    def forget(self) -> None:
        """A plan takes care of everything so far: from here on only what follows is new."""
        self.rows = []

    def ripe_at(self) -> float:
        """When the news so far should be planned for, on the monotonic clock; never if there is none."""
        if not self.rows:
            return float("inf")
        return min(self._last + QUIET, self._first + LONGEST)

    def _note(self, rows: list[Recorded]) -> None:
        for row in rows:
            if isinstance(row.event, IGNORED):
                continue
            self._last = time.monotonic()
            if not self.rows:
                self._first = self._last
            self.rows.append(row)
            if isinstance(row.event, events.DemandRaised) and row.event.demand.kind is DemandKind.EMERGENCY:
                self.emergencies.append(row.event.demand.id)
