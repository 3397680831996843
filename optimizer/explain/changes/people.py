"""Changes to people: those in a bed already, and those who ask for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from optimizer.explain.changes.mending import mended, one
from optimizer.explain.changes.turnover import turnover
from optimizer.formats.findings import ProblemError
from optimizer.problem import DemandKind

if TYPE_CHECKING:
    from optimizer.problem import Demand, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavesEarlier:
    """The occupant leaves so early that the bed, made ready as planned after that, is ready at tick ``ready``."""

    occupant: str
    ready: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the bed free from ``ready`` on."""
        person = one(problem.occupants, self.occupant, "occupant")
        cleaning = turnover(problem.horizon.grid, problem.closures, person)
        end = self.ready if cleaning is None else self.ready - (cleaning.end - cleaning.start)
        if not person.start < end <= person.end:
            raise ProblemError((f"{person.id!r} is there in [{person.start}, {person.end}) and cannot end at {end}",))
        closures = tuple(
            replace(closure, start=end, end=self.ready) if closure is cleaning else closure
            for closure in problem.closures
        )
        return replace(problem, occupants=mended(problem.occupants, replace(person, end=end)), closures=closures)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOccupant:
    """The occupant moves to ``place`` now, for the whole rest of the stay; the old bed is made ready at once."""

    occupant: str
    place: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with the occupant in the other place."""
        person = one(problem.occupants, self.occupant, "occupant")
        one(problem.places, self.place, "place")
        cleaning = turnover(problem.horizon.grid, problem.closures, person)
        closures = [closure for closure in problem.closures if closure is not cleaning]
        if cleaning is not None:
            closures += [replace(cleaning, start=0, end=cleaning.end - cleaning.start)]
            closures += [replace(cleaning, place=self.place)]
        moved = replace(person, place=self.place)
        return replace(problem, occupants=mended(problem.occupants, moved), closures=tuple(closures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The demand may not have ``place``: it goes to another one."""

    demand: str
    place: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with the place ruled out for the demand."""
        one(problem.places, self.place, "place")
        return _with(problem, self.of(one(problem.demands, self.demand, "demand")))

    def of(self, demand: Demand) -> Demand:
        """The demand without the place."""
        return replace(demand, pinned=False, refuses=demand.refuses | {self.place})


@dataclass(frozen=True, slots=True, kw_only=True)
class Postpone:
    """The demand starts at tick ``start`` at the earliest; waiting and promises are counted as before."""

    demand: str
    start: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the later window."""
        return _with(problem, self.of(one(problem.demands, self.demand, "demand")))

    def of(self, demand: Demand) -> Demand:
        """The demand with the later window."""
        wanted = demand.release if demand.wanted is None else demand.wanted
        return replace(demand, pinned=False, release=self.start, due=max(demand.due, self.start), wanted=wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitLonger:
    """The demand may start as late as tick ``due``."""

    demand: str
    due: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the longer window."""
        return _with(problem, replace(one(problem.demands, self.demand, "demand"), due=self.due))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOtherWard:
    """A severely ill person may lie in another ward that is open to the specialty."""

    demand: str

    def apply(self, problem: Problem) -> Problem:
        """The problem with the demand no longer bound to its own ward."""
        return _with(problem, replace(one(problem.demands, self.demand, "demand"), severe=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreEmergencies:
    """``percent`` more emergencies than now, evenly like those that are there."""

    percent: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with copies of some of its emergencies, told nothing yet."""
        known = [demand for demand in problem.demands if demand.kind is DemandKind.EMERGENCY]
        if self.percent < 0 or not known:
            raise ProblemError((f"{self.percent} % more emergencies than {len(known)} cannot be made up",))
        count = round(len(known) * self.percent / 100)
        more = (
            replace(known[at * len(known) // count % len(known)], id=f"more-{at}", promise=None, pinned=False)
            for at in range(count)
        )
        return replace(problem, demands=(*problem.demands, *more))


def _with(problem: Problem, demand: Demand) -> Problem:
    return replace(problem, demands=mended(problem.demands, demand))
