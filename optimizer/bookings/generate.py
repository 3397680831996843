"""A plausible week at the pre-admission centre to measure with: surgical checklists on shared devices."""

from __future__ import annotations

import random
from typing import Final

from optimizer.bookings.problem import PER_DAY, After, Device, Exam, Patient, Problem

OPENS, CLOSES, NOON = 16, 34, range(24, 27)
"""Half hours: 08:00 to 17:00, closed 12:00 to 13:30."""

UNUSED: Final = 0.85
"""Share of the slots that nobody else has (assumption)."""

SHARES: Final = {
    "blood": (4, 1.0),
    "ecg": (4, 1.0),
    "chest": (4, 1.0),
    "ultrasound": (4, 0.5),
    "echo": (3, 0.35),
    "lungs": (2, 0.25),
    "contrast": (3, 0.4),
    "mri": (2, 0.15),
    "clinic": (4, 1.0),
}
"""By kind: devices of 30 in all, and the share of patients who need it (assumption)."""

AFTER: Final = {"contrast": {"blood": 4}}
"""A test's kind, and how many slots after which other kinds it begins."""

CLEARANCE, RESULTS = (
    "clinic",
    {"blood": 4, "ecg": 1, "chest": 1, "ultrasound": 1, "echo": 1, "lungs": 1, "contrast": 2, "mri": 2},
)
"""The anaesthetist sees the patient last, with all results."""


def generate(*, patients: int, devices: int, days: int, seed: int) -> Problem:
    """``patients`` who ask one after the other, on about ``devices`` devices, within ``days`` working days."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    opening = [slot for day in range(days) for slot in range(day * PER_DAY + OPENS, day * PER_DAY + CLOSES)]
    free = [slot for slot in opening if slot % PER_DAY not in NOON]
    whole = sum(count for count, _ in SHARES.values())
    return Problem(
        devices=tuple(
            Device(id=f"{kind}-{number}", kind=kind, free=frozenset(slot for slot in free if chance.random() < UNUSED))
            for kind, (count, _) in SHARES.items()
            for number in range(max(1, round(count * devices / whole)))
        ),
        patients=tuple(_patient(f"p{number}", chance, days * PER_DAY - 1) for number in range(patients)),
    )


def _patient(name: str, chance: random.Random, last: int) -> Patient:
    kinds = [kind for kind, (_, share) in SHARES.items() if chance.random() < share]
    return Patient(
        id=name,
        tests=tuple(
            Exam(id=f"{name}-{kind}", kind=kind, first=0, last=last, after=_after(name, kind, kinds)) for kind in kinds
        ),
    )


def _after(name: str, kind: str, kinds: list[str]) -> tuple[After, ...]:
    gaps = RESULTS if kind == CLEARANCE else AFTER.get(kind, {})
    return tuple(After(f"{name}-{other}", slots) for other, slots in gaps.items() if other in kinds)
