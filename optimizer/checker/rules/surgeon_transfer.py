"""A surgeon stays in one theatre all day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.operations import grouped
from optimizer.checker.report import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context


def surgeon_transfer(context: Context) -> Iterator[Units]:
    """The theatres of each surgeon and day beyond the first."""
    days = grouped(context.operations, lambda operation: (operation.surgery.surgeon, operation.day))
    for (surgeon, _), operations in days.items():
        yield Units(about=surgeon, units=len({operation.session.theatre for operation in operations}) - 1)
