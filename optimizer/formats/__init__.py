"""Files to problems and plans, and back; :data:`FORMATS` are all there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.formats import ihtc, native, pas
from optimizer.formats.findings import ProblemError
from optimizer.plan import Plan
from optimizer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write problems, and plans as JSON; problems are recognised and read as parsed JSON, or as plain text."""

    name: str
    recognises: Callable[[object], bool]
    read: Callable[[object], Problem]
    read_plan: Callable[[Problem, object], Plan]
    write_plan: Callable[[Problem, Plan], Mapping[str, Any]]


FORMATS = (
    Format(
        name="IHTC-2024",
        recognises=ihtc.is_ihtc,
        read=ihtc.read_ihtc,
        read_plan=ihtc.read_solution,
        write_plan=ihtc.write_solution,
    ),
    Format(
        name="native",
        recognises=lambda data: isinstance(data, dict) and "horizon" in data,
        read=native.read_problem,
        read_plan=native.read_plan,
        write_plan=native.write_plan,
    ),
    Format(
        name="PAS",
        recognises=pas.is_pas,
        read=pas.read_pas,
        read_plan=pas.read_solution,
        write_plan=pas.write_solution,
    ),
)


def read(path: Path) -> Problem:
    """The problem in a file of any known format.

    Raises:
        ProblemError: the file is missing, is of no known format, or does not hang together.
    """
    return load(path)[0]


def load(path: Path) -> tuple[Problem, Format]:
    """The problem in a file, and the format its plans are written in."""
    data = _content(path)
    for known in FORMATS:
        if known.recognises(data):
            return known.read(data), known
    names = " nor ".join(known.name for known in FORMATS)
    raise ProblemError((f"{path}: is neither {names}; a native problem has a 'horizon'",))


def read_json(path: Path) -> object:
    """The parsed JSON of a file."""
    try:
        return json.loads(_text(path))
    except (ValueError, RecursionError) as error:  # also figures of thousands of digits, brackets in brackets
        raise ProblemError((f"{path}: is no JSON: {error}",)) from error


def _content(path: Path) -> object:
    """A file's text where a format of plain text knows it, else its parsed JSON."""
    text = _text(path)
    return text if any(known.recognises(text) for known in FORMATS) else read_json(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProblemError((f"{path}: cannot be read: {error.strerror}",)) from error
    except UnicodeDecodeError as error:
        raise ProblemError((f"{path}: is no text: {error}",)) from error
