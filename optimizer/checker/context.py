"""A plan laid over its problem: who is where, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from optimizer.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from optimizer.plan import Placement, Plan
    from optimizer.problem import Care, Demand, Place, Problem, Room, Session, Sex, Surgery


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Somebody in a place during [start, end), cut at the horizon: an occupant or a placed demand."""

    who: str
    place: Place
    room: Room
    start: int
    end: int
    sex: Sex
    age_group: int
    organism: str | None
    care: Care | None
    demand: Demand | None = None

    @property
    def fact(self) -> bool:
        """Occupants and pinned demands are not the plan's doing: their own clashes are facts, not violations."""
        return self.demand is None or self.demand.pinned

    def overlaps(self, other: Stay) -> bool:
        """Whether both are there at the same time."""
        return max(self.start, other.start) < min(self.end, other.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A placed demand's operation in its session; ``start`` and ``day`` count from the horizon's start."""

    demand: Demand
    surgery: Surgery
    session: Session
    start: int
    day: int

    @property
    def end(self) -> int:
        """The end, where a tick is a minute."""
        return self.start + self.surgery.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the rules look at. Placements with unknown ids, and second ones of a demand, are left out here."""

    problem: Problem
    plan: Plan
    index: Index
    placed: Mapping[str, Placement]
    stays: tuple[Stay, ...]
    stays_by_place: Mapping[str, tuple[Stay, ...]]
    stays_by_room: Mapping[str, tuple[Stay, ...]]
    operations: tuple[Operation, ...]

    @classmethod
    def of(cls, problem: Problem, plan: Plan) -> Context:
        """Lay ``plan`` over ``problem``."""
        index = Index.of(problem)
        placed: dict[str, Placement] = {}
        for placement in plan.placements:
            if placement.demand in index.demands and placement.place in index.places:
                placed.setdefault(placement.demand, placement)
        stays = (*_occupants(index), *_placed(index, placed))
        return cls(
            problem=problem,
            plan=plan,
            index=index,
            placed=placed,
            stays=stays,
            stays_by_place=_grouped((stay.place.id, stay) for stay in stays),
            stays_by_room=_grouped((stay.room.id, stay) for stay in stays),
            operations=tuple(_operations(index, placed)),
        )

    def planned(self) -> Iterator[tuple[Demand, Placement]]:
        """The demands the plan decided about itself, with what it decided: pinned ones are facts."""
        for name, placement in self.placed.items():
            demand = self.index.demands[name]
            if not demand.pinned:
                yield demand, placement


def clashes(stays: Iterable[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Pairs that are there at the same time and not both facts; the first one is the plan's doing."""
    for one, other in combinations(stays, 2):
        if one.overlaps(other) and not (one.fact and other.fact):
            yield (other, one) if one.fact else (one, other)


def _occupants(index: Index) -> Iterator[Stay]:
    horizon = index.problem.horizon.length
    for person in index.problem.occupants:
        yield Stay(
            who=person.id,
            place=index.places[person.place],
            room=index.room_of(person.place),
            start=max(person.start, 0),
            end=min(person.end, horizon),
            sex=person.sex,
            age_group=person.age_group,
            organism=person.organism,
            care=person.care,
        )


def _placed(index: Index, placed: Mapping[str, Placement]) -> Iterator[Stay]:
    horizon = index.problem.horizon.length
    for name, placement in placed.items():
        demand = index.demands[name]
        yield Stay(
            who=name,
            place=index.places[placement.place],
            room=index.room_of(placement.place),
            start=placement.start,
            end=min(placement.start + demand.length, horizon),
            sex=demand.sex,
            age_group=demand.age_group,
            organism=demand.organism,
            care=demand.care,
            demand=demand,
        )


def _operations(index: Index, placed: Mapping[str, Placement]) -> Iterator[Operation]:
    for name, placement in placed.items():
        demand = index.demands[name]
        session = index.sessions.get(placement.session or "")
        if demand.surgery is not None and session is not None:
            start = placement.start + demand.surgery.offset
            yield Operation(
                demand=demand,
                surgery=demand.surgery,
                session=session,
                start=start,
                day=start // index.problem.horizon.day,
            )


def _grouped(pairs: Iterable[tuple[str, Stay]]) -> Mapping[str, tuple[Stay, ...]]:
    groups: dict[str, list[Stay]] = {}
    for key, stay in pairs:
        groups.setdefault(key, []).append(stay)
    return {key: tuple(stays) for key, stays in groups.items()}
