"""Follows the journal like an auditor: nobody is lost, no bed holds two, and how long each kind of patient waited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from bedcentre.domain.events import (
    BedBlocked,
    BedFound,
    BedUnblocked,
    CleaningFinished,
    CleaningStarted,
    DemandRaised,
    Event,
    LeavingUndone,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    Recorded,
)
from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.simulation.arrivals import OBSERVATION
from bedcentre.usecases.board.picture import Picture


class Ledger:
    """What the journal's events add up to, kept apart from the store's own tables."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        self.raised: Counter[str] = Counter()
        self.waits: defaultdict[str, list[timedelta]] = defaultdict(list)
        self.left = 0
        self._beds: dict[int, ActualInterval] = {}
        self._stays: dict[int, ActualInterval] = {}
        self._demands: dict[int, Demand] = {}

    def follow(self, rows: Iterable[Recorded]) -> None:
        """Enter journal rows, oldest first."""
        for row in rows:
            self._enter(row.event, row.at)

    def compare(self, picture: Picture) -> list[str]:
        """Everything that is not as it must be, here or between the journal and ``picture``."""
        shown = {bed: each.actual.id for bed, each in picture.beds.items() if each.actual is not None}
        booked = {bed: interval.id for bed, interval in self._beds.items()}
        differing = sorted(bed for bed in shown.keys() | booked.keys() if shown.get(bed) != booked.get(bed))
        lying = Counter(each.encounter.id for each in picture.beds.values() if each.encounter is not None)
        gone = [each for each in picture.beds.values() if each.encounter is not None and each.encounter.left_at]
        return [
            *self.violations,
            *(f"bed {bed}: the board and the journal differ" for bed in differing),
            *(f"encounter {encounter}: lies in {beds} beds" for encounter, beds in lying.items() if beds > 1),
            *(f"bed {each.bed.label}: somebody who has left lies in it" for each in gone),
        ]

    def _enter(self, event: Event, at: datetime) -> None:
        match event:
            case DemandRaised(demand=demand):
                self._demands[demand.id] = demand
                self.raised[_what(demand)] += 1
            case PatientAdmitted(stay=stay, demand_id=demand_id):
                self._fill(stay)
                self._stop_clock(demand_id, at)
            case PatientMoved(left_stay_id=left, vacated=vacated, stay=stay, demand_id=demand_id):
                self._change(left, vacated)
                self._fill(stay)
                self._stop_clock(demand_id, at)
            case PatientLeft(stay_id=stay_id, vacated=vacated):
                self._change(stay_id, vacated)
                self.left += 1
            case LeavingUndone(bed_id=bed_id, vacated_id=vacated_id, stay_id=stay_id):
                self._empty(bed_id, vacated_id)
                self._fill(self._stays[stay_id])
                self.left -= 1
            case BedBlocked(block=interval) | BedFound(found=interval):
                self._fill(interval)
            case CleaningStarted(vacated_id=vacated_id, cleaning=cleaning):
                self._change(vacated_id, cleaning)
            case CleaningFinished(cleaning_id=ended, bed_id=bed_id) | BedUnblocked(block_id=ended, bed_id=bed_id):
                self._empty(bed_id, ended)
            case _:
                pass

    def _fill(self, interval: ActualInterval) -> None:
        if interval.bed_id in self._beds:
            self.violations.append(f"bed {interval.bed_id}: {interval.kind} begins while it is not empty")
        self._beds[interval.bed_id] = interval
        if interval.kind is ActualKind.OCCUPIED:
            self._stays[interval.id] = interval

    def _change(self, ended: int, interval: ActualInterval) -> None:
        self._empty(interval.bed_id, ended)
        self._fill(interval)

    def _empty(self, bed_id: int, ended: int) -> None:
        was = self._beds.pop(bed_id, None)
        if was is None or was.id != ended:
            self.violations.append(f"bed {bed_id}: interval {ended} ends but is not what the bed was")

    def _stop_clock(self, demand_id: int | None, at: datetime) -> None:
        demand = self._demands.get(demand_id) if demand_id is not None else None
        if demand is not None:
            self.waits[_what(demand)].append(at - max(demand.raised_at, demand.wanted_from))


def _what(demand: Demand) -> str:
    """The demand's kind; a bed in the observation ward is counted by itself."""
    return "observation" if demand.note == OBSERVATION else demand.kind.value
