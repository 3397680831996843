"""What would help tomorrow, as far as the picture knows: one proposal per bed, patient or group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from itertools import islice

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.review import ReviewDecision, ReviewProposal
from bedcentre.domain.vocabulary import (
    ActualKind,
    BedKind,
    DemandKind,
    DemandState,
    ReviewAction,
    WardGroup,
)
from bedcentre.usecases.ahead.groups import groups_of, homes_of
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.review.tomorrow import GroupTomorrow, day_reviewed, leaving_tomorrow

EACH = 3
"""Proposals of a kind for one group: what a meeting can decide."""

NOON = time(12)


def proposals(
    picture: Picture,
    groups: Iterable[GroupTomorrow],
    decided: Iterable[ReviewDecision],
    tests: Mapping[int, datetime],
) -> list[ReviewProposal]:
    """Everything that would help and was not decided yet, the fullest groups first.

    ``tests``: until when those of a pre-admission take, by demand.
    """
    known = {each.proposal for each in decided}
    drawn = _Proposals(picture, tests)
    ordered = sorted(groups, key=lambda each: -each.peak)
    return [proposal for each in ordered for proposal in drawn.of(each) if proposal not in known]


class _Proposals:
    """Draws the proposals for each group."""

    def __init__(self, picture: Picture, tests: Mapping[int, datetime]) -> None:
        self._picture = picture
        self._tests = tests
        self._groups = groups_of(picture)
        self._homes = homes_of(picture)
        self._day = day_reviewed(picture)

    def of(self, group: GroupTomorrow) -> Iterator[ReviewProposal]:
        """More room where it is short, more patients where there is room."""
        if group.flagged:
            yield from islice(self._floating(group.group), EACH)
            yield from islice(self._held(group), EACH)
            yield from islice(self._earlier(group.group), EACH)
        else:
            yield from islice(self._standby(group.group), EACH)
            yield from self._slots(group.group)

    def _beds(self, group: WardGroup) -> Iterator[BedSituation]:
        return (each for each in self._picture.beds.values() if self._groups.get(each.ward.id) is group)

    def _floating(self, group: WardGroup) -> Iterator[ReviewProposal]:
        for each in self._beds(group):
            if each.bed.floating and each.actual is not None and each.actual.kind is ActualKind.BLOCKED:
                yield self._propose(ReviewAction.OPEN_FLOATING, group, bed_id=each.bed.id)

    def _held(self, group: GroupTomorrow) -> Iterator[ReviewProposal]:
        """Free beds to be kept overnight, as many as the reserve of the morning lacks."""
        free = [
            each
            for each in self._beds(group.group)
            if each.actual is None and not each.claims and each.bed.kind is BedKind.WARD
        ]
        lacks = max((hour.kept - (hour.beds - round(hour.booked)) for hour in group.hours[:12]), default=0)
        for each in free[: max(lacks, 0)]:
            yield self._propose(ReviewAction.HOLD_EMERGENCY, group.group, bed_id=each.bed.id)

    def _earlier(self, group: WardGroup) -> Iterator[ReviewProposal]:
        noon = datetime.combine(self._day, NOON, self._picture.zone)
        late = [
            (leaves, each)
            for each, _, leaves in leaving_tomorrow(self._picture)
            if leaves >= noon and self._groups.get(each.ward.id) is group
        ]
        for _, each in sorted(late, key=lambda pair: (pair[0], pair[1].bed.id)):
            if each.encounter is not None:
                yield self._propose(ReviewAction.EARLY_DISCHARGE, group, encounter_id=each.encounter.id)

    def _standby(self, group: WardGroup) -> Iterator[ReviewProposal]:
        """Planned patients who wait at home for a later day and will have had their tests."""
        later = [
            each
            for each in self._picture.demands.values()
            if each.kind is DemandKind.PLANNED
            and each.state is DemandState.WAITING
            and self._homes.get(each.specialty) is group
            and each.wanted_from.astimezone(self._picture.zone).date() > self._day
            and self._tests.get(each.id, self._picture.now).astimezone(self._picture.zone).date() <= self._day
        ]
        for each in sorted(later, key=lambda demand: (demand.raised_at, demand.id)):
            yield self._propose(ReviewAction.CALL_STANDBY, group, demand_id=each.id)

    def _slots(self, group: WardGroup) -> Iterator[ReviewProposal]:
        """A tenth (policy) more day surgery, where the operations booked tomorrow are so many that it is one."""
        booked = sum(
            each.start.astimezone(self._picture.zone).date() == self._day for each in self._picture.operations.values()
        )
        more = -(-booked * self._picture.policy.review_more_slots // 100)
        if group is WardGroup.SURGICAL and more:
            yield self._propose(ReviewAction.MORE_SLOTS, group, amount=more)

    def _propose(
        self,
        action: ReviewAction,
        group: WardGroup,
        *,
        amount: int = 1,
        bed_id: int | None = None,
        encounter_id: int | None = None,
        demand_id: int | None = None,
    ) -> ReviewProposal:
        return ReviewProposal(
            day=self._day,
            action=action,
            group=group,
            amount=amount,
            bed_id=bed_id,
            encounter_id=encounter_id,
            demand_id=demand_id,
        )
