"""Operations side by side: what the theatre's and the surgeon's rules have in common."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from optimizer.checker.report import Violation
from optimizer.problem import Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from optimizer.checker.context import Context, Operation
    from optimizer.checker.report import HardRule

Key = TypeVar("Key", bound="Hashable")


def overlapping(context: Context, rule: HardRule, key: Callable[[Operation], str]) -> Iterator[Violation]:
    """Find operations with the same ``key`` at the same time; on the night grid times of day are unknown."""
    if context.problem.horizon.grid is not Grid.MINUTES:
        return
    for name, operations in grouped(context.operations, key).items():
        for one, other in combinations(operations, 2):
            apart = max(one.start, other.start) >= min(one.end, other.end)
            if not apart and not (one.demand.pinned and other.demand.pinned):
                yield Violation(
                    rule=rule,
                    about=name,
                    detail=f"has {one.demand.id} and {other.demand.id} at the same time",
                )


def minutes(operations: Iterable[Operation]) -> int:
    """The operating minutes of ``operations`` together."""
    return sum(operation.surgery.minutes for operation in operations)


def grouped(operations: Iterable[Operation], key: Callable[[Operation], Key]) -> Mapping[Key, list[Operation]]:
    """Operations by ``key``, in their order."""
    groups: dict[Key, list[Operation]] = {}
    for operation in operations:
        groups.setdefault(key(operation), []).append(operation)
    return groups
