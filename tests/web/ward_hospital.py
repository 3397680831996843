"""The small hospital with one ward big enough that every browser test has beds of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bedcentre.seeding import records
from tests.store.seed import hospital
from tests.store.small import START

OCCUPIED = tuple(f"M-{number}" for number in (*range(10, 30), *range(110, 130)))
LEAVING = tuple(f"M-{number}" for number in range(104, 110))
"""Occupied by patients who leave today."""
FREE = tuple(f"M-{number}" for number in range(30, 80))
DIRTY = tuple(f"M-{number}" for number in range(80, 104))
BAYS = tuple(f"D-{number}" for number in range(10, 16))
SESSIONS = 20
"""Days ahead on which surgeon W1 has a theatre session."""


def ward_hospital() -> records.Hospital:
    """Ward M with single rooms: forty patients, free and dirty beds enough; a surgeon's sessions ahead."""
    small = hospital()
    singles = OCCUPIED + LEAVING + FREE + DIRTY
    room, bed, bay = small.rooms[0], small.beds[0], next(each for each in small.beds if each.kind == "bay")
    return replace(
        small,
        rooms=(*small.rooms, *(replace(room, code=f"M/{label}", number=label) for label in singles)),
        beds=(
            *small.beds,
            *(replace(bed, label=label, room=f"M/{label}") for label in singles),
            *(replace(bay, label=label) for label in BAYS),
        ),
        occupants=(*small.occupants, *_occupants(small.occupants[0])),
        closures=(*small.closures, *(replace(small.closures[0], bed=label) for label in DIRTY)),
        sessions=(*small.sessions, *_sessions(small.sessions[0])),
    )


def _occupants(pattern: records.Occupant) -> Iterator[records.Occupant]:
    for number, label in enumerate(OCCUPIED + LEAVING):
        patient = replace(pattern.patient, mrn=f"L{label}", name=f"李{chr(0x4E00 + number)}明")
        leaves = START + (timedelta(hours=6) if label in LEAVING else timedelta(days=2))
        yield replace(pattern, patient=patient, bed=label, expected_discharge=leaves, true_discharge=leaves)


def _sessions(pattern: records.Session) -> Iterator[records.Session]:
    for day in range(1, SESSIONS):
        yield replace(pattern, start=pattern.start + timedelta(days=day), end=pattern.end + timedelta(days=day))
