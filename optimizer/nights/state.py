"""A whole plan in numbers, changed person by person, always knowing what a change adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.operations import Operations
from optimizer.nights.rooms import Rooms
from optimizer.nights.terrain import NO_SESSION, Spot, Terrain, night_set
from optimizer.nursing.moves import settle
from optimizer.nursing.roster import Roster
from optimizer.plan import Placement, Plan
from optimizer.shifts import shifts_of

if TYPE_CHECKING:
    from optimizer.problem import Problem


class State:
    """Rooms, operations and nurses together."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.terrain = Terrain(problem)
        self.rooms = Rooms(self.terrain)
        self.operations = Operations(self.terrain)
        self.roster = Roster(problem, [person.care for person in self.terrain.people])
        self.spots: list[Spot | None] = [None for _ in problem.demands]
        self.movable = [number for number, demand in enumerate(problem.demands) if not demand.pinned]
        self._horizon = problem.horizon
        self._lengths = [demand.length for demand in problem.demands]
        for number, person in enumerate(problem.occupants, start=len(problem.demands)):
            place = self.terrain.place_number[person.place]
            end = max(person.start, min(person.end, self.terrain.nights))
            self.rooms.enter(number, place, person.start, end)
            span = shifts_of(self._horizon, person.start, end)
            self.roster.enter(number, self.terrain.room_of[place], span)
        placed = {placement.demand: placement for placement in plan.placements}
        for number, demand in enumerate(problem.demands):
            if demand.id in placed:
                self.put(number, self._spot(placed[demand.id]))
        settle(self.roster)

    def _spot(self, placement: Placement) -> Spot:
        session = NO_SESSION
        if placement.session is not None:
            session = self.terrain.session_number[placement.session]
        return Spot(self.terrain.place_number[placement.place], placement.start, session)

    def end(self, person: int, start: int) -> int:
        """The night after the last one of a stay from ``start``, inside the horizon."""
        return max(start, min(start + self._lengths[person], self.terrain.nights))

    def openings(self, person: int, place: int) -> int:
        """The first nights from which there is a bed in fitting company for the whole stay."""
        length, spot = self._lengths[person], self.spots[person]
        blocked = self.rooms.blocked(person, place)
        if spot is not None and spot.place == place:
            blocked &= ~night_set(spot.start, length)
        free = night_set(0, self.terrain.nights + length) & ~blocked
        width = 1
        while width < length:
            step = min(width, length - width)
            free &= free >> step
            width += step
        return free & self.terrain.start_sets[person]

    def meeting(self, person: int, other: int, start: int) -> int:
        """The first nights from which the person would meet the other one's stay from ``start``."""
        before = min(self._lengths[person] - 1, start)
        return night_set(start - before, before + self._lengths[other]) & self.terrain.start_sets[person]

    def least(self, person: int, place: int, start: int) -> tuple[int | None, int]:
        """The best session for a stay elsewhere (None = there is none), and the least it can add in all."""
        terrain, spot = self.terrain, self.spots[person]
        if spot is not None and spot.start == start:
            session, added = spot.session, 0
        else:
            found = self.operations.best(person, start)
            if found is None:
                return None, 0
            added, session = found
            if spot is not None:
                added -= self.operations.saving(person, *spot[1:])
        added += terrain.price(person, place, start)
        added += self.rooms.mixing(person, place, start, self.end(person, start))
        if spot is None:
            return session, added - terrain.left_out[person]
        old, begin, _ = spot
        added -= terrain.price(person, old, begin)
        added -= self.rooms.mixing(person, old, begin, self.end(person, begin))
        return session, added - self.roster.leaving(person, terrain.room_of[old])

    def put(self, person: int, spot: Spot) -> int:
        """Place somebody who has no place; returns what that adds."""
        return self.lay(person, spot) + self.nurse(person, spot)

    def take(self, person: int, spot: Spot) -> int:
        """Take somebody out of ``spot``, where she is; returns what that adds."""
        return self.lift(person, spot) + self.unnurse(person, spot)

    def lay(self, person: int, spot: Spot) -> int:
        """Place somebody, as far as rooms and theatres are concerned; returns what that adds."""
        terrain, (place, start, session) = self.terrain, spot
        end = self.end(person, start)
        self.spots[person] = spot
        self.rooms.enter(person, place, start, end)
        added = terrain.price(person, place, start) - terrain.left_out[person]
        added += self.operations.book(person, start, session)
        return added + self.rooms.mixing(person, place, start, end)

    def lift(self, person: int, spot: Spot) -> int:
        """Take somebody out again, as far as rooms and theatres are concerned; returns what that adds."""
        terrain, (place, start, session) = self.terrain, spot
        end = self.end(person, start)
        self.spots[person] = None
        self.rooms.leave(person, place, start, end)
        added = terrain.left_out[person] - terrain.price(person, place, start)
        added += self.operations.cancel(person, start, session)
        return added - self.rooms.mixing(person, place, start, end)

    def nurse(self, person: int, spot: Spot) -> int:
        """Let the nurses of the room look after somebody; returns what that adds."""
        place, start, _ = spot
        span = shifts_of(self._horizon, start, self.end(person, start))
        return self.roster.enter(person, self.terrain.room_of[place], span)

    def unnurse(self, person: int, spot: Spot) -> int:
        """Let the nurses of the room look after somebody no longer; returns what that adds."""
        return self.roster.leave(person, self.terrain.room_of[spot.place])

    def plan(self) -> Plan:
        """What stands now."""
        problem = self.terrain.problem
        placements = tuple(
            Placement(
                demand=demand.id,
                place=problem.places[spot.place].id,
                start=spot.start,
                session=None if spot.session == NO_SESSION else problem.sessions[spot.session].id,
            )
            for demand, spot in zip(problem.demands, self.spots, strict=True)
            if spot is not None
        )
        return Plan(placements=placements, nursing=self.roster.nursing())
