"""The variables of a CP-SAT model: who takes which place and session, from when on.

A *choice* is one place and a span of starts in which the facts (occupants, pinned and fixed demands) leave room for
the whole stay; on the night grid every start is a choice of its own. A *slot* is the same for a theatre session.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from optimizer.cost import LEVELS
from optimizer.cpsat.options import floor
from optimizer.plan import Placement
from optimizer.problem import Grid
from optimizer.state.spans import starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from optimizer.cpsat.options import Options
    from optimizer.problem import Demand, Place, Session
    from optimizer.state.hospital import Hospital
    from optimizer.state.theatres import Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``demand`` in ``place`` from a start in [low, high]; ``interval`` is None where the start is one tick."""

    demand: Demand
    place: Place
    low: int
    high: int
    literal: cp_model.IntVar
    interval: cp_model.IntervalVar | None = None

    def has(self, placement: Placement) -> bool:
        """Whether the placement is one of this choice."""
        return placement.place == self.place.id and self.low <= placement.start <= self.high

    def covers(self, tick: int) -> bool:
        """Whether the person is surely there at ``tick`` if this is chosen."""
        return self.high <= tick < self.low + self.demand.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The operation of ``demand`` in ``session``, the stay starting in [low, high]; ``interval`` is the operation's."""

    demand: Demand
    session: Session
    low: int
    high: int
    literal: cp_model.IntVar
    interval: cp_model.IntervalVar | None = None


class Draft:
    """What the rules build on: variables, the facts around them, and the cost terms of each level."""

    def __init__(self, hospital: Hospital, asked: Sequence[Options], *, relaxed: bool) -> None:
        self.cp = cp_model.CpModel()
        self.hospital = hospital
        self.index = hospital.index
        self.demands = tuple(options.demand for options in asked)
        self.costs = {options.demand.id: options.cost for options in asked}
        self.relaxed = relaxed
        self.timed = self.index.problem.horizon.grid is Grid.MINUTES
        self.start: dict[str, cp_model.IntVar] = {}
        self.out: dict[str, cp_model.IntVar] = {}
        self.choices: dict[str, list[Choice]] = {}
        self.slots: dict[str, list[Slot]] = {}
        self.at_place: dict[str, list[Choice]] = {}
        self.in_room: dict[str, list[Choice]] = {}
        self.joint: set[int] = set()
        self.missing: list[cp_model.IntVar] = []
        self.implied: list[tuple[cp_model.IntVar, Sequence[Choice]]] = []
        """Variables that are 1 if one of the choices is chosen: for hints."""
        self.terms: list[list[tuple[cp_model.IntVar, int]]] = [[] for _ in range(LEVELS)]
        self.floor = floor(asked)
        for options in asked:
            self._add(options)

    def charge(self, level: int, variable: cp_model.IntVar, amount: int) -> None:
        """Let every unit of ``variable``, which several demands have a say in, cost ``amount`` on ``level``."""
        self.joint.add(level)
        self.charge_own(level, variable, amount)

    def charge_own(self, level: int, variable: cp_model.IntVar, amount: int) -> None:
        """The same for what one demand's own placement costs."""
        if amount:
            self.terms[level - 1].append((variable, amount))

    def all_slots(self) -> Iterator[Slot]:
        """The slots of all demands."""
        for slots in self.slots.values():
            yield from slots

    def placements(self, value: Solution) -> Iterator[Placement]:
        """What a solution says."""
        for demand in self.demands:
            session = next((slot.session.id for slot in self.slots[demand.id] if value(slot.literal)), None)
            for choice in self.choices[demand.id]:
                if value(choice.literal):
                    start = value(self.start[demand.id]) if self.timed else choice.low
                    yield Placement(demand=demand.id, place=choice.place.id, start=start, session=session)

    def hint(self, placements: Iterable[Placement]) -> None:
        """Let the search begin at a plan."""
        given = {placement.demand: placement for placement in placements}
        self.cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools left it without annotations
        for demand in self.demands:
            placement = given.get(demand.id)
            self.cp.add_hint(self.out[demand.id], placement is None)
            for choice in self.choices[demand.id]:
                self.cp.add_hint(choice.literal, placement is not None and choice.has(placement))
            for slot in self.slots[demand.id]:
                self.cp.add_hint(slot.literal, placement is not None and _operates(placement, slot))
            if demand.id in self.start and placement is not None:
                self.cp.add_hint(self.start[demand.id], placement.start)
        for variable, choices in self.implied:
            self.cp.add_hint(variable, any(self._chosen(choice, given) for choice in choices))

    def _chosen(self, choice: Choice, given: Mapping[str, Placement]) -> bool:
        placement = given.get(choice.demand.id)
        return placement is not None and choice.has(placement)

    def _add(self, options: Options) -> None:
        demand = options.demand
        self.out[demand.id] = self.cp.new_bool_var(f"out {demand.id}")
        if self.timed and options.windows:
            domain = cp_model.Domain.from_intervals([list(span) for span in options.windows])
            self.start[demand.id] = self.cp.new_int_var_from_domain(domain, f"start {demand.id}")
        self.slots[demand.id] = [slot for opening in options.openings for slot in self._operate(demand, opening)]
        self.choices[demand.id] = [
            self._choice(demand, option.place, option.low, option.high) for option in options.choices
        ]

    def _choice(self, demand: Demand, place: Place, low: int, high: int) -> Choice:
        name = f"{demand.id} in {place.id} from {low}"
        literal = self.cp.new_bool_var(name)
        interval = None
        if self.timed:
            start = self.start[demand.id]
            interval = self.cp.new_optional_fixed_size_interval_var(start, demand.length, literal, name)
            self.cp.add_linear_constraint(start, low, high).only_enforce_if(literal)
        choice = Choice(demand=demand, place=place, low=low, high=high, literal=literal, interval=interval)
        self.at_place.setdefault(place.id, []).append(choice)
        self.in_room.setdefault(place.room, []).append(choice)
        return choice

    def _operate(self, demand: Demand, opening: Opening) -> Iterator[Slot]:
        """The slots in one opening: around the operations that are booked already."""
        surgery, session = demand.surgery, self.index.sessions.get(opening.session or "")
        if surgery is None or session is None:
            return
        length = surgery.minutes if self.timed else 1
        first, last = opening.low + surgery.offset, opening.high + surgery.offset
        for begin, latest in starts(first, last, length, opening.blocked):
            name = f"{demand.id} operated in {session.id} from {begin}"
            literal = self.cp.new_bool_var(name)
            low, high = begin - surgery.offset, latest - surgery.offset
            interval = None
            if self.timed:
                start = self.start[demand.id]
                self.cp.add_linear_constraint(start, low, high).only_enforce_if(literal)
                interval = self.cp.new_optional_fixed_size_interval_var(start + surgery.offset, length, literal, name)
            yield Slot(demand=demand, session=session, low=low, high=high, literal=literal, interval=interval)


class Solution:
    """Values of variables: a finished solver or a callback."""

    def __init__(self, solver: cp_model.CpSolver) -> None:
        self._solver = solver

    def __call__(self, variable: cp_model.IntVar) -> int:
        """The value of a variable."""
        return int(self._solver.value(variable))


def _operates(placement: Placement, slot: Slot) -> bool:
    return placement.session == slot.session.id and slot.low <= placement.start <= slot.high
