"""Few theatres are opened in a day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from optimizer.checker.report import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def open_theatre(context: Context) -> Iterator[Units]:
    """The days on which each theatre is in use."""
    days: dict[str, set[int]] = defaultdict(set)
    for operation in context.operations:
        days[operation.session.theatre].add(operation.day)
    for theatre, used in days.items():
        yield Units(about=theatre, units=len(used))
