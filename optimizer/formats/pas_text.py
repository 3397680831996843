"""The text of a PAS instance, taken apart: sections, lines, fields; whatever is wrong is said with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from optimizer.formats.findings import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECTIONS: Final = ("SPECIALISMS", "DEPARTMENTS", "ROOMPROPERTIES", "ROOMS", "BEDS", "PATIENTS")
MOST_DIGITS: Final = 9  # no hospital has more
_END: Final = "END."


class Line(NamedTuple):
    """One record's text: fields are separated by bars, a field's words by spaces."""

    number: int
    text: str

    def id(self) -> int:
        """The number a line of words begins with."""
        return self.whole(self.text.split()[0], "id")

    def fields(self, *names: str) -> list[list[str]]:
        """The words of each field; there must be as many as names."""
        fields = [field.split() for field in self.text.split("|")]
        if len(fields) != len(names):
            self.fail(f"has {len(fields)} fields separated by |, must have {len(names)}: {', '.join(names)}")
        return fields

    def words(self, field: Sequence[str], *names: str) -> Sequence[str]:
        """The words of a field that has one for each name."""
        if len(field) != len(names):
            self.fail(f"{' '.join(names)!r} has {len(field)} words, must have {len(names)}")
        return field

    def whole(self, word: str, name: str) -> int:
        """A whole number that is not negative."""
        if not (word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS):
            self.fail(f"{name} is {word[:20]!r}, must be a whole number from 0 on with at most {MOST_DIGITS} digits")
        return int(word)

    def wholes(self, field: Sequence[str], *names: str) -> list[int]:
        """The same for every word of a field that has one for each name."""
        return [self.whole(word, name) for word, name in zip(self.words(field, *names), names, strict=True)]

    def pairs(self, field: Sequence[str], name: str, other: str) -> list[tuple[int, int]]:
        """Pairs of numbers, any number of them."""
        numbers = [self.whole(word, f"{name} or {other}") for word in field]
        if len(numbers) % 2:
            self.fail(f"has {len(numbers)} numbers for pairs of {name} and {other}, must be even")
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    def flags(self, field: Sequence[str], names: Sequence[str], what: str) -> frozenset[str]:
        """Those of the names whose flag is 1."""
        if len(field) != len(names) or not set(field) <= {"0", "1"}:
            self.fail(f"{what} are {' '.join(field)!r}, must be {len(names)} times 0 or 1")
        return frozenset(name for name, flag in zip(names, field, strict=True) if flag == "1")

    def fail(self, finding: str) -> NoReturn:
        """Say what is wrong with the line.

        Raises:
            ProblemError: always.
        """
        raise ProblemError((f"line {self.number}: {finding}",))


def sections(text: str) -> tuple[int, Mapping[str, Sequence[Line]]]:
    """The planning horizon and the lines of every section.

    Raises:
        ProblemError: a section or the horizon is missing, or the heading counts something else than there is.
    """
    found: dict[str, list[Line]] = {}
    heading: dict[str, Line] = {}
    current: list[Line] | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = Line(number, raw.strip())
        name, colon, value = line.text.partition(":")
        if colon and not value and name in SECTIONS:
            current = found.setdefault(name, [])
        elif current is None and colon:
            heading[name.upper()] = Line(number, value.strip())
        elif current is not None and line.text not in {"", _END}:
            current.append(line)
    missing = [f"section {name} is missing" for name in SECTIONS if name not in found]
    if "PLANNING HORIZON" not in heading:
        missing.append("the line 'Planning horizon: nights' is missing")
    if missing:
        raise ProblemError(tuple(missing))
    for name, line in heading.items():
        if name in found and line.whole(line.text, name) != len(found[name]):
            line.fail(f"says {line.text} {name}, there are {len(found[name])}")
    horizon = heading["PLANNING HORIZON"]
    nights = horizon.whole(horizon.text, "Planning horizon")
    if not nights:
        horizon.fail("Planning horizon is 0, must be at least one night")
    return nights, found
