"""The hospital around one demand: who is in its way, and where it could start if something gave way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from optimizer.checker.context import Context, Stay
from optimizer.explain.changes.turnover import optional_closures, turnover
from optimizer.greedy import levels_of
from optimizer.plan import Placement, Plan
from optimizer.problem import Closure, DemandKind, Grid, SexRule
from optimizer.state.hospital import Hospital
from optimizer.state.spans import below_one, profile, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from optimizer.greedy import Levels
    from optimizer.index import Index
    from optimizer.problem import Demand, Occupant, Place, Reserve
    from optimizer.state.spans import Span
    from optimizer.state.theatres import Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """What is thought away: people, closures, reserves, or that a room is shared by one sex."""

    people: frozenset[str] = frozenset()
    closures: frozenset[Closure] = frozenset()
    reserves: frozenset[str] = frozenset()
    sexes: bool = False


NOTHING_LIFTED = Lifted()


class Window(NamedTuple):
    """The stay may start in [low, high] with its operation in ``session``."""

    session: str | None
    low: int
    high: int


class Around:
    """Everything in the plan but the demand."""

    def __init__(self, index: Index, plan: Plan, demand: Demand) -> None:
        self.index = index
        self.demand = demand
        self.plan = Plan(placements=tuple(each for each in plan.placements if each.demand != demand.id))
        self.hospital = Hospital(index, self.plan.placements)
        self.context = Context.of(index.problem, self.plan)
        self._stays = {each.who: each for each in self.context.stays}
        self.closures: dict[str, list[Closure]] = {}
        for closure in index.problem.closures:
            self.closures.setdefault(closure.place, []).append(closure)
        self.openings: Sequence[Opening] = tuple(self.hospital.theatres.openings(demand))
        self._horizon = index.problem.horizon.length

    def turnover(self, person: Occupant) -> Closure | None:
        """The closure in which the bed is made ready after the person left."""
        return turnover(self.index.problem.horizon.grid, self.closures.get(person.place, ()), person)

    def optional_closures(self, place: Place) -> frozenset[Closure]:
        """The place's closures that are not there to make it ready after an occupant."""
        stays = self.context.stays_by_place.get(place.id, ())
        people = (self.index.occupants[each.who] for each in stays if each.demand is None)
        return optional_closures(self.index.problem.horizon.grid, self.closures.get(place.id, ()), people)

    def company(self, place: Place, lifted: Lifted = NOTHING_LIFTED) -> list[Stay]:
        """Everybody in the place's room at some time."""
        return [each for each in self.context.stays_by_room.get(place.room, ()) if each.who not in lifted.people]

    def blocked(self, demand: Demand, place: Place, lifted: Lifted = NOTHING_LIFTED) -> list[Span]:
        """When ``demand`` cannot be in ``place``, sorted."""
        company = self.company(place, lifted)
        shared = self.index.rooms[place.room].sex is SexRule.SAME and not lifted.sexes
        spans = [
            (each.start, each.end)
            for each in company
            if each.organism != demand.organism or (shared and each.sex is not demand.sex)
        ]
        shut = (each for each in self.closures.get(place.id, ()) if each not in lifted.closures)
        drops = [(each.start, each.end, each.beds or place.capacity) for each in shut]
        drops += [(each.start, each.end, 1) for each in company if each.place.id == place.id]
        spans += below_one(profile(place.capacity, drops, (0, self._horizon)))
        if demand.kind is not DemandKind.EMERGENCY:
            for reserve in self.index.problem.reserves:
                if place.id in reserve.places and reserve.id not in lifted.reserves:
                    spans += self._used_up(reserve, lifted)
        return sorted(spans)

    def _used_up(self, reserve: Reserve, lifted: Lifted) -> list[Span]:
        """When the reserve leaves nothing to others than emergencies; who is thought away leaves a bed to it."""
        gone = [
            (each.start, each.end, -1)
            for each in map(self._stays.__getitem__, lifted.people)
            if each.place.id in reserve.places
        ]
        gone += [(each.start, each.end, -1) for each in lifted.closures if each.place in reserve.places]
        if not gone:
            return self.hospital.beds.used_up(reserve)
        left = [(start, end, -beds) for start, end, beds in self.hospital.beds.spare(reserve)]
        return below_one(profile(0, left + gone, (reserve.start, min(reserve.end, self._horizon))))

    def windows(
        self, place: Place, lifted: Lifted = NOTHING_LIFTED, openings: Iterable[Opening] | None = None
    ) -> Iterator[Window]:
        """When the demand could start in ``place``."""
        blocked = self.blocked(self.demand, place, lifted)
        surgery = self.demand.surgery
        for opening in self.openings if openings is None else openings:
            for low, high in starts(opening.low, opening.high, self.demand.length, blocked):
                if surgery is None or not opening.blocked:
                    yield Window(opening.session, low, high)
                    continue
                span = low + surgery.offset, high + surgery.offset
                for first, last in starts(*span, surgery.minutes, opening.blocked):
                    yield Window(opening.session, first - surgery.offset, last - surgery.offset)

    def placements(self, place: Place, windows: Iterable[Window]) -> Iterator[Placement]:
        """Of all starts in the windows those that can be cheapest for the demand itself; on nights all."""
        for session, low, high in windows:
            for start in self._worth(low, high):
                yield Placement(demand=self.demand.id, place=place.id, start=start, session=session)

    def cheapest(self, place: Place, windows: Iterable[Window], index: Index | None = None) -> Priced | None:
        """The best placement in the windows as far as the demand's own cost goes."""
        found = (
            Priced(levels_of(index or self.index, self.demand, each), each.start, each)
            for each in self.placements(place, windows)
        )
        return min(found, key=lambda each: each[:2], default=None)

    def _worth(self, low: int, high: int) -> Iterable[int]:
        """The demand's own cost is linear in the start between these ticks."""
        if low > high:
            return ()
        if self.index.problem.horizon.grid is Grid.NIGHTS:
            return range(low, high + 1)
        demand = self.demand
        told = None if demand.promise is None else demand.promise.start
        expiry = () if demand.expires is None else (demand.expires - 1, demand.expires)
        turns = {tick for tick in (demand.wanted, told, *expiry) if tick is not None and low < tick < high}
        return sorted({low, high, *turns})


class Priced(NamedTuple):
    """A placement, its own cost and its start."""

    levels: Levels
    start: int
    placement: Placement
