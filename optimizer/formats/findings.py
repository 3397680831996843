"""What is wrong with a file, in words: where, what, and how to mend it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from optimizer.cost import LEVELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class ProblemError(ValueError):
    """A problem or plan that cannot be used; ``findings`` name each place and how to mend it."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


def duplicates(where: str, ids: Iterable[str]) -> Iterator[str]:
    """Ids that are there more than once."""
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"{where}: {name!r} is there {count} times; ids must differ"


def unknown(where: str, what: str, ids: Collection[str], known: Collection[str]) -> Iterator[str]:
    """References to what is not there."""
    for name in sorted(ids):
        if name not in known:
            yield f"{where}: {what} {name!r} is not in the file; add it or mend the reference"


def negative(where: str, **values: int) -> Iterator[str]:
    """Figures below zero."""
    for name, value in values.items():
        if value < 0:
            yield f"{where}: {name} is {value}, must not be negative"


def reversed_span(where: str, start: int, end: int) -> Iterator[str]:
    """Spans that end before they begin."""
    if end <= start:
        yield f"{where}: ends at {end}, not after its start {start}"


def bad_level(where: str, level: int) -> Iterator[str]:
    """Levels that a cost does not have."""
    if not 1 <= level <= LEVELS:
        yield f"{where}: level is {level}, must be 1 to {LEVELS}"


def named(reference: str | None) -> set[str]:
    """The ids an optional reference names: one or none."""
    return set() if reference is None else {reference}
