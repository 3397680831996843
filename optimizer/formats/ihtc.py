"""IHTC-2024 instances and solutions, read as an ordinary :class:`Problem` and :class:`Plan`.

A tick is a day and a place is a room with its beds. A theatre's day is one session, named
``theatre@day``; a closed day has none. All prices lie on one level, so a plan's total is the
competition's cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError

from optimizer.formats.ihtc_schema import (
    SHIFTS,
    AdmissionRecord,
    AssignmentRecord,
    Gender,
    Instance,
    NurseAssignments,
    OccupantRecord,
    PatientRecord,
    Solution,
    Weights,
)
from optimizer.formats.validation import ProblemError, check_references
from optimizer.plan import Nursing, Placement, Plan
from optimizer.problem import (
    Care,
    Demand,
    DemandKind,
    Duty,
    Grid,
    Horizon,
    Nurse,
    Occupant,
    Place,
    Price,
    Problem,
    Room,
    Session,
    Sex,
    SoftRule,
    Surgeon,
    Surgery,
)

_WARD: Final = "hospital"
_LEVEL: Final = 4
_SEX: Final[dict[Gender, Sex]] = {"A": Sex.FEMALE, "B": Sex.MALE}
_NOT_ADMITTED: Final = "none"


def is_ihtc(data: object) -> bool:
    """Whether parsed JSON looks like an IHTC-2024 instance."""
    return isinstance(data, dict) and {"days", "shift_types", "operating_theaters"} <= data.keys()


def read_ihtc(data: object) -> Problem:
    """Turns a parsed instance into a problem.

    Raises:
        ProblemError: something is missing, of the wrong type, or refers to what is not there.
    """
    try:
        instance = Instance.model_validate(data)
    except ValidationError as error:
        raise ProblemError(_messages(error)) from error
    contradictions = tuple(_contradictions(instance))
    if contradictions:
        raise ProblemError(contradictions)
    problem = _problem(instance)
    check_references(problem)
    return problem


def _messages(error: ValidationError) -> tuple[str, ...]:
    return tuple(f"{'.'.join(str(step) for step in detail['loc'])}: {detail['msg']}" for detail in error.errors())


def _contradictions(instance: Instance) -> Iterator[str]:
    """What the file says of itself and does not keep, in the file's own words."""
    if tuple(instance.shift_types) != SHIFTS:
        yield f"shift_types: must be {list(SHIFTS)} in this order, not {instance.shift_types}"
    for patient in instance.patients:
        yield from _person_contradictions(f"patients {patient.id!r}", patient, instance)
        if patient.mandatory and patient.surgery_due_day is None:
            yield f"patients {patient.id!r}: a mandatory patient needs a surgery_due_day"
    for occupant in instance.occupants:
        yield from _person_contradictions(f"occupants {occupant.id!r}", occupant, instance)
    days = [(f"surgeons {one.id!r}.max_surgery_time", one.max_surgery_time) for one in instance.surgeons]
    days += [(f"operating_theaters {one.id!r}.availability", one.availability) for one in instance.operating_theaters]
    for where, minutes in days:
        if len(minutes) != instance.days:
            yield f"{where}: has {len(minutes)} values, must have one for each of the {instance.days} days"
    for nurse in instance.nurses:
        for working in nurse.working_shifts:
            if working.day >= instance.days:
                yield f"nurses {nurse.id!r}: day {working.day} is outside the {instance.days} days"


def _person_contradictions(where: str, person: PatientRecord | OccupantRecord, instance: Instance) -> Iterator[str]:
    if person.age_group not in instance.age_groups:
        yield f"{where}: age_group {person.age_group!r} is not one of {instance.age_groups}"
    shifts = person.length_of_stay * len(SHIFTS)
    for name, values in (
        ("workload_produced", person.workload_produced),
        ("skill_level_required", person.skill_level_required),
    ):
        if len(values) != shifts:
            yield f"{where}: {name} has {len(values)} values, must have one for each of the stay's {shifts} shifts"


def _problem(instance: Instance) -> Problem:
    return Problem(
        horizon=Horizon(grid=Grid.NIGHTS, length=instance.days, day=1, shifts=len(SHIFTS)),
        rooms=tuple(Room(id=room.id, ward=_WARD) for room in instance.rooms),
        places=tuple(Place(id=room.id, room=room.id, capacity=room.capacity) for room in instance.rooms),
        demands=tuple(_demand(patient, instance) for patient in instance.patients),
        occupants=tuple(_occupant(occupant, instance) for occupant in instance.occupants),
        sessions=tuple(
            Session(id=_session(theater.id, day), theatre=theater.id, start=day, end=day + 1, minutes=minutes)
            for theater in instance.operating_theaters
            for day, minutes in enumerate(theater.availability)
            if minutes > 0
        ),
        surgeons=tuple(Surgeon(id=one.id, minutes=tuple(one.max_surgery_time)) for one in instance.surgeons),
        nurses=tuple(
            Nurse(
                id=nurse.id,
                skill=nurse.skill_level,
                duties=tuple(
                    Duty(shift=_shift(working.day, SHIFTS.index(working.shift)), max_load=working.max_load)
                    for working in nurse.working_shifts
                ),
            )
            for nurse in instance.nurses
        ),
        prices=_prices(instance.weights),
    )


def _demand(patient: PatientRecord, instance: Instance) -> Demand:
    due = patient.surgery_due_day if patient.mandatory else None
    return Demand(
        id=patient.id,
        kind=DemandKind.PLANNED,
        release=patient.surgery_release_day,
        due=instance.days - 1 if due is None else due,
        length=patient.length_of_stay,
        sex=_SEX[patient.gender],
        mandatory=patient.mandatory,
        wanted=patient.surgery_release_day,
        age_group=instance.age_groups.index(patient.age_group),
        refuses=frozenset(patient.incompatible_room_ids),
        surgery=Surgery(surgeon=patient.surgeon_id, minutes=patient.surgery_duration),
        care=_care(patient),
    )


def _occupant(occupant: OccupantRecord, instance: Instance) -> Occupant:
    return Occupant(
        id=occupant.id,
        place=occupant.room_id,
        end=occupant.length_of_stay,
        sex=_SEX[occupant.gender],
        age_group=instance.age_groups.index(occupant.age_group),
        care=_care(occupant),
    )


def _care(person: PatientRecord | OccupantRecord) -> Care:
    return Care(workload=tuple(person.workload_produced), skill=tuple(person.skill_level_required))


def _prices(weights: Weights) -> dict[SoftRule, Price]:
    amounts = {
        SoftRule.MIXED_AGE: weights.room_mixed_age,
        SoftRule.NURSE_SKILL: weights.room_nurse_skill,
        SoftRule.CONTINUITY: weights.continuity_of_care,
        SoftRule.NURSE_WORKLOAD: weights.nurse_eccessive_workload,
        SoftRule.OPEN_THEATRE: weights.open_operating_theater,
        SoftRule.SURGEON_TRANSFER: weights.surgeon_transfer,
        SoftRule.WAITING: weights.patient_delay,
        SoftRule.UNPLACED: weights.unscheduled_optional,
    }
    return {rule: Price(level=_LEVEL, amount=amount) for rule, amount in amounts.items()}


def _session(theater: str, day: int) -> str:
    return f"{theater}@{day}"


def _shift(day: int, index: int) -> int:
    return day * len(SHIFTS) + index


def read_solution(problem: Problem, data: object) -> Plan:
    """Turns a parsed solution into a plan; whether it keeps the rules is the checker's word.

    Raises:
        ProblemError: something is missing, of the wrong type, or names a theatre the problem has not.
    """
    try:
        solution = Solution.model_validate(data)
    except ValidationError as error:
        raise ProblemError(_messages(error)) from error
    theatres = {session.theatre for session in problem.sessions}
    incomplete = tuple(
        f"patients {record.id!r}: an admitted patient needs a room and one of the operating theatres {sorted(theatres)}"
        for record in solution.patients
        if record.admission_day != _NOT_ADMITTED and (record.room is None or record.operating_theater not in theatres)
    )
    if incomplete:
        raise ProblemError(incomplete)
    return Plan(
        placements=tuple(
            Placement(
                demand=record.id,
                place=str(record.room),
                start=record.admission_day,
                session=_session(str(record.operating_theater), record.admission_day),
            )
            for record in solution.patients
            if record.admission_day != _NOT_ADMITTED
        ),
        nursing=tuple(
            Nursing(nurse=nurse.id, shift=_shift(one.day, SHIFTS.index(one.shift)), rooms=tuple(one.rooms))
            for nurse in solution.nurses
            for one in nurse.assignments
            if one.rooms
        ),
    )


def write_solution(problem: Problem, plan: Plan) -> dict[str, Any]:
    """Turns a plan into the competition's solution layout, ready for :func:`json.dumps`."""
    placed = {placement.demand: placement for placement in plan.placements}
    theatres = {session.id: session.theatre for session in problem.sessions}
    admissions = [_admission(demand.id, placed.get(demand.id), theatres) for demand in problem.demands]
    nurses = [
        NurseAssignments(
            id=nurse.id,
            assignments=[
                AssignmentRecord(
                    day=work.shift // len(SHIFTS),
                    shift=SHIFTS[work.shift % len(SHIFTS)],
                    rooms=list(work.rooms),
                )
                for work in sorted(plan.nursing, key=lambda one: one.shift)
                if work.nurse == nurse.id
            ],
        )
        for nurse in problem.nurses
    ]
    return Solution(patients=admissions, nurses=nurses).model_dump(exclude_none=True)


def _admission(demand: str, placement: Placement | None, theatres: dict[str, str]) -> AdmissionRecord:
    if placement is None:
        return AdmissionRecord(id=demand, admission_day=_NOT_ADMITTED)
    return AdmissionRecord(
        id=demand,
        admission_day=placement.start,
        room=placement.place,
        operating_theater=None if placement.session is None else theatres[placement.session],
    )
