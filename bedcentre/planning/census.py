"""Who and what is where: the facts of the minute plan, as constants of the engine's question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.vocabulary import SexPolicy
from bedcentre.planning.matching import offers
from bedcentre.planning.prices import DAY_MINUTES
from bedcentre.planning.times import BedTimes
from optimizer.problem import Closure, Occupant, Place, Room, Sex, SexRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """The rooms in which a bed may be given away in the window, with everybody in them; or the ``whole`` hospital.

    ``horizon`` (ticks) reaches to the end of the last claim, and where there are bays a day past the window, so that no
    stay runs into a claim or a night unseen. ``left`` says by bed until which tick somebody lies there, ``ready`` from
    which it can be given to somebody else. In the whole hospital a bed that is not ready in the window is closed, but
    it is a bed: it could be opened, or its patient could leave.
    """

    times: BedTimes
    horizon: int
    beds: tuple[BedSituation, ...]
    left: Mapping[int, int]
    ready: Mapping[int, int]
    whole: bool = False

    @classmethod
    def of(cls, everything: Iterable[BedSituation], times: BedTimes, *, whole: bool = False) -> Census:
        """Keep the rooms that matter of the whole hospital, unless all are wanted."""
        situations = tuple(everything)
        window = times.grid.window
        left = {each.bed.id: times.left(each) for each in situations}
        ready = {each.bed.id: times.ready_after(each, left[each.bed.id]) for each in situations}
        rooms = {each.room.id for each in situations if ready[each.bed.id] < window}
        beds = tuple(each for each in situations if whole or each.room.id in rooms)
        ends = [times.span(claim)[1] for each in beds for claim in times.claims(each)]
        shuts = [window + DAY_MINUTES for each in beds if each.bed.closes is not None]
        return cls(times=times, horizon=max([window, *ends, *shuts]), beds=beds, left=left, ready=ready, whole=whole)

    def rooms(self) -> Iterator[Room]:
        """Each room once; rooms for one named sex are told apart by whom their beds admit."""
        for room, ward in {each.room.id: (each.room, each.ward) for each in self.beds}.values():
            rule = SexRule.ANY if room.sex_policy is SexPolicy.ANY else SexRule.SAME
            yield Room(id=str(room.id), ward=str(ward.id), sex=rule)

    def places(self) -> Iterator[Place]:
        """Each bed; of a part of the hospital, one that is not ready within the window offers nothing to anybody."""
        for each in self.beds:
            usable = self.whole or self.ready[each.bed.id] < self.times.grid.window
            features = offers(each) if usable else frozenset()
            yield Place(id=str(each.bed.id), room=str(each.room.id), features=features)

    def occupants(self) -> Iterator[Occupant]:
        """Everybody in a bed, until they are expected to leave."""
        for each in self.beds:
            if each.encounter is not None and each.patient is not None:
                yield Occupant(
                    id=f"stay-{each.encounter.id}",
                    place=str(each.bed.id),
                    end=self.left[each.bed.id],
                    sex=Sex(each.patient.sex.value),
                    organism=each.encounter.organism,
                )

    def closures(self, now: datetime, personal: frozenset[int]) -> Iterator[Closure]:
        """Cleaning, blocks, claims other than the ``personal`` ones (ids), and the nights of day bays.

        ``now`` is in the hospital's zone.
        """
        for each in self.beds:
            place = str(each.bed.id)
            left, ready = self.left[each.bed.id], min(self.ready[each.bed.id], self.horizon)
            if left < ready:
                yield Closure(place=place, start=left, end=ready, reason="not ready")
            for claim in self.times.claims(each):
                if claim.interval.id not in personal:
                    start, end = self.times.span(claim)
                    yield Closure(place=place, start=start, end=end, reason="held")
            yield from self.times.nights(each, now, self.horizon)
