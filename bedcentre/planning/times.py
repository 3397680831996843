"""When a bed will be empty and ready, on the plan's grid, as surely as the policy asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bedcentre.domain.beds import BedSituation, Claim, clean_by
from bedcentre.domain.leaving import Caution
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.planning.grid import MINUTE, MinuteGrid
from optimizer.problem import Closure

NEVER = 1 << 30
"""The tick at which a blocked bed is ready: somebody has to lift the block first."""


@dataclass(frozen=True, slots=True)
class BedTimes:
    """The grid, the usual time from vacated to ready, and how far the wards' word on leaving is trusted."""

    grid: MinuteGrid
    turnaround: timedelta
    caution: Caution

    @classmethod
    def under(cls, policy: Policy, grid: MinuteGrid) -> BedTimes:
        """The times as the policy sees them."""
        return cls(grid, policy.turnaround, Caution.of(policy))

    def left(self, situation: BedSituation) -> int:
        """Until which tick somebody is counted as lying there; 0 if nobody does."""
        if situation.encounter is None:
            return 0
        return self.grid.soon(self.caution.gone(situation.encounter, self.grid.origin))

    def ready(self, situation: BedSituation) -> int:
        """From which tick the bed can be given to somebody else."""
        return self.ready_after(situation, self.left(situation))

    def ready_after(self, situation: BedSituation, left: int) -> int:
        """The same, where it is known until which tick somebody is counted as lying there."""
        actual = situation.actual
        if actual is None:
            return 0
        if actual.kind is ActualKind.BLOCKED:
            return NEVER
        if situation.encounter is not None:
            return left - -self.turnaround // MINUTE
        return self.grid.soon(clean_by(actual, self.turnaround))

    def claims(self, situation: BedSituation) -> Iterator[Claim]:
        """What the bed is meant for from now on."""
        return (claim for claim in situation.claims if claim.interval.end > self.grid.origin)

    def span(self, claim: Claim) -> tuple[int, int]:
        """The ticks a claim takes."""
        return self.grid.from_tick(claim.interval.start), self.grid.to_tick(claim.interval.end)

    def nights(self, situation: BedSituation, now: datetime, horizon: int) -> Iterator[Closure]:
        """When a day bay is shut; ``now`` is in the hospital's zone."""
        opens, closes = situation.bed.opens, situation.bed.closes
        if opens is None or closes is None:
            return
        shut, day = 0, now.date()
        while shut < horizon:
            opening = min(self._at(day, opens, now), horizon)
            if shut < opening:
                yield Closure(place=str(situation.bed.id), start=shut, end=opening, reason="outside hours")
            shut = self._at(day, closes, now)
            day += timedelta(days=1)

    def _at(self, day: date, clock: time, now: datetime) -> int:
        return self.grid.to_tick(datetime.combine(day, clock, now.tzinfo))
