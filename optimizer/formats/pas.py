"""PAS instances (patient admission scheduling) and solutions, read as an ordinary :class:`Problem` and :class:`Plan`.

A tick is a night and a place is a room with its beds. Every part of a stay is a demand of its own whose nights are
fixed. Nights without a room count on one level; what a room costs, all nights of the part, on the level below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from optimizer.formats.findings import ProblemError
from optimizer.formats.pas_records import read_instance
from optimizer.formats.validation import check_references
from optimizer.plan import Placement, Plan
from optimizer.problem import Demand, DemandKind, Grid, Horizon, Place, Price, Problem, Room, SoftRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from optimizer.formats.pas_records import Part, Patient, Ward

LARGER_ROOM: Final = 8
PREFERRED_PROPERTY: Final = 20
DEPARTMENT_SPECIALISM: Final = 10
ROOM_SPECIALISM: Final = 20
ROOM_PRIORITY: Final = 10

_PRICES: Final = {SoftRule.UNPLACED: Price(level=3, amount=1), SoftRule.AFFINITY: Price(level=4, amount=1)}


class SolvedPatient(BaseModel):
    """One room for each part of the stay that has a night inside the horizon, in order; None = not placed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: int
    rooms: list[int | None]


class SolutionFile(BaseModel):
    """A PAS solution."""

    model_config = ConfigDict(extra="forbid", strict=True)

    patients: list[SolvedPatient]


def is_pas(data: object) -> bool:
    """Whether a file's text has the headings of a PAS instance."""
    return isinstance(data, str) and any(line.strip() in {"PATIENTS:", "ROOMS:"} for line in data.splitlines())


def read_pas(data: object) -> Problem:
    """Turn an instance's text into a problem.

    Raises:
        ProblemError: a line does not say what it should, or refers to what is not there.
    """
    instance = read_instance(str(data))
    problem = Problem(
        horizon=Horizon(grid=Grid.NIGHTS, length=instance.nights, day=1),
        rooms=tuple(_room(ward) for ward in instance.rooms),
        places=tuple(
            Place(id=str(ward.id), room=str(ward.id), capacity=ward.beds, features=ward.properties)
            for ward in instance.rooms
        ),
        demands=tuple(
            demand for patient in instance.patients for demand in _demands(patient, instance.rooms, instance.nights)
        ),
        prices=dict(_PRICES),
    )
    check_references(problem)
    return problem


def read_solution(problem: Problem, data: object) -> Plan:
    """Turn a parsed solution into a plan; whether it keeps the rules is the checker's word.

    Raises:
        ProblemError: something is missing, of the wrong type, or not one room per part.
    """
    try:
        solution = SolutionFile.model_validate(data)
    except ValidationError as error:
        raise ProblemError(tuple(f"{_path(detail['loc'])}: {detail['msg']}" for detail in error.errors())) from error
    parts = _parts_of(problem)
    wrong = tuple(
        f"patients {patient.id}: has {len(patient.rooms)} rooms, must have one for each of "
        f"{len(parts.get(patient.id, ()))} parts inside the horizon"
        for patient in solution.patients
        if len(patient.rooms) != len(parts.get(patient.id, ()))
    )
    if wrong:
        raise ProblemError(wrong)
    return Plan(
        placements=tuple(
            Placement(demand=demand.id, place=str(room), start=demand.release)
            for patient in solution.patients
            for demand, room in zip(parts.get(patient.id, ()), patient.rooms, strict=True)
            if room is not None
        )
    )


def write_solution(problem: Problem, plan: Plan) -> dict[str, Any]:
    """Turn a plan into a solution, ready for :func:`json.dumps`."""
    rooms = {placement.demand: int(placement.place) for placement in plan.placements}
    patients = [
        SolvedPatient(id=patient, rooms=[rooms.get(demand.id) for demand in parts])
        for patient, parts in _parts_of(problem).items()
    ]
    return SolutionFile(patients=patients).model_dump()


def _room(ward: Ward) -> Room:
    department = ward.department
    return Room(
        id=str(ward.id),
        ward=str(department.id),
        sex=ward.policy,
        youngest=department.youngest,
        oldest=department.oldest,
    )


def _demands(patient: Patient, rooms: Sequence[Ward], horizon: int) -> Iterator[Demand]:
    """The parts with a night inside the horizon, cut there."""
    for number, part in enumerate(patient.parts):
        nights = min(part.end, horizon) - part.start
        if nights <= 0:
            continue
        costs = ((str(room.id), nights * _per_night(patient, part, room)) for room in rooms)
        yield Demand(
            id=f"{patient.id}.{number}",
            kind=DemandKind.PLANNED,
            release=part.start,
            due=part.start,
            length=nights,
            sex=patient.sex,
            urgency=nights,
            age_group=patient.age,
            needs=patient.required,
            place_cost=tuple((room, cost) for room, cost in costs if cost),
        )


def _per_night(patient: Patient, part: Part, room: Ward) -> int:
    """What a night of the part in the room costs."""
    larger = patient.beds is not None and room.beds > patient.beds
    priority = room.priorities.get(part.specialism)
    return (
        LARGER_ROOM * larger
        + PREFERRED_PROPERTY * len(patient.preferred - room.properties)
        + DEPARTMENT_SPECIALISM * (part.specialism not in room.department.specialisms)
        + (ROOM_SPECIALISM if priority is None else ROOM_PRIORITY * (priority - 1))
    )


def _parts_of(problem: Problem) -> dict[int, list[Demand]]:
    parts: dict[int, list[Demand]] = {}
    for demand in problem.demands:
        parts.setdefault(int(demand.id.partition(".")[0]), []).append(demand)
    return parts


def _path(steps: tuple[int | str, ...]) -> str:
    return ".".join(map(str, steps)) or "file"
