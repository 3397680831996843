"""Costs to compare with: a CSV file with the columns ``instance`` (file name without its ending) and ``cost``."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from optimizer.formats.findings import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_refs(path: Path) -> Mapping[str, int]:
    """The reference cost of each instance; further columns, such as a source, are left alone.

    Raises:
        ProblemError: the file cannot be read, lacks a column, or has a cost that is no whole number.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file)
            missing = {"instance", "cost"} - set(lines.fieldnames or ())
            if missing:
                raise ProblemError((f"{path}: has no column {' and '.join(sorted(missing))} in its first line",))
            return {line["instance"]: _cost(path, lines.line_num, line) for line in lines}
    except OSError as error:
        raise ProblemError((f"{path}: cannot be read: {error.strerror}",)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ProblemError((f"{path}: is no CSV: {error}",)) from error


def _cost(path: Path, number: int, line: Mapping[str, str]) -> int:
    try:
        return int(line["cost"])
    except (TypeError, ValueError) as error:
        raise ProblemError((f"{path} line {number}: cost is {line['cost']!r}, must be a whole number",)) from error
