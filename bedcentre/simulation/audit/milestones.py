"""Things to be done: none stays open for ever, and none for somebody whose way is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedcentre.domain.discharge import STILL_MATTERS
from bedcentre.domain.events import (
    Event,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesMoved,
    MilestonesSet,
)
from bedcentre.domain.messages import Message, Value
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.preadmission import SETTLE
from bedcentre.domain.referrals import HANDOVER
from bedcentre.domain.vocabulary import Checklist, MilestoneState
from bedcentre.simulation.audit.places import Places
from bedcentre.simulation.audit.requests import Requests

AT_MOST = timedelta(days=7)
"""Nothing may stay open so long after it was due; what is never due, so long after it was set."""
TIDIED_WITHIN = timedelta(hours=1)
"""What is moot is dropped within so much of the end of its patient's way."""
AFTERWARDS = frozenset({*STILL_MATTERS, SETTLE.name, HANDOVER})
"""The steps that are done when their patient's way is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one checklist's milestones. ``late`` were reached or waived after they were due."""

    set: int
    done: int
    waived: int
    dropped: int
    open: int
    late: int


class Milestones:
    """Follows every milestone to its end."""

    def __init__(self) -> None:
        self._open: dict[int, Milestone] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def enter(self, event: Event) -> None:
        """Follow one event."""
        match event:
            case MilestonesSet(milestones=milestones):
                for each in milestones:
                    self._count(each, "set")
                    self._change(each)
            case MilestoneChanged(milestone=milestone):
                self._change(milestone)
            case MilestonesMoved(due=due):
                for milestone_id, at in due.items():
                    if milestone_id in self._open:
                        self._open[milestone_id] = replace(self._open[milestone_id], due_at=at)
            case MilestonesDropped(milestone_ids=milestone_ids):
                for milestone_id in milestone_ids:
                    dropped = self._open.pop(milestone_id, None)
                    if dropped is not None:
                        self._count(dropped, "dropped")
            case _:
                pass

    def compare(self, places: Places, requests: Requests, now: datetime) -> Iterator[Message]:
        """What is open for too long, or for nobody. The checks of day surgery are passed in the bay."""
        closed = requests.demands.keys() - requests.open
        for each in self._open.values():
            what: dict[str, Value] = {"step": f"@step.{each.step}", "milestone": each.id, "set": each.set_at}
            done_with = requests.cancelled if each.checklist is Checklist.DAY_SURGERY else closed
            over = each.encounter_id in places.gone or (each.demand_id or 0) in done_with
            if (each.due_at or each.set_at) + AT_MOST < now:
                yield Message("month.open_for_ever", what)
            elif over and each.step not in AFTERWARDS and each.set_at + TIDIED_WITHIN < now:
                yield Message("month.open_for_nobody", what)

    def counted(self) -> dict[str, Done]:
        """What came of them, by checklist."""
        still = Counter(each.checklist.value for each in self._open.values())
        lists = sorted({checklist for checklist, _ in self._counts})
        ends = ("set", "done", "waived", "dropped", "late")
        return {each: Done(open=still[each], **{end: self._counts[each, end] for end in ends}) for each in lists}

    def _change(self, milestone: Milestone) -> None:
        if milestone.state is MilestoneState.OPEN:
            self._open[milestone.id] = milestone
            return
        self._open.pop(milestone.id, None)
        self._count(milestone, "done" if milestone.state is MilestoneState.DONE else "waived")
        if milestone.due_at is not None and milestone.changed_at > milestone.due_at:
            self._count(milestone, "late")

    def _count(self, milestone: Milestone, end: str) -> None:
        self._counts[milestone.checklist.value, end] += 1
