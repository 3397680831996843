"""All shares of demands in kinds of places from a night on, as arrays: the variables of the linear programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.cost import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.ground import Menu

_DEAR = np.iinfo(np.int64).max


class Columns(NamedTuple):
    """One entry per demand, kind and first night; ``costs`` is, per level, what the cheapest such place costs."""

    demand: NDArray[np.int64]
    kind: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    costs: NDArray[np.int64]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.demand)

    def pick(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Columns:
        """Only some of them."""
        return Columns(*(each[chosen] for each in self))


def columns(menus: Sequence[Menu], kinds: NDArray[np.int64], nights: int) -> Columns:
    """The columns of the menus, demand by demand, cut at the horizon."""
    parts = [_columns(number, menu, kinds, nights) for number, menu in enumerate(menus)]
    return Columns(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _columns(number: int, menu: Menu, kinds: NDArray[np.int64], nights: int) -> Columns:
    keys, which = np.unique(kinds[menu.places] * nights + menu.starts, return_inverse=True)
    costs = np.full((len(keys), LEVELS), _DEAR, dtype=np.int64)
    np.minimum.at(costs, which, menu.costs)
    kind, start = np.divmod(keys, nights)
    end = np.minimum(start + menu.demand.length, nights)
    return Columns(np.full(len(keys), number, dtype=np.int64), kind, start, end, costs)


def rank(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each entry in its group, of groups that follow one another."""
    first = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - np.repeat(first, np.diff(first, append=len(groups)))
