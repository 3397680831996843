"""Beds and theatres together: a plan in the making."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.suitability import suits
from optimizer.plan import Placement, Plan
from optimizer.state.beds import Beds
from optimizer.state.kinds import Kinds
from optimizer.state.spans import first_start
from optimizer.state.theatres import Theatres

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from optimizer.index import Index
    from optimizer.problem import Demand, Place
    from optimizer.state.spans import Span
    from optimizer.state.theatres import Opening


class Hospital:
    """Occupants, pinned demands and the placements made so far."""

    def __init__(self, index: Index, placements: Iterable[Placement] = ()) -> None:
        self.index = index
        self.beds = Beds(index)
        self.theatres = Theatres(index)
        self.placed: dict[str, Placement] = {}
        self._kinds: Kinds | None = None
        self._suitable: dict[str, tuple[tuple[Place, ...], ...]] = {}
        for demand in index.problem.demands:
            if demand.pinned:
                self.put(pinned_placement(demand))
        for placement in placements:
            if placement.demand not in self.placed:
                self.put(placement)

    def put(self, placement: Placement) -> None:
        """Place a demand that has no placement yet."""
        demand = self.index.demands[placement.demand]
        self.beds.add(demand, placement.place, placement.start)
        if placement.session is not None:
            self.theatres.add(demand, placement.session, placement.start)
        self.placed[demand.id] = placement

    def take(self, demand: Demand) -> None:
        """Undo a demand's placement."""
        placement = self.placed.pop(demand.id)
        self.beds.remove(demand, placement.place)
        self.theatres.remove(demand)

    def take_all(self, demands: Iterable[Demand]) -> list[Demand]:
        """Undo the placements of those of the demands that are not pinned; returns these."""
        free = [demand for demand in demands if not demand.pinned]
        for demand in free:
            if demand.id in self.placed:
                self.take(demand)
        return free

    def plan(self) -> Plan:
        """What is placed now."""
        return Plan(placements=tuple(self.placed.values()))

    def suitable(self, demand: Demand) -> list[Place]:
        """The places the demand could have if nobody else were there, in the problem's order."""
        position = self.index.positions
        return sorted((place for places in self.alike(demand) for place in places), key=lambda each: position[each.id])

    def alike(self, demand: Demand) -> tuple[tuple[Place, ...], ...]:
        """The same in groups of places that cost the demand the same."""
        if demand.id not in self._suitable:
            self._kinds = self._kinds or Kinds(self.index)
            self._suitable[demand.id] = tuple(self._kinds.suitable(demand))
        return self._suitable[demand.id]

    def allows(self, placement: Placement) -> bool:
        """Whether every hard rule lets the demand be placed so."""
        demand, place = self.index.demands[placement.demand], self.index.places.get(placement.place)
        if place is None or not suits(self.index, demand, place):
            return False
        blocked = self.beds.blocked(demand, place)
        start = placement.start
        return any(
            self._start(demand, opening._replace(high=start), blocked, start) is not None
            for opening in self.theatres.openings(demand)
            if opening.session == placement.session and opening.low <= start <= opening.high
        )

    def options(self, demand: Demand, places: Iterable[Place]) -> Iterator[Placement]:
        """Placements that keep every hard rule: per place and theatre time from the release and promise on."""
        openings = self.openings(demand)
        for place in places:
            for start, session in self.starts(demand, place, openings):
                yield Placement(demand=demand.id, place=place.id, start=start, session=session)

    def openings(self, demand: Demand) -> list[Opening]:
        """When the demand may start, as far as its window and its operation are concerned.

        Of several sessions at the same time, as theatres have side by side, the first with room stands for all.
        """
        openings: dict[tuple[object, ...], Opening] = {}
        for opening in self.theatres.openings(demand):
            openings.setdefault(opening[1:], opening)
        return list(openings.values())

    def starts(self, demand: Demand, place: Place, openings: Iterable[Opening]) -> Iterator[tuple[int, str | None]]:
        """The first start in each opening, and the first from the promised one on, with the operation's session."""
        blocked = self.beds.blocked(demand, place)
        promised = None if demand.promise is None else demand.promise.start
        for opening in openings:
            start = self._start(demand, opening, blocked, opening.low)
            if start is None:
                continue
            yield start, opening.session
            if promised is not None and promised > start:
                later = self._start(demand, opening, blocked, promised)
                if later is not None:
                    yield later, opening.session

    def _start(self, demand: Demand, opening: Opening, blocked: list[Span], target: int) -> int | None:
        """The first start from ``target`` on at which bed, theatre and surgeon are free."""
        start = first_start(max(opening.low, target), opening.high, demand.length, blocked)
        surgery = demand.surgery
        while start is not None and surgery is not None and opening.blocked:
            operated = first_start(
                start + surgery.offset, opening.high + surgery.offset, surgery.minutes, opening.blocked
            )
            if operated is None or operated == start + surgery.offset:
                return None if operated is None else start
            start = first_start(operated - surgery.offset, opening.high, demand.length, blocked)
        return start


def pinned_placement(demand: Demand) -> Placement:
    """What a pinned demand was promised; ``check_references`` made sure that it is all there."""
    promise = demand.promise
    if promise is None or promise.place is None or promise.start is None:
        message = f"pinned demand {demand.id!r} has no promised place and start"
        raise ValueError(message)
    return Placement(demand=demand.id, place=promise.place, start=promise.start, session=promise.session)
