"""The people of a problem in numbers, nobody placed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.checker.pricing import demand_items
from optimizer.checker.suitability import suits
from optimizer.index import Index
from optimizer.nights.board import NO_SESSION, NOWHERE, People
from optimizer.nights.figures import numbers, row, table
from optimizer.plan import Placement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.nights.board import Flags, Ints
    from optimizer.nights.board import Weights as Figures
    from optimizer.problem import Demand, Occupant, Problem, Surgeon
    from optimizer.search.weights import Weights


def people_of(problem: Problem, weights: Weights) -> People:
    """Everybody, and what each one's own placement weighs."""
    index, demands = Index.of(problem), problem.demands
    everybody: tuple[Demand | Occupant, ...] = (*demands, *problem.occupants)
    fitting = _fitting(index)
    last = [min(demand.due, problem.horizon.length - 1) for demand in demands]
    movable = [
        at
        for at, demand in enumerate(demands)
        if not demand.pinned and fitting[at].any() and demand.release <= last[at]
    ]
    lengths = [demand.length for demand in demands]
    lengths += [max(min(person.end, problem.horizon.length) - person.start, 0) for person in problem.occupants]
    stays = [min(length, problem.horizon.length) * problem.horizon.shifts for length in lengths]
    cares = [person.care for person in everybody]
    kinds, ages = kinds_of(problem), ages_of(problem)
    surgeons = numbers(surgeon.id for surgeon in problem.surgeons)
    surgeries = [demand.surgery for demand in demands]
    by_place, by_start = _own_weights(index, weights)
    theirs = [[at for at in movable if _operated_by(demands[at], surgeon)] for surgeon in problem.surgeons]
    return People(
        movable=row(movable),
        optional=row(at for at in movable if not demands[at].mandatory),
        fixed=~np.isin(np.arange(len(demands)), movable),
        may_wait=np.array([not demand.mandatory for demand in demands], dtype=np.bool_),
        of_surgeon=table(theirs),
        of_surgeon_count=row(map(len, theirs)),
        options=table([np.flatnonzero(places).tolist() for places in fitting]),
        option_count=fitting.sum(axis=1).astype(np.int32),
        first=row(demand.release for demand in demands),
        last=row(last),
        length=row(lengths),
        kind=row(kinds.index((person.sex, person.organism)) for person in everybody),
        age=row(ages.index(person.age_group) for person in everybody),
        surgeon=row(NOWHERE if one is None else surgeons[one.surgeon] for one in surgeries),
        minutes=row(0 if one is None else one.minutes for one in surgeries),
        offset=row(0 if one is None else one.offset for one in surgeries),
        load=_by_shift([care.workload if care else () for care in cares], stays),
        need=_by_shift([care.skill if care else () for care in cares], stays),
        suits=fitting,
        place_weight=by_place,
        start_weight=by_start,
        left_out=np.array([_left_out(index, weights, demand) for demand in demands], dtype=np.int64),
        place=np.full(len(everybody), NOWHERE, np.int32),
        start=np.zeros(len(everybody), np.int32),
        session=np.full(len(everybody), NO_SESSION, np.int32),
    )


def _operated_by(demand: Demand, surgeon: Surgeon) -> bool:
    return demand.surgery is not None and demand.surgery.surgeon == surgeon.id


def kinds_of(problem: Problem) -> list[tuple[str, str | None]]:
    """What decides who may share a room: sex and organism."""
    people: tuple[Demand | Occupant, ...] = (*problem.demands, *problem.occupants)
    return sorted({(person.sex, person.organism) for person in people}, key=str)


def ages_of(problem: Problem) -> list[int]:
    """The age groups there are, in order."""
    people: tuple[Demand | Occupant, ...] = (*problem.demands, *problem.occupants)
    return sorted({person.age_group for person in people})


def _fitting(index: Index) -> Flags:
    demands, places = index.problem.demands, index.problem.places
    fitting = [[suits(index, demand, place) for place in places] for demand in demands]
    return np.array(fitting, dtype=np.bool_).reshape(len(demands), len(places))


def _by_shift(figures: Sequence[tuple[int, ...]], stays: Sequence[int]) -> Ints:
    """The figures of each person's shifts inside the horizon; 0 beyond the last one given."""
    return table([given[:shifts] for given, shifts in zip(figures, stays, strict=True)], max(stays, default=1))


def _own_weights(index: Index, weights: Weights) -> tuple[Figures, Figures]:
    """What each demand's placement weighs by its place and by its first night: no rule looks at both at once."""
    problem = index.problem
    places, nights = problem.places, range(problem.horizon.length)
    by_place = [[_weight(index, weights, demand, place.id, 0) for place in places] for demand in problem.demands]
    by_start = [[_weight(index, weights, demand, places[0].id, at) for at in nights] for demand in problem.demands]
    shape = len(problem.demands), len(places)
    placed = np.array(by_place, dtype=np.int64).reshape(shape)
    begun = np.array(by_start, dtype=np.int64).reshape(len(problem.demands), len(nights))
    return placed, begun - placed[:, :1]


def _weight(index: Index, weights: Weights, demand: Demand, place: str, start: int) -> int:
    return weights.sum(demand_items(index, demand, Placement(demand=demand.id, place=place, start=start)))


def _left_out(index: Index, weights: Weights, demand: Demand) -> int:
    return weights.missing if demand.mandatory else weights.sum(demand_items(index, demand, None))
