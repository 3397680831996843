"""The insurance's clocks: which pre-admissions ended in time, which lapsed, and whether for want of a bed."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from bedcentre.domain.events import (
    Event,
    MilestoneChanged,
    MilestonesDropped,
    MilestonesSet,
    PreAdmissionChanged,
    PreAdmissionOpened,
)
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.preadmission import SETTLE, PreAdmission, PreAdmissionState
from bedcentre.domain.vocabulary import Checklist, MilestoneState
from bedcentre.simulation.audit.requests import Requests


class Lapse(StrEnum):
    """Why a clock ran out: no bed though all tests were done, tests missing, or opened too early for the day wanted."""

    NO_BED = "no_bed"
    TESTS = "tests"
    TOO_EARLY = "too_early"


class Clocks:
    """Follows every pre-admission to its end; ``requests`` says for which day each was wanted."""

    def __init__(self, requests: Requests) -> None:
        self.states: Counter[PreAdmissionState] = Counter()
        self.lapses: Counter[Lapse] = Counter()
        self._requests = requests
        self._running: dict[int, PreAdmission] = {}
        self._open: dict[int, Milestone] = {}

    def enter(self, event: Event) -> None:
        """Follow one event."""
        match event:
            case PreAdmissionOpened(pre_admission=it):
                self._running[it.id] = it
            case PreAdmissionChanged(pre_admission=it) if it.state is PreAdmissionState.OPEN:
                self._running[it.id] = it
            case PreAdmissionChanged(pre_admission=it):
                self._running.pop(it.id, None)
                self.states[it.state] += 1
                if it.state is PreAdmissionState.LAPSED:
                    self.lapses[self._why(it)] += 1
            case MilestonesSet(milestones=milestones):
                for each in milestones:
                    self._change(each)
            case MilestoneChanged(milestone=milestone):
                self._change(milestone)
            case MilestonesDropped(milestone_ids=milestone_ids):
                for milestone_id in milestone_ids:
                    self._open.pop(milestone_id, None)
            case _:
                pass

    def _change(self, milestone: Milestone) -> None:
        self._open.pop(milestone.id, None)
        if milestone.state is MilestoneState.OPEN and milestone.checklist is Checklist.PRE_ADMISSION:
            self._open[milestone.id] = milestone

    def counted(self) -> Counter[str]:
        """How many are in each state."""
        return Counter(
            {PreAdmissionState.OPEN.value: len(self._running)} | {key.value: n for key, n in self.states.items()}
        )

    def _why(self, it: PreAdmission) -> Lapse:
        if it.expires_at <= self._requests.demands[it.demand_id].wanted_from:
            return Lapse.TOO_EARLY
        missing = any(each.demand_id == it.demand_id and each.step != SETTLE.name for each in self._open.values())
        return Lapse.TESTS if missing else Lapse.NO_BED
