"""A tiny IHTC-2024 instance, and where the published ones lie."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from optimizer.formats.ihtc import read_ihtc
from optimizer.problem import Problem

PUBLISHED = Path(__file__).parents[2].parent / "shared" / "benchmarks" / "ihtc"

_SHIFTS = ("early", "late", "night")
_TINY: dict[str, Any] = {
    "days": 2,
    "skill_levels": 2,
    "shift_types": list(_SHIFTS),
    "age_groups": ["child", "adult"],
    "weights": {
        "room_mixed_age": 2,
        "room_nurse_skill": 3,
        "continuity_of_care": 5,
        "nurse_eccessive_workload": 7,
        "open_operating_theater": 11,
        "surgeon_transfer": 13,
        "patient_delay": 17,
        "unscheduled_optional": 190,
    },
    "occupants": [
        {
            "id": "a0",
            "gender": "A",
            "age_group": "adult",
            "length_of_stay": 1,
            "workload_produced": [1, 1, 1],
            "skill_level_required": [0, 1, 0],
            "room_id": "r0",
        }
    ],
    "patients": [
        {
            "id": "p0",
            "mandatory": True,
            "gender": "A",
            "age_group": "child",
            "length_of_stay": 1,
            "surgery_release_day": 0,
            "surgery_due_day": 1,
            "surgery_duration": 60,
            "surgeon_id": "s0",
            "incompatible_room_ids": ["r1"],
            "workload_produced": [2, 2, 2],
            "skill_level_required": [1, 0, 0],
        },
        {
            "id": "p1",
            "mandatory": False,
            "gender": "B",
            "age_group": "adult",
            "length_of_stay": 2,
            "surgery_release_day": 0,
            "surgery_duration": 90,
            "surgeon_id": "s0",
            "incompatible_room_ids": [],
            "workload_produced": [1, 1, 1, 1, 1, 1],
            "skill_level_required": [0, 0, 0, 0, 0, 0],
        },
    ],
    "surgeons": [{"id": "s0", "max_surgery_time": [120, 200]}],
    "operating_theaters": [{"id": "t0", "availability": [100, 0]}, {"id": "t1", "availability": [0, 300]}],
    "rooms": [{"id": "r0", "capacity": 2}, {"id": "r1", "capacity": 1}],
    "nurses": [
        {
            "id": f"n{number}",
            "skill_level": number,
            "working_shifts": [{"day": day, "shift": shift, "max_load": 2} for day in range(2) for shift in _SHIFTS],
        }
        for number in range(2)
    ],
}


def tiny() -> dict[str, Any]:
    """Two days, two rooms, two nurses who always work, one occupant, one mandatory and one optional patient."""
    return copy.deepcopy(_TINY)


def published(name: str) -> Problem:
    """A published instance, such as test01 or i27."""
    return read_ihtc(parsed("test" if name.startswith("test") else "public", f"{name}.json"))


def parsed(folder: str, name: str) -> Any:
    """A published file; the test is skipped where the benchmark folder is not at hand."""
    if not PUBLISHED.is_dir():
        pytest.skip("the IHTC-2024 instances are not beside this checkout (shared/benchmarks/ihtc)")
    return json.loads((PUBLISHED / folder / name).read_text(encoding="utf-8"))
