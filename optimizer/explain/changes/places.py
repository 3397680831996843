"""Changes to wards, rooms and beds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from optimizer.explain.changes.mending import mended, one
from optimizer.explain.changes.turnover import optional_closures
from optimizer.formats.findings import ProblemError
from optimizer.problem import Closure, SexRule, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Lend:
    """The ward lends beds to a specialty that may not lie there, as if it were ``tier`` steps away."""

    ward: str
    specialty: str
    tier: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the ward open to the specialty."""
        _rooms_of(problem, self.ward)
        kept = (tier for tier in problem.tiers if (tier.specialty, tier.ward) != (self.specialty, self.ward))
        return replace(problem, tiers=(*kept, Tier(specialty=self.specialty, ward=self.ward, tier=self.tier)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MixSexes:
    """Women and men may share the room."""

    room: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with the room open to everybody."""
        room = replace(one(problem.rooms, self.room, "room"), sex=SexRule.ANY)
        return replace(problem, rooms=mended(problem.rooms, room))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyAge:
    """People of any age may lie in the room."""

    room: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with the room without an age band."""
        room = replace(one(problem.rooms, self.room, "room"), youngest=None, oldest=None)
        return replace(problem, rooms=mended(problem.rooms, room))


@dataclass(frozen=True, slots=True, kw_only=True)
class UseReserve:
    """``beds`` of the beds kept for emergencies are given to others."""

    reserve: str
    beds: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the smaller reserve."""
        kept = one(problem.reserves, self.reserve, "reserve")
        if not 0 < self.beds <= kept.count:
            raise ProblemError((f"reserve {kept.id!r} keeps {kept.count} beds, cannot give {self.beds}",))
        return replace(problem, reserves=mended(problem.reserves, replace(kept, count=kept.count - self.beds)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenToAll:
    """A place only for emergencies takes others, too."""

    place: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with the place open to every kind of demand."""
        place = replace(one(problem.places, self.place, "place"), emergency_only=False)
        return replace(problem, places=mended(problem.places, place))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """The place is not closed from tick ``at`` on; making it ready after an occupant stays as planned."""

    place: str
    at: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the place's closures cut at ``at``."""
        one(problem.places, self.place, "place")
        return replace(problem, closures=tuple(self._kept(problem)))

    def _kept(self, problem: Problem) -> Iterator[Closure]:
        closures = [closure for closure in problem.closures if closure.place == self.place]
        people = (person for person in problem.occupants if person.place == self.place)
        shut = optional_closures(problem.horizon.grid, closures, people)
        for closure in problem.closures:
            if closure not in shut or closure.end <= self.at:
                yield closure
            elif closure.start < self.at:
                yield replace(closure, end=self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWard:
    """The ward takes nobody new over the whole horizon; who is there stays until the end of the stay."""

    ward: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with every place of the ward closed."""
        rooms = _rooms_of(problem, self.ward)
        shut = tuple(
            Closure(place=place.id, start=0, end=problem.horizon.length, reason="ward closed")
            for place in problem.places
            if place.room in rooms
        )
        return replace(problem, closures=(*problem.closures, *shut))


def _rooms_of(problem: Problem, ward: str) -> frozenset[str]:
    rooms = frozenset(room.id for room in problem.rooms if room.ward == ward)
    if not rooms:
        raise ProblemError((f"ward {ward!r} is not in the problem; name one that is",))
    return rooms
