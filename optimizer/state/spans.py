"""Half-open spans of ticks: where something is blocked, and when a stay can start around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span: TypeAlias = tuple[int, int]
Step: TypeAlias = tuple[int, int, int]  # from, to (exclusive), value


def first_start(low: int, high: int, length: int, blocked: Iterable[Span]) -> int | None:
    """The first start in [low, high] from which ``length`` ticks meet none of the sorted ``blocked`` spans."""
    start = low
    for begin, end in blocked:
        if begin >= start + length:
            break
        start = max(start, end)
    return start if start <= high else None


def starts(low: int, high: int, length: int, blocked: Iterable[Span]) -> Iterator[Span]:
    """The parts [from, to] (inclusive) of [low, high] in which a stay of ``length`` ticks can start."""
    for begin, end in blocked:
        if begin - length >= low:
            yield low, min(begin - length, high)
        low = max(low, end)
        if low > high:
            return
    yield low, high


def profile(value: int, drops: Iterable[Step], span: Span) -> Iterator[Step]:
    """``value`` less the drops that are going on, as steps that cover ``span``."""
    begin, end = span
    changes: dict[int, int] = {}
    for start, stop, amount in drops:
        if start < end and stop > begin:
            changes[max(start, begin)] = changes.get(max(start, begin), 0) - amount
            changes[min(stop, end)] = changes.get(min(stop, end), 0) + amount
    at = begin
    for tick in sorted(changes):
        if tick > at:
            yield at, tick, value
            at = tick
        value += changes[tick]
    if at < end:
        yield at, end, value


def below_one(steps: Iterable[Step]) -> list[Span]:
    """Where nothing is left of a profile."""
    spans: list[Span] = []
    for start, end, value in steps:
        if value < 1 and spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        elif value < 1:
            spans.append((start, end))
    return spans
