"""What is known of one bed, and the state that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.intervals import ActualInterval, PlannedInterval
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Bed, Room, Ward
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, BedState, PlannedKind

CLEANED_IN = 0.5
"""The part of the usual time from vacated to ready that cleaning itself takes; before, the bed waits for it."""


def clean_by(actual: ActualInterval, turnaround: timedelta) -> datetime:
    """When a vacated bed, or one that is being cleaned, is usually ready."""
    return actual.start + (turnaround * CLEANED_IN if actual.kind is ActualKind.CLEANING else turnaround)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A planned interval with the demand and patient it is for (none for a hold without a name)."""

    interval: PlannedInterval
    demand: Demand | None
    patient: Patient | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedSituation:
    """A bed as it is now: the open actual interval, who lies there, and its unexpired claims by start.

    ``said_at`` is when somebody last confirmed or changed what is known of it.
    """

    bed: Bed
    room: Room
    ward: Ward
    said_at: datetime
    actual: ActualInterval | None = None
    encounter: Encounter | None = None
    patient: Patient | None = None
    claims: tuple[Claim, ...] = ()

    def expected_free(self, now: datetime, turnaround: timedelta) -> datetime:
        """When the bed is expected to be clean and empty, were nobody new put into it.

        ``turnaround`` is the usual time from vacated to ready (policy).
        """
        actual = self.actual
        if actual is None:
            return now
        if actual.kind is ActualKind.OCCUPIED and self.encounter is not None:
            return max(now, self.encounter.expected_discharge) + turnaround
        if actual.kind is ActualKind.BLOCKED:
            return max(now, actual.until) if actual.until else datetime.max.replace(tzinfo=now.tzinfo)
        return max(now, clean_by(actual, turnaround))

    def state(self, day_end: datetime) -> BedState:
        """The one state a tile shows; ``day_end`` is the local midnight that "leaving today" means."""
        if self.actual is not None:
            if self.actual.kind is not ActualKind.OCCUPIED:
                return BedState(self.actual.kind.value)
            leaving = self.encounter is not None and self.encounter.expected_discharge < day_end
            return BedState.LEAVING if leaving else BedState.OCCUPIED
        claim = self.current_claim(day_end)
        if claim is None:
            return BedState.FREE
        return BedState.HELD if claim.interval.kind is PlannedKind.HOLD else BedState.RESERVED

    def current_claim(self, before: datetime) -> Claim | None:
        """The first claim that starts before ``before``: who comes next."""
        return next((claim for claim in self.claims if claim.interval.start < before), None)
