"""The people of a problem in numbers, nobody placed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.nights.board import NO_SESSION, NOWHERE, People
from optimizer.nights.figures import numbers, row, table
from optimizer.problem import Demand, DemandKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.nights.board import Ints
    from optimizer.nights.menus import Menus
    from optimizer.problem import Occupant, Problem, Surgeon
    from optimizer.state.hospital import Hospital


def people_of(hospital: Hospital, menus: Menus) -> People:
    """Everybody, and what each one's own placement weighs."""
    problem = hospital.index.problem
    demands = problem.demands
    everybody: tuple[Demand | Occupant, ...] = (*demands, *problem.occupants)
    last = [min(demand.due, problem.horizon.length - 1) for demand in demands]
    movable = [
        at
        for at, demand in enumerate(demands)
        if not demand.pinned and menus.options[at] and demand.release <= last[at]
    ]
    lengths = [demand.length for demand in demands]
    lengths += [max(min(person.end, problem.horizon.length) - person.start, 0) for person in problem.occupants]
    stays = [min(length, problem.horizon.length) * problem.horizon.shifts for length in lengths]
    cares = [person.care for person in everybody]
    kinds, ages = kinds_of(problem), ages_of(problem)
    surgeons = numbers(surgeon.id for surgeon in problem.surgeons)
    surgeries = [demand.surgery for demand in demands]
    theirs = [[at for at in movable if _operated_by(demands[at], surgeon)] for surgeon in problem.surgeons]
    return People(
        movable=row(movable),
        optional=row(at for at in movable if not demands[at].mandatory),
        fixed=~np.isin(np.arange(len(demands)), movable),
        may_wait=np.array([not demand.mandatory for demand in demands], dtype=np.bool_),
        of_surgeon=table(theirs),
        of_surgeon_count=row(map(len, theirs)),
        options=table(menus.options),
        option_count=row(map(len, menus.options)),
        cheap_count=row(menus.cheap),
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
        planned=np.array([_is_planned(person) for person in everybody], dtype=np.bool_),
        suits=menus.suits,
        place_weight=menus.place_weight,
        start_weight=menus.start_weight,
        left_out=menus.left_out,
        place=np.full(len(everybody), NOWHERE, np.int32),
        start=np.zeros(len(everybody), np.int32),
        session=np.full(len(everybody), NO_SESSION, np.int32),
    )


def _is_planned(person: Demand | Occupant) -> bool:
    """Whether somebody must leave the reserves alone: no fact, no emergency."""
    return isinstance(person, Demand) and not person.pinned and person.kind is not DemandKind.EMERGENCY


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


def _by_shift(figures: Sequence[tuple[int, ...]], stays: Sequence[int]) -> Ints:
    """The figures of each person's shifts inside the horizon; 0 beyond the last one given."""
    return table([given[:shifts] for given, shifts in zip(figures, stays, strict=True)], max(stays, default=1))
