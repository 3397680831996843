"""What people were promised, and what became of it: kept, or broken and why, as far as the journal explains it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bedcentre.domain.events import (
    BedReserved,
    ClaimReleased,
    OfferClosed,
    PatientAdmitted,
    PatientMoved,
    PatientReturned,
    PolicyChanged,
    Recorded,
    RuleOverridden,
)
from bedcentre.domain.intervals import ActualInterval, PlannedInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.policy import Policy
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import OfferState
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.simulation.audit.fabric import Fabric
from bedcentre.simulation.audit.places import Places
from bedcentre.simulation.audit.requests import Requests
from bedcentre.simulation.nurse import FROM_HOME

OVERDUE = timedelta(hours=6)
"""So long after its time a promise whose bed is ready and whose patient never came counts as forgotten."""


class Breach(StrEnum):
    """What became of a promise that was not kept to the bed and the minute."""

    ANOTHER_BED = "another_bed"
    LATER = "later"
    TAKEN_BACK = "taken_back"
    CAME_LATE = "came_late"
    FORGOTTEN = "forgotten"


class Why(StrEnum):
    """What explains it: what the promised bed was, or a person's signed decision."""

    OVERRAN = "overran"
    NOT_CLEAN = "not_clean"
    CLOSED = "closed"
    ROOM = "room"
    NOT_COME = "not_come"
    OVERRIDE = "override"
    UNEXPLAINED = "unexplained"


BED_WAS = {
    ActualKind.OCCUPIED: Why.OVERRAN,
    ActualKind.VACATED: Why.NOT_CLEAN,
    ActualKind.CLEANING: Why.NOT_CLEAN,
    ActualKind.BLOCKED: Why.CLOSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """``given`` counts promises that were not changes of others, ``people`` who were given any.

    ``moot``: the patient no longer needed the bed. ``broken``: how often what became of one for which reason; a changed
    promise goes on as what it was changed to.
    """

    people: int
    given: int
    kept: int
    moot: int
    open: int
    broken: Mapping[Breach, Counter[Why]]

    @property
    def share_changed(self) -> float:
        """Promises changed to another bed or a later start, for each person who was promised one."""
        changed = sum(self.broken[how].total() for how in (Breach.ANOTHER_BED, Breach.LATER) if how in self.broken)
        return changed / max(self.people, 1)


class Promises:
    """Follows every reservation to its end. ``places`` and ``requests`` must have entered a row before."""

    def __init__(self, fabric: Fabric, places: Places, requests: Requests) -> None:
        self.violations: list[Message] = []
        self._fabric = fabric
        self._places = places
        self._requests = requests
        self._policy: Policy = fabric.policy
        self._told: dict[int, PlannedInterval] = {}
        self._people: set[int] = set()
        self._given = self._kept = self._moot = 0
        self._broken: defaultdict[Breach, Counter[Why]] = defaultdict(Counter)
        self._overridden = self._wished = ""

    def enter(self, row: Recorded) -> None:
        """Follow one journal row."""
        match row.event:
            case BedReserved(reservation=promise) if promise.demand_id is not None:
                self._promise(promise.demand_id, promise, row)
            case ClaimReleased(demand_id=int(demand_id), interval_id=interval_id, cause=cause):
                if demand_id in self._told and self._told[demand_id].id == interval_id:
                    self._release(demand_id, cause, row)
            case (
                PatientAdmitted(stay=stay, demand_id=int(demand_id))
                | PatientMoved(stay=stay, demand_id=int(demand_id))
                | PatientReturned(stay=stay, demand_id=int(demand_id))
            ):
                self._arrive(demand_id, stay, row)
            case RuleOverridden():
                self._overridden = row.command_id
            case OfferClosed(offer=offer) if offer.state is OfferState.ACCEPTED:
                self._wished = row.command_id
            case PolicyChanged(version=version):
                self._policy = version.policy
            case _:
                pass

    def compare(self, now: datetime) -> Iterator[Message]:
        """Promises that nobody keeps though they could be."""
        for demand_id, promise in self._told.items():
            if promise.start + OVERDUE < now and self._places.now(promise.bed_id) is None:
                yield self._message(Breach.FORGOTTEN, demand_id, promise)

    def counted(self) -> Kept:
        """What it comes to."""
        return Kept(
            people=len(self._people),
            given=self._given,
            kept=self._kept,
            moot=self._moot,
            open=len(self._told),
            broken=dict(self._broken),
        )

    def _promise(self, demand_id: int, promise: PlannedInterval, row: Recorded) -> None:
        before = self._told.get(demand_id)
        self._told[demand_id] = promise
        self._people.add(demand_id)
        if before is None:
            self._given += 1
        elif before.bed_id != promise.bed_id and row.command_id != self._wished:
            self._break(Breach.ANOTHER_BED, demand_id, before, row)
        elif before.start < promise.start:
            self._break(Breach.LATER, demand_id, before, row)

    def _release(self, demand_id: int, cause: str, row: Recorded) -> None:
        """Used: the arrival follows; moved: the next promise does."""
        if cause == "cancelled":
            del self._told[demand_id]
            self._moot += 1
        elif cause not in {"used", "moved"}:
            self._break(Breach.TAKEN_BACK, demand_id, self._told.pop(demand_id), row)

    def _arrive(self, demand_id: int, stay: ActualInterval, row: Recorded) -> None:
        promise = self._told.pop(demand_id, None)
        if promise is None:
            return
        if stay.bed_id != promise.bed_id:
            self._break(Breach.ANOTHER_BED, demand_id, promise, row)
            return
        last = [each for each in self._places.since(stay.bed_id, promise.start) if each.id != stay.id]
        ready = last[-1].end if last else None
        if ready is None or ready <= promise.start + self._policy.promise_slack:
            self._kept += 1
        else:
            self._broken[Breach.CAME_LATE][BED_WAS[last[0].kind]] += 1

    def _break(self, how: Breach, demand_id: int, promise: PlannedInterval, row: Recorded) -> None:
        why = Why.OVERRIDE if self._overridden == row.command_id else self._why(promise, row.at)
        self._broken[how][why] += 1
        if why is Why.UNEXPLAINED:
            self.violations.append(self._message(how, demand_id, promise))

    def _why(self, promise: PlannedInterval, at: datetime) -> Why:
        """What kept the promised bed from being ready in time, as far as was known then; or that nobody came."""
        was, demand = self._places.now(promise.bed_id), self._requests.demands[promise.demand_id or 0]
        if was is not None and promise.start < self._ready(was, at):
            return BED_WAS[was.kind]
        if self._others(promise, demand, at):
            return Why.ROOM
        waited = promise.start + self._policy.promise_slack < at
        return Why.NOT_COME if was is None and waited and demand.kind in FROM_HOME else Why.UNEXPLAINED

    def _others(self, promise: PlannedInterval, demand: Demand, at: datetime) -> bool:
        """Whether somebody in the room, beside whom the patient may not lie, is to be there when the promise begins."""
        sex = self._requests.people[demand.patient_id].sex
        return any(
            (self._requests.people[mate.patient_id].sex is not sex or mate.organism != demand.organism)
            and promise.start <= max(at, mate.expected_discharge)
            for mate in self._places.beside(promise.bed_id)
        )

    def _ready(self, was: ActualInterval, at: datetime) -> datetime:
        """When a bed can be expected to be ready that is not yet."""
        turnaround = self._policy.turnaround
        match was.kind:
            case ActualKind.OCCUPIED:
                lying = self._places.encounters[was.encounter_id or 0]
                return max(at, lying.expected_discharge) + turnaround
            case ActualKind.BLOCKED:
                return max(at, was.until) if was.until else datetime.max.replace(tzinfo=at.tzinfo)
            case _:
                return max(at, was.start + turnaround)

    def _message(self, how: Breach, demand_id: int, promise: PlannedInterval) -> Message:
        bed = self._fabric.label(promise.bed_id)
        return Message(
            "month.broken", {"how": f"@month.breach.{how}", "demand": demand_id, "bed": bed, "start": promise.start}
        )
