"""Who asked for a bed, what came of it, and how long each kind of patient waited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bedcentre.domain.events import (
    DemandCancelled,
    DemandRaised,
    Event,
    OnwardReferralMarked,
    PatientAdmitted,
    PatientMoved,
    PatientRegistered,
    PatientReturned,
)
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.simulation.arrivals import OBSERVATION
from bedcentre.usecases.board.picture import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What came of one kind of requests; the waits are from when a bed was wanted to lying in it, in minutes.

    ``oldest``: for how long the one who waits now, and should have had a bed by now, has been overdue, in hours.
    """

    raised: int
    placed: int
    cancelled: int
    open: int
    median: float | None
    longest: float | None
    oldest: float | None


class Requests:
    """What the journal says of demands: each is placed, cancelled or still open, and whoever is registered asks."""

    def __init__(self) -> None:
        self.violations: list[Message] = []
        self.people: dict[int, Patient] = {}
        self.demands: dict[int, Demand] = {}
        self.open: set[int] = set()
        self.cancelled: set[int] = set()
        self._raised: Counter[str] = Counter()
        self._cancelled: Counter[str] = Counter()
        self._waits: defaultdict[str, list[timedelta]] = defaultdict(list)
        self._silent: set[int] = set()

    def enter(self, event: Event, at: datetime) -> None:
        """Follow one event of then."""
        match event:
            case PatientRegistered(patient=patient):
                self.people[patient.id] = patient
                self._silent.add(patient.id)
            case DemandRaised(demand=demand):
                self._silent.discard(demand.patient_id)
                self.demands[demand.id] = demand
                self.open.add(demand.id)
                self._raised[_what(demand)] += 1
            case DemandCancelled(demand_id=demand_id):
                self.cancelled.add(demand_id)
                self._cancelled.update(_what(each) for each in self._close(demand_id))
            case PatientAdmitted(encounter=encounter, demand_id=demand_id):
                self._silent.discard(encounter.patient_id)
                self._place(demand_id, at)
            case OnwardReferralMarked(onward=onward):
                self._silent.discard(onward.patient_id)
            case PatientMoved(demand_id=demand_id) | PatientReturned(demand_id=demand_id):
                self._place(demand_id, at)
            case _:
                pass

    def silent(self) -> list[Message]:
        """Whoever was registered, asked for nothing and was sent nowhere."""
        return [Message("month.silent", {"patient": patient_id}) for patient_id in sorted(self._silent)]

    def compare(self, picture: Picture) -> Iterator[Message]:
        """Who waits here only, or on the board only."""
        for demand_id in sorted(self.open ^ picture.demands.keys()):
            yield Message("month.demand_differs", {"demand": demand_id})

    def counted(self, now: datetime) -> dict[str, Waits]:
        """What came of the requests, by kind."""
        waiting = defaultdict(list)
        for demand_id in self.open:
            demand = self.demands[demand_id]
            waiting[_what(demand)].append(now - demand.latest)
        return {kind: self._of(kind, waiting[kind]) for kind in sorted(self._raised)}

    def _of(self, kind: str, late: list[timedelta]) -> Waits:
        minutes = [wait / timedelta(minutes=1) for wait in self._waits[kind]]
        oldest = max(late, default=timedelta(0))
        return Waits(
            raised=self._raised[kind],
            placed=len(minutes),
            cancelled=self._cancelled[kind],
            open=len(late),
            median=median(minutes) if minutes else None,
            longest=max(minutes, default=None),
            oldest=oldest / timedelta(hours=1) if oldest > timedelta(0) else None,
        )

    def _place(self, demand_id: int | None, at: datetime) -> None:
        for demand in self._close(demand_id) if demand_id is not None else ():
            self._waits[_what(demand)].append(at - max(demand.raised_at, demand.wanted_from))

    def _close(self, demand_id: int) -> Iterator[Demand]:
        """The demand, if it was open until now."""
        if demand_id in self.open:
            self.open.remove(demand_id)
            yield self.demands[demand_id]
        else:
            self.violations.append(Message("month.closed_twice", {"demand": demand_id}))


def _what(demand: Demand) -> str:
    """The demand's kind; a bed in the observation ward is counted by itself."""
    return "observation" if demand.note == OBSERVATION else demand.kind.value
