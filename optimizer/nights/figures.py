"""Small helpers to bring things into arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from optimizer.nights.board import Ints


def numbers(ids: Iterable[str]) -> dict[str, int]:
    """The position of every id."""
    return {name: number for number, name in enumerate(ids)}


def row(figures: Iterable[int]) -> Ints:
    """One row."""
    return np.fromiter(figures, np.int32)


def table(rows: Sequence[Sequence[int]], width: int = 1) -> Ints:
    """Rows filled up with zeros to the longest one, or to ``width``."""
    made = np.zeros((len(rows), max([width, *map(len, rows)])), np.int32)
    for at, figures in enumerate(rows):
        made[at, : len(figures)] = figures
    return made
