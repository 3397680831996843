"""People who could give way: occupants who leave or move, and demands that go elsewhere or wait."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Final, NamedTuple

from optimizer.checker.suitability import suits
from optimizer.cost import LEVELS
from optimizer.explain.around import Lifted
from optimizer.explain.changes import Elsewhere, LeavesEarlier, MoveOccupant, Postpone
from optimizer.explain.ideas.idea import Idea, idea
from optimizer.greedy import levels_of
from optimizer.problem import Demand, DemandKind
from optimizer.state.spans import first_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.explain.around import Around, Priced
    from optimizer.explain.ideas.idea import Asked
    from optimizer.greedy import Levels
    from optimizer.problem import Occupant, Place

LOOKED_AT: Final = 12  # people who could give way, the cheapest for the demand first
ELECTIVE: Final = frozenset({DemandKind.PLANNED, DemandKind.DAY_SURGERY, DemandKind.REFERRAL_IN})


def earlier_leavers(asked: Asked) -> Iterator[Idea]:
    """Occupants who have to leave up to a day earlier: for the demand's best start, and by as little as possible."""
    around = asked.around
    day = around.index.problem.horizon.day
    for place, person in _occupants(around):
        cleaning = around.turnover(person)
        ready = person.end if cleaning is None else cleaning.end
        first = max(max(person.start, 0) + 1 + ready - person.end, ready - day)
        windows = [
            window._replace(low=max(window.low, first), high=min(window.high, ready - 1))
            for window in asked.windows(place, _without(around, person))
        ]
        priced = around.cheapest(place, windows)
        if priced is not None:
            yield idea(LeavesEarlier(occupant=person.id, ready=priced.start), priced, ready - priced.start)
        late = [window._replace(low=window.high) for window in windows if window.low <= window.high]
        little = min(around.placements(place, late), key=lambda each: ready - each.start, default=None)
        if little is not None:
            change = LeavesEarlier(occupant=person.id, ready=little.start)
            own = levels_of(around.index, around.demand, little)
            yield Idea("LeavesLittleEarlier", (ready - little.start, own, repr(change)), change)


def movers(asked: Asked) -> Iterator[Idea]:
    """Occupants who could move to another suitable bed of their ward."""
    around = asked.around
    found: list[tuple[Priced, Place, Occupant]] = []
    for place, person in _occupants(around):
        if person.start <= 0:
            cleaning = around.turnover(person)
            clean = 0 if cleaning is None else cleaning.end - cleaning.start
            windows = asked.windows(place, _without(around, person))
            priced = around.cheapest(place, [window._replace(low=max(window.low, clean)) for window in windows])
            if priced is not None:
                found.append((priced, place, person))
    for priced, place, person in nsmallest(LOOKED_AT, found, key=lambda each: (each[0][:2], each[2].id)):
        other = _other_bed(around, place, person, priced)
        if other is not None:
            yield idea(MoveOccupant(occupant=person.id, place=other.id), priced)


def _occupants(around: Around) -> Iterator[tuple[Place, Occupant]]:
    """Occupants of the rooms that suit the demand, with the place they may be in the way of."""
    for place in around.hospital.suitable(around.demand):
        for each in around.company(place):
            if each.demand is None:
                yield place, around.index.occupants[each.who]


def _without(around: Around, person: Occupant) -> Lifted:
    cleaning = around.turnover(person)
    return Lifted(people=frozenset({person.id}), closures=frozenset(() if cleaning is None else (cleaning,)))


def _other_bed(around: Around, place: Place, person: Occupant, priced: Priced) -> Place | None:
    """A bed with everything the old one has, in the same ward, free for the rest of the stay beside the demand."""
    ward = around.index.rooms[around.index.places[person.place].room].ward
    stay = Demand(
        id=person.id,
        kind=DemandKind.EMERGENCY,
        release=0,
        due=0,
        length=person.end,
        sex=person.sex,
        age_group=person.age_group,
        needs=around.index.places[person.place].features,
        organism=person.organism,
    )
    around.hospital.put(priced.placement)
    try:
        for other in around.index.problem.places:
            if (
                around.index.rooms[other.room].ward == ward
                and other.id not in {place.id, person.place}
                and suits(around.index, stay, other)
                and first_start(0, 0, stay.length, around.hospital.beds.blocked(stay, other)) == 0
            ):
                return other
    finally:
        around.hospital.take(around.demand)
    return None


class Rival(NamedTuple):
    """A placed demand in whose stead the demand could have ``priced``."""

    priced: Priced
    place: Place
    demand: Demand


def giving_way(asked: Asked) -> Iterator[Idea]:
    """Demands that could go elsewhere, or, if elective, a day later, where that costs less than it gains."""
    around = asked.around
    day = around.index.problem.horizon.day
    for rival in nsmallest(LOOKED_AT, _rivals(asked), key=lambda each: (each.priced[:2], each.demand.id)):
        demand, now = rival.demand, around.hospital.placed[rival.demand.id]
        changes: list[Elsewhere | Postpone] = [Elsewhere(demand=demand.id, place=now.place)]
        if demand.kind in ELECTIVE:
            changes.append(Postpone(demand=demand.id, start=now.start + day))
        for change in changes:
            levels = _price(around, rival, change)
            if levels is not None and asked.pays(levels):
                yield Idea(type(change).__name__, (levels, repr(change)), change)


def _rivals(asked: Asked) -> Iterator[Rival]:
    around = asked.around
    for place in around.hospital.suitable(around.demand):
        for each in around.company(place):
            if each.demand is not None and not each.fact:
                priced = asked.cheapest(place, Lifted(people=frozenset({each.who})))
                if priced is not None:
                    yield Rival(priced, place, each.demand)


def _price(around: Around, rival: Rival, change: Elsewhere | Postpone) -> Levels | None:
    """What the demand costs then, and what the rival costs more than now; None if it would be left with nothing.

    Who is postponed may fall out of the plan: beyond the horizon.
    """
    index, hospital = around.index, around.hospital
    before = hospital.placed[rival.demand.id]
    hospital.take(rival.demand)
    hospital.put(rival.priced.placement)
    new = change.of(rival.demand)
    places = [place for place in hospital.suitable(rival.demand) if place.id not in new.refuses]
    after = min((levels_of(index, new, each) for each in hospital.options(new, places)), default=None)
    hospital.take(around.demand)
    hospital.put(before)
    if after is None and isinstance(change, Postpone):
        after = levels_of(index, new, None)
    if after is None:
        return None
    old = levels_of(index, rival.demand, before)
    return tuple(rival.priced.levels[at] + after[at] - old[at] for at in range(LEVELS))
