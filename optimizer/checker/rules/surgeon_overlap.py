"""A surgeon operates on one person at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.operations import overlapping
from optimizer.checker.report import HardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context
    from optimizer.checker.report import Violation


def surgeon_overlap(context: Context) -> Iterator[Violation]:
    """Find operations of one surgeon that overlap, where ticks are minutes."""
    return overlapping(context, HardRule.SURGEON_OVERLAP, lambda operation: operation.surgery.surgeon)
