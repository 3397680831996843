"""What has to be done before a patient can go on, by whom and until when: each thing one milestone of a checklist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.vocabulary import Checklist, MilestoneState, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A line of a checklist's template: its word is ``step.<name>``, ``owner`` acts, ``within`` is the time for it."""

    name: str
    owner: Role
    within: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One thing to be done for a demand or an encounter (exactly one of the two).

    ``set_at`` is since when it waits, ``changed_at``/``changed_by`` who said last how it stands, ``note`` what they
    said: a result, where it came from, why it is not needed.
    """

    id: int
    checklist: Checklist
    step: str
    owner: Role
    set_at: datetime
    changed_at: datetime
    changed_by: int
    state: MilestoneState = MilestoneState.OPEN
    demand_id: int | None = None
    encounter_id: int | None = None
    due_at: datetime | None = None
    note: str = ""

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been reached by now."""
        return self.state is MilestoneState.OPEN and self.due_at is not None and now > self.due_at
