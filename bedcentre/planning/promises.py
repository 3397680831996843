"""What people were already promised: constants of the engine's question, but for what their bed will not keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandState, PlannedKind, SexPolicy
from bedcentre.planning.census import Census
from bedcentre.planning.times import BedTimes
from bedcentre.usecases.board.picture import Picture
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What is promised or held at the moment of the plan.

    ``kept`` are constants. ``endangered`` are, by demand, the reservations that begin in the window and that their bed
    will not keep: about these demands the plan decides again.
    """

    kept: tuple[PersonalClaim, ...]
    endangered: Mapping[int, PlannedInterval]

    @classmethod
    def of(cls, picture: Picture, census: Census) -> Promises:
        """Tell the two apart. A second hold for the same demand is nobody's place, it only closes its bed."""
        grid = census.times.grid
        endangered = {
            demand.id: claim.interval
            for _, claim, demand in picture.endangered()
            if grid.from_tick(claim.interval.start) < grid.window
        }
        kept: dict[tuple[PlannedKind, int], PersonalClaim] = {}
        for each in census.beds:
            for claim in _of_bed(each, census.times):
                if claim.interval not in endangered.values():
                    kept.setdefault((claim.interval.kind, claim.demand.id), claim)
        return cls(kept=tuple(kept.values()), endangered=endangered)

    @property
    def intervals(self) -> frozenset[int]:
        """The ids of all the claims."""
        return frozenset(each.id for each in (*(claim.interval for claim in self.kept), *self.endangered.values()))


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


def spoken_for(picture: Picture, again: Mapping[int, PlannedInterval]) -> Mapping[int, frozenset[int]]:
    """By demand, the beds that must not be offered to it while the promises ``again`` (by demand) stand.

    Until somebody accepts another bed for them, these promises hold their beds, and keep out of their rooms whoever
    could not lie beside them.
    """
    beds: dict[int, set[int]] = {}
    for demand_id, told in again.items():
        other, situation = picture.demands[demand_id], picture.beds[told.bed_id]
        room = {each.bed.id for each in picture.beds.values() if each.room.id == situation.room.id}
        for demand in picture.demands.values():
            if demand.id != other.id:
                refused = room if _apart(picture, demand, other, situation) else {situation.bed.id}
                beds.setdefault(demand.id, set()).update(refused)
    return {demand_id: frozenset(refused) for demand_id, refused in beds.items()}


def _apart(picture: Picture, one: Demand, other: Demand, situation: BedSituation) -> bool:
    sexes = {picture.patients[each.patient_id].sex for each in (one, other)}
    return one.organism != other.organism or (situation.room.sex_policy is not SexPolicy.ANY and len(sexes) > 1)
