"""Places that other rules would let the demand have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.checker import HardRule
from optimizer.checker.suitability import refusals
from optimizer.explain.around import Lifted
from optimizer.explain.changes import (
    AcceptOtherWard,
    AnyAge,
    Lend,
    MixSexes,
    OpenPlace,
    OpenToAll,
    UseReserve,
    WaitLonger,
)
from optimizer.explain.ideas.idea import idea
from optimizer.index import Index
from optimizer.problem import DemandKind, SexRule, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.explain.around import Around, Priced
    from optimizer.explain.changes import Change
    from optimizer.explain.ideas.idea import Asked, Idea
    from optimizer.problem import Place


def other_rules(asked: Asked) -> Iterator[Idea]:
    """Places with room that only one rule rules out, where that may be overridden."""
    around, demand = asked.around, asked.around.demand
    lent = _all_lent(around)
    for place in around.index.problem.places:
        reasons = [found.rule for found in refusals(around.index, demand, place)]
        if len(reasons) != 1:
            continue
        change = _overriding(around, reasons[0], place, lent)
        priced = None if change is None else asked.cheapest(place, index=lent)
        if change is not None and priced is not None:
            yield idea(change, priced)


def _overriding(around: Around, rule: HardRule, place: Place, lent: Index) -> Change | None:
    demand, room = around.demand, around.index.rooms[place.room]
    if rule is HardRule.WARD_TIER and around.index.tier_of(demand, room.ward) is not None:
        return AcceptOtherWard(demand=demand.id)
    if rule is HardRule.WARD_TIER and demand.specialty is not None and not demand.severe:
        return Lend(ward=room.ward, specialty=demand.specialty, tier=lent.tiers[demand.specialty][room.ward])
    if rule is HardRule.AGE_BAND:
        return AnyAge(room=room.id)
    if rule is HardRule.ROOM_FOR_SEX:
        return MixSexes(room=room.id)
    return OpenToAll(place=place.id) if rule is HardRule.EMERGENCY_ONLY else None


def _all_lent(around: Around) -> Index:
    """What it would be if every ward were open to the demand's specialty, one step farther than the farthest."""
    problem, specialty = around.index.problem, around.demand.specialty
    known = around.index.tiers.get(specialty or "", {})
    if specialty is None or not known:
        return around.index
    far = max(known.values()) + 1
    wards = dict.fromkeys(room.ward for room in problem.rooms if room.ward not in known)
    added = tuple(Tier(specialty=specialty, ward=ward, tier=far) for ward in wards)
    return Index.of(replace(problem, tiers=(*problem.tiers, *added)))


def mixed_rooms(asked: Asked) -> Iterator[Idea]:
    """Rooms in which only the other sex is in the way."""
    around = asked.around
    for place in around.hospital.suitable(around.demand):
        room = around.index.rooms[place.room]
        if room.sex is SexRule.SAME and any(each.sex is not around.demand.sex for each in around.company(place)):
            priced = asked.cheapest(place, Lifted(sexes=True))
            if priced is not None:
                yield idea(MixSexes(room=room.id), priced)


def reserves(asked: Asked) -> Iterator[Idea]:
    """Beds that are only kept for emergencies."""
    around = asked.around
    if around.demand.kind is DemandKind.EMERGENCY:
        return
    for reserve in around.index.problem.reserves:
        spare = around.hospital.beds.spare(reserve)
        for place in around.hospital.suitable(around.demand):
            if place.id not in reserve.places:
                continue
            priced = asked.cheapest(place, Lifted(reserves=frozenset({reserve.id})))
            if priced is not None:
                end = priced.start + around.demand.length
                beds = 1 - min(
                    (left for start, until, left in spare if start < end and until > priced.start), default=1
                )
                if 0 < beds <= reserve.count:
                    yield idea(UseReserve(reserve=reserve.id, beds=beds), priced, beds)


def closed_places(asked: Asked) -> Iterator[Idea]:
    """Places that are only closed."""
    around = asked.around
    for place in around.hospital.suitable(around.demand):
        shut = around.optional_closures(place)
        priced = asked.cheapest(place, Lifted(closures=shut)) if shut else None
        if priced is not None:
            ticks = sum(max(each.end - max(each.start, priced.start), 0) for each in shut)
            yield idea(OpenPlace(place=place.id, at=priced.start), priced, ticks)


def later_starts(asked: Asked) -> Iterator[Idea]:
    """Places that are free only after the demand should have started."""
    around = asked.around
    demand, last = around.demand, around.index.problem.horizon.length - 1
    if demand.due >= min(last, asked.before - 1):
        return
    openings = tuple(around.hospital.theatres.openings(replace(demand, due=last)))
    for place in around.hospital.suitable(demand):
        priced: Priced | None = around.cheapest(place, asked.windows(place, openings=openings))
        if priced is not None:
            yield idea(WaitLonger(demand=demand.id, due=priced.start), priced, priced.start - demand.due)
