"""The records of a PAS instance: departments, rooms and patients, each line checked against what it refers to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from optimizer.formats.pas_text import sections
from optimizer.problem import Sex, SexRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from optimizer.formats.pas_text import Line

Record = TypeVar("Record", "Department", "Ward", "Patient")

_SEX: Final = {"M": Sex.MALE, "F": Sex.FEMALE}
_POLICY: Final = {"M": SexRule.MALE, "F": SexRule.FEMALE, "D": SexRule.SAME, "N": SexRule.ANY}


class Department(NamedTuple):
    """Who may lie there by age (None = no limit), and the specialisms it has."""

    id: int
    youngest: int | None
    oldest: int | None
    specialisms: frozenset[int]


class Ward(NamedTuple):
    """A room in its department; ``priorities`` by specialism, 1 being the first."""

    id: int
    beds: int
    department: Department
    policy: SexRule
    priorities: Mapping[int, int]
    properties: frozenset[str]


class Part(NamedTuple):
    """A part of a stay: the nights from ``start`` on before ``end``."""

    specialism: int
    start: int
    end: int


class Patient(NamedTuple):
    """A patient's stay and wishes; ``beds`` of the preferred room, None if it does not matter."""

    id: int
    age: int
    sex: Sex
    parts: Sequence[Part]
    beds: int | None
    required: frozenset[str]
    preferred: frozenset[str]


class Instance(NamedTuple):
    """Everything in a file."""

    nights: int
    rooms: Sequence[Ward]
    patients: Sequence[Patient]


def read_instance(text: str) -> Instance:
    """Read and cross-check every line.

    Raises:
        ProblemError: a line does not say what it should, or refers to what is not there.
    """
    nights, lines = sections(text)
    specialisms = {line.id() for line in lines["SPECIALISMS"]}
    properties = [str(line.id()) for line in lines["ROOMPROPERTIES"]]
    departments = _once((line, _department(line, specialisms)) for line in lines["DEPARTMENTS"])
    rooms = _once((line, _room(line, departments, specialisms, properties)) for line in lines["ROOMS"])
    _check_beds(lines["BEDS"], lines["ROOMS"], rooms)
    patients = _once((line, _patient(line, specialisms, properties)) for line in lines["PATIENTS"])
    return Instance(nights, tuple(rooms.values()), tuple(patients.values()))


def _once(records: Iterator[tuple[Line, Record]]) -> dict[int, Record]:
    known: dict[int, Record] = {}
    for line, record in records:
        if record.id in known:
            line.fail(f"id {record.id} is there already; ids must differ")
        known[record.id] = record
    return known


def _department(line: Line, specialisms: Collection[int]) -> Department:
    head, treated = line.fields("id name minAge maxAge", "priority specialism …")
    number, _, youngest, oldest = line.words(head, "id", "name", "minAge", "maxAge")
    return Department(
        line.whole(number, "id"),
        line.whole(youngest, "minAge") or None,
        line.whole(oldest, "maxAge") or None,
        frozenset(_priorities(line, treated, specialisms)),
    )


def _room(
    line: Line, departments: Mapping[int, Department], specialisms: Collection[int], properties: Sequence[str]
) -> Ward:
    head, capacity, department, policy, treated, flags = line.fields(
        "id number", "capacity", "department", "policy", "priority specialism …", "property flags"
    )
    number, _ = line.words(head, "id", "number")
    (beds,) = line.wholes(capacity, "capacity")
    (where,) = line.wholes(department, "department")
    (rule,) = line.words(policy, "policy")
    if where not in departments:
        line.fail(f"department {where} is not in the file; add it or mend the reference")
    if rule not in _POLICY:
        line.fail(f"policy is {rule!r}, must be one of {', '.join(_POLICY)}")
    return Ward(
        line.whole(number, "id"),
        beds,
        departments[where],
        _POLICY[rule],
        _priorities(line, treated, specialisms),
        line.flags(flags, properties, "property flags"),
    )


def _priorities(line: Line, field: Sequence[str], specialisms: Collection[int]) -> dict[int, int]:
    """The priority of every specialism; the better one where it is there twice."""
    best: dict[int, int] = {}
    for priority, specialism in line.pairs(field, "priority", "specialism"):
        _known(line, specialism, specialisms)
        best[specialism] = min(priority, best.get(specialism, priority))
    return best


def _check_beds(beds: Sequence[Line], lines: Sequence[Line], rooms: Mapping[int, Ward]) -> None:
    """Every bed is in a room, and every room has as many as it says."""
    there: Counter[int] = Counter()
    for line in beds:
        _, where = line.wholes(line.text.split(), "id", "room")
        if where not in rooms:
            line.fail(f"room {where} is not in the file; add it or mend the reference")
        there[where] += 1
    for line, room in zip(lines, rooms.values(), strict=True):
        if there[room.id] != room.beds:
            line.fail(f"capacity is {room.beds}, BEDS has {there[room.id]} for room {room.id}")


def _patient(line: Line, specialisms: Collection[int], properties: Sequence[str]) -> Patient:
    head, nights, treated, beds, required, preferred = line.fields(
        "id name age sex", "firstNight leaveNight", "parts", "preferred room size", "required", "preferred"
    )
    number, _, age, sex = line.words(head, "id", "name", "age", "sex")
    first, leave = line.wholes(nights, "firstNight", "leaveNight")
    (size,) = line.wholes(beds, "preferred room size")
    if sex not in _SEX:
        line.fail(f"sex is {sex!r}, must be M or F")
    if leave < first:
        line.fail(f"leaveNight is {leave}, before firstNight {first}")
    needs = line.flags(required, properties, "required properties")
    return Patient(
        line.whole(number, "id"),
        line.whole(age, "age"),
        _SEX[sex],
        tuple(_parts(line, treated, first, leave, specialisms)),
        size or None,
        needs,
        line.flags(preferred, properties, "preferred properties") - needs,
    )


def _parts(line: Line, field: Sequence[str], first: int, leave: int, specialisms: Collection[int]) -> Iterator[Part]:
    """The parts one after the other; together they are the stay."""
    if not field:
        line.fail("says nothing of the number of parts")
    count = line.whole(field[0], "number of parts")
    pairs = line.pairs(field[1:], "specialism", "nights")
    if len(pairs) != count:
        line.fail(f"number of parts is {count}, there are {len(pairs)}")
    start = first
    for specialism, nights in pairs:
        _known(line, specialism, specialisms)
        yield Part(specialism, start, start + nights)
        start += nights
    if start != leave:
        line.fail(f"the parts have {start - first} nights, the stay from {first} to {leave} has {leave - first}")


def _known(line: Line, specialism: int, specialisms: Collection[int]) -> None:
    if specialism not in specialisms:
        line.fail(f"specialism {specialism} is not in the file; add it or mend the reference")
