"""Look-ups over a problem, built once and shared by checker, greedy and CP-SAT."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from optimizer.problem import Demand, Occupant, Place, Problem, Room, Session, Surgeon


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A problem's things by their ids; ``tiers[specialty][ward]`` is the distance of a ward.

    ``positions`` are the places' own, in the problem's order.
    """

    problem: Problem
    rooms: Mapping[str, Room]
    places: Mapping[str, Place]
    positions: Mapping[str, int]
    places_in: Mapping[str, tuple[Place, ...]]
    demands: Mapping[str, Demand]
    occupants: Mapping[str, Occupant]
    sessions: Mapping[str, Session]
    surgeons: Mapping[str, Surgeon]
    tiers: Mapping[str, Mapping[str, int]]
    beds: Mapping[str, int]

    @classmethod
    def of(cls, problem: Problem) -> Index:
        """Build the look-ups of ``problem``."""
        places_in: dict[str, list[Place]] = {room.id: [] for room in problem.rooms}
        for place in problem.places:
            places_in[place.room].append(place)
        tiers: dict[str, dict[str, int]] = {}
        for tier in problem.tiers:
            tiers.setdefault(tier.specialty, {})[tier.ward] = tier.tier
        return cls(
            problem=problem,
            rooms={room.id: room for room in problem.rooms},
            places={place.id: place for place in problem.places},
            positions={place.id: number for number, place in enumerate(problem.places)},
            places_in={room: tuple(places) for room, places in places_in.items()},
            demands={demand.id: demand for demand in problem.demands},
            occupants={occupant.id: occupant for occupant in problem.occupants},
            sessions={session.id: session for session in problem.sessions},
            surgeons={surgeon.id: surgeon for surgeon in problem.surgeons},
            tiers=tiers,
            beds={room: sum(place.capacity for place in places) for room, places in places_in.items()},
        )

    def room_of(self, place: str) -> Room:
        """The room a place is in."""
        return self.rooms[self.places[place].room]

    def tier_of(self, demand: Demand, ward: str) -> int | None:
        """Steps from the demand's own ward to ``ward``; 0 where no tiers are laid down, None = not allowed."""
        if demand.specialty is None or demand.specialty not in self.tiers:
            return 0
        return self.tiers[demand.specialty].get(ward)
