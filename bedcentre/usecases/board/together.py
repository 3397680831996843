"""Proposals that need no second look one by one: planned admissions into a bed of their own ward that is free now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bedcentre.domain.places import Ward
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandState
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.board.queue import Group, group_of

MOST = 500
"""Proposals that one confirmation names; the others are there again after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WardTogether:
    """One ward's part: how many of its ``free`` beds would be promised."""

    ward: Ward
    count: int
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What one confirmation accepts: the proposals, soonest first, and how many of them are each ward's."""

    proposals: tuple[int, ...]
    wards: tuple[WardTogether, ...]


def together(picture: Picture) -> Together:
    """The open proposals that can be accepted together now; wards are in board order."""
    free = {each.bed.id: each for each in picture.beds.values() if each.actual is None}
    found = [
        proposal
        for proposal in picture.proposals.values()
        if proposal.bed_id in free
        and proposal.demand_id in picture.demands
        and _plain(picture.demands[proposal.demand_id], free[proposal.bed_id].ward)
    ]
    soonest = sorted(found, key=lambda each: (each.start, each.id))[:MOST]
    of_ward = Counter(free[each.bed_id].ward.id for each in soonest)
    return Together(
        proposals=tuple(each.id for each in soonest),
        wards=tuple(
            WardTogether(
                ward=ward,
                count=of_ward[ward.id],
                free=sum(each.ward.id == ward.id and not each.claims for each in free.values()),
            )
            for ward in picture.wards.values()
            if ward.id in of_ward
        ),
    )


def _plain(demand: Demand, ward: Ward) -> bool:
    return (
        demand.state is DemandState.WAITING and group_of(demand) is Group.COMING and ward.specialty == demand.specialty
    )
