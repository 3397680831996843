"""A small PAS instance as text, and random ones."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

SMALL = """ARTICLE BENCHMARK DATA SET
Rooms: 3
Roomproperties: 2
Beds: 4
Departments: 2
Specialisms: 2
Patients: 4
Planning horizon: 4

SPECIALISMS:
1 Heart
2 Bones

DEPARTMENTS:
1 North 0 65 | 1 1
2 South 16 0 | 1 2 2 1

ROOMPROPERTIES:
1 telemetry
2 oxygen

ROOMS:
1 11 | 2 | 1 | D | 1 1 3 2 | 1 1
2 21 | 1 | 2 | F | 2 2 | 0 1
3 22 | 1 | 2 | N | 1 2 2 1 | 0 0

BEDS:
1 1
2 1
3 2
4 3

PATIENTS:
1 Ann 40 F | 0 2 | 1 1 2 | 1 | 0 0 | 1 0
2 Bob 70 M | 1 9 | 2 2 1 1 7 | 0 | 0 0 | 0 1
3 Cai 8 M | 3 3 | 1 1 0 | 0 | 0 0 | 0 0
4 Dee 30 F | 0 6 | 2 1 5 2 1 | 2 | 0 1 | 0 1

END.
"""


@dataclass(frozen=True)
class Room:
    """What a room's line says."""

    id: int
    beds: int
    department: int
    policy: str
    priorities: dict[int, int]
    properties: tuple[int, ...]


@dataclass(frozen=True)
class Patient:
    """What a patient's line says; parts are specialism and nights."""

    id: int
    age: int
    sex: str
    first: int
    parts: tuple[tuple[int, int], ...]
    beds: int
    required: tuple[int, ...]
    preferred: tuple[int, ...]


@dataclass(frozen=True)
class Instance:
    """Two departments (age limits, specialisms), rooms, patients."""

    nights: int
    departments: dict[int, tuple[int, int, frozenset[int]]]
    rooms: tuple[Room, ...]
    patients: tuple[Patient, ...]

    def text(self) -> str:
        """The instance in the benchmark's layout."""
        lines = [f"Planning horizon: {self.nights}", "SPECIALISMS:", "1 A", "2 B", "DEPARTMENTS:"]
        for number, (youngest, oldest, specialisms) in self.departments.items():
            lines.append(f"{number} Name {youngest} {oldest} | {' '.join(f'1 {each}' for each in specialisms)}")
        lines += ["ROOMPROPERTIES:", "1 a", "2 b", "ROOMS:"]
        for room in self.rooms:
            treated = " ".join(f"{priority} {specialism}" for specialism, priority in room.priorities.items())
            flags = " ".join(map(str, room.properties))
            lines.append(f"{room.id} 1 | {room.beds} | {room.department} | {room.policy} | {treated} | {flags}")
        beds = [room.id for room in self.rooms for _ in range(room.beds)]
        lines += ["BEDS:", *(f"{number} {room}" for number, room in enumerate(beds)), "PATIENTS:"]
        for each in self.patients:
            parts = " ".join(f"{specialism} {nights}" for specialism, nights in each.parts)
            leave = each.first + sum(nights for _, nights in each.parts)
            wishes = " | ".join(" ".join(map(str, flags)) for flags in (each.required, each.preferred))
            head = f"{each.id} Name {each.age} {each.sex} | {each.first} {leave}"
            lines.append(f"{head} | {len(each.parts)} {parts} | {each.beds} | {wishes}")
        return "\n".join(lines)


FLAGS = st.tuples(st.integers(0, 1), st.integers(0, 1))
SPECIALISM = st.integers(1, 2)


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Up to three rooms and four patients, some with two parts, some beyond the horizon."""
    departments = {
        number: (draw(st.sampled_from([0, 20])), draw(st.sampled_from([0, 60])), draw(st.frozensets(SPECIALISM)))
        for number in (1, 2)
    }
    rooms = tuple(
        Room(
            number,
            draw(st.integers(1, 2)),
            draw(SPECIALISM),
            draw(st.sampled_from("MFDDNN")),
            draw(st.dictionaries(SPECIALISM, st.integers(1, 3))),
            draw(FLAGS),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )
    part = st.tuples(SPECIALISM, st.integers(0, 3))
    patients = tuple(
        Patient(
            number,
            draw(st.sampled_from([10, 20, 40, 60, 80])),
            draw(st.sampled_from("MF")),
            draw(st.integers(0, 4)),
            tuple(draw(st.lists(part, min_size=1, max_size=2))),
            draw(st.integers(0, 2)),
            draw(st.sampled_from([(0, 0), (0, 0), (1, 0)])),
            draw(FLAGS),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    )
    return Instance(draw(st.integers(1, 5)), departments, rooms, patients)
