"""A nurse has the skill the people in her rooms need."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from optimizer.checker.nursing import attendances
from optimizer.checker.report import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def nurse_skill(context: Context) -> Iterator[Units]:
    """Missing skill levels of each person, over the shifts of the stay."""
    skills = {nurse.id: nurse.skill for nurse in context.problem.nurses}
    missing: Counter[str] = Counter()
    for attendance in attendances(context):
        for nurse in attendance.nurses:
            missing[attendance.stay.who] += max(0, attendance.skill - skills.get(nurse, 0))
    for who, units in missing.items():
        yield Units(about=who, units=units)
