"""What people were already promised, as constants of the engine's question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandState, PlannedKind
from bedcentre.planning.census import Census
from bedcentre.planning.times import BedTimes
from optimizer import problem as engine


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalClaim:
    """A reservation, or a waiting demand's hold: somebody's place, from tick ``start`` for ``length`` ticks."""

    interval: PlannedInterval
    demand: Demand
    patient: Patient
    start: int
    length: int

    @property
    def decides(self) -> bool:
        """Whether it places a demand that still waits: the hold says where, accepting the proposal promises it."""
        return self.interval.kind is PlannedKind.HOLD

    def as_demand(self) -> engine.Demand:
        """The pinned demand that stands for the claim in the engine."""
        return engine.Demand(
            id=str(self.demand.id) if self.decides else f"claim-{self.interval.id}",
            kind=engine.DemandKind(self.demand.kind.value),
            release=self.start,
            due=self.start,
            length=self.length,
            sex=engine.Sex(self.patient.sex.value),
            organism=self.demand.organism,
            pinned=True,
            promise=engine.Promise(place=str(self.interval.bed_id), start=self.start),
        )


def personal_claims(census: Census) -> tuple[PersonalClaim, ...]:
    """All claims that are somebody's place. A second hold for the same demand is none, it only closes its bed."""
    found: dict[tuple[PlannedKind, int], PersonalClaim] = {}
    for each in census.beds:
        for claim in _of_bed(each, census.times):
            found.setdefault((claim.interval.kind, claim.demand.id), claim)
    return tuple(found.values())


def _of_bed(situation: BedSituation, times: BedTimes) -> Iterator[PersonalClaim]:
    for claim in times.claims(situation):
        demand, patient = claim.demand, claim.patient
        if demand is None or patient is None:
            continue
        start, end = times.span(claim)
        length = max(end - start, 1)
        if claim.interval.kind is PlannedKind.HOLD:
            start = max(start, times.grid.to_tick(demand.wanted_from), times.ready(situation))
            length = demand.stay_minutes
            if demand.state is not DemandState.WAITING or start >= times.grid.window or demand.surgeon is not None:
                continue
        yield PersonalClaim(interval=claim.interval, demand=demand, patient=patient, start=start, length=length)
