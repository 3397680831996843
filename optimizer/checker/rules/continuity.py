"""Few different nurses look after one person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from optimizer.checker.nursing import attendances
from optimizer.checker.report import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def continuity(context: Context) -> Iterator[Units]:
    """The number of distinct nurses of each person, occupants included."""
    nurses: dict[str, set[str]] = defaultdict(set)
    for attendance in attendances(context):
        nurses[attendance.stay.who].update(attendance.nurses)
    for who, seen in nurses.items():
        yield Units(about=who, units=len(seen))
