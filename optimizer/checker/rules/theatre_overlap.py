"""A theatre holds one operation at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.operations import overlapping
from optimizer.checker.report import HardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context
    from optimizer.checker.report import Violation


def theatre_overlap(context: Context) -> Iterator[Violation]:
    """Find operations in one theatre that overlap, where ticks are minutes."""
    return overlapping(context, HardRule.THEATRE_OVERLAP, lambda operation: operation.session.theatre)
