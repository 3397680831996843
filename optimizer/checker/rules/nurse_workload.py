"""A nurse's rooms ask no more of her in a shift than her load allows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from optimizer.checker.nursing import attendances
from optimizer.checker.report import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def nurse_workload(context: Context) -> Iterator[Units]:
    """Load of each nurse above her limit, over her shifts."""
    limits = {(nurse.id, duty.shift): duty.max_load for nurse in context.problem.nurses for duty in nurse.duties}
    loads: Counter[tuple[str, int]] = Counter()
    for attendance in attendances(context):
        for nurse in attendance.nurses:
            loads[nurse, attendance.shift] += attendance.workload
    above: Counter[str] = Counter()
    for (nurse, shift), load in loads.items():
        above[nurse] += max(0, load - limits.get((nurse, shift), 0))
    for nurse, units in above.items():
        yield Units(about=nurse, units=units)
