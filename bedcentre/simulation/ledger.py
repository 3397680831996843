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
    LeavingLoungeUndone,
    LeavingUndone,
    PatientAdmitted,
    PatientLeft,
    PatientLeftLounge,
    PatientMoved,
    PatientReturned,
    PatientToLounge,
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
        self._gone: set[int] = set()
        self._lounge: set[int] = set()
        self._beds: dict[int, ActualInterval] = {}
        self._stays: dict[int, ActualInterval] = {}
        self._demands: dict[int, Demand] = {}

    @property
    def left(self) -> int:
        """How many have left the house."""
        return len(self._gone)

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
            case PatientLeft(encounter_id=encounter_id, stay_id=stay_id, vacated=vacated):
                self._change(stay_id, vacated)
                self._gone.add(encounter_id)
            case LeavingUndone(encounter_id=encounter_id, bed_id=bed_id, vacated_id=vacated_id, stay_id=stay_id):
                self._empty(bed_id, vacated_id)
                self._fill(self._stays[stay_id])
                self._gone.discard(encounter_id)
                self._lounge.discard(encounter_id)
            case BedBlocked(block=interval) | BedFound(found=interval):
                self._fill(interval)
            case CleaningStarted(vacated_id=vacated_id, cleaning=cleaning):
                self._change(vacated_id, cleaning)
            case CleaningFinished(cleaning_id=ended, bed_id=bed_id) | BedUnblocked(block_id=ended, bed_id=bed_id):
                self._empty(bed_id, ended)
            case _:
                self._enter_lounge(event, at)

    def _enter_lounge(self, event: Event, at: datetime) -> None:
        match event:
            case PatientToLounge(encounter_id=encounter_id, stay_id=stay_id, vacated=vacated):
                self._change(stay_id, vacated)
                self._lounge.add(encounter_id)
            case PatientLeftLounge(encounter_id=encounter_id):
                self._out_of_lounge(encounter_id)
                self._gone.add(encounter_id)
            case LeavingLoungeUndone(encounter_id=encounter_id):
                self._gone.discard(encounter_id)
                self._lounge.add(encounter_id)
            case PatientReturned(encounter=encounter, stay=stay, demand_id=demand_id):
                self._out_of_lounge(encounter.id)
                self._fill(stay)
                self._stop_clock(demand_id, at)
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

    def _out_of_lounge(self, encounter_id: int) -> None:
        if encounter_id not in self._lounge:
            self.violations.append(f"encounter {encounter_id}: leaves the lounge without having been there")
        self._lounge.discard(encounter_id)

    def _stop_clock(self, demand_id: int | None, at: datetime) -> None:
        demand = self._demands.get(demand_id) if demand_id is not None else None
        if demand is not None:
            self.waits[_what(demand)].append(at - max(demand.raised_at, demand.wanted_from))


def _what(demand: Demand) -> str:
    """The demand's kind; a bed in the observation ward is counted by itself."""
    return "observation" if demand.note == OBSERVATION else demand.kind.value
