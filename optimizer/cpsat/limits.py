"""What is scarce on the night grid, as rows of a linear programme: beds of a kind, reserves, sessions, surgeons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from optimizer.cpsat.linear import Entries
from optimizer.problem import DemandKind, Sex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.catalogue import Catalogue
    from optimizer.cpsat.columns import Columns
    from optimizer.cpsat.ground import Ground
    from optimizer.problem import Demand, Session, Surgery
    from optimizer.state.hospital import Hospital


class Family(NamedTuple):
    """Limits of one sort on stays: some demands count, in groups of kinds of places, every night.

    ``left[group, night]`` is how many may be there, ``group`` each kind's group (-1 = none), ``counts`` says for
    every demand whether it counts, and ``offset`` is the number of the first row.
    """

    left: NDArray[np.int64]
    group: NDArray[np.int64]
    counts: NDArray[np.bool_]
    offset: int


class Operation(NamedTuple):
    """A demand's operation in a session, its stay starting on ``start``: minutes of two rows."""

    demand: int
    start: int
    session: str
    rows: tuple[int, int]
    minutes: int


class Limits:
    """All rows in one list: ``left`` says what each allows."""

    def __init__(self, hospital: Hospital, ground: Ground, catalogue: Catalogue, demands: Sequence[Demand]) -> None:
        self._hospital = hospital
        self._demands = demands
        self._left: list[int] = []
        self._numbers: dict[object, int] = {}
        kinds = catalogue.kinds
        self.families: list[Family] = []
        everybody = np.ones(len(demands), dtype=bool)
        beds = np.zeros((int(kinds.max(initial=-1)) + 1, ground.nights), dtype=np.int64)
        np.add.at(beds, kinds, ground.free)
        self._add(beds, np.arange(len(beds)), everybody)
        for sex in Sex:
            own = np.zeros_like(beds)
            np.add.at(own, kinds, ground.free * ~ground.wrong_sex(sex))
            self._add(own, np.arange(len(beds)), np.array([demand.sex is sex for demand in demands], dtype=bool))
        self._reserves(catalogue, ground.nights)
        self.operations = list(self._operations())
        self.left = np.array(self._left, dtype=np.int64)

    def _add(self, left: NDArray[np.int64], group: NDArray[np.int64], counts: NDArray[np.bool_]) -> None:
        self.families.append(Family(left, group, counts, len(self._left)))
        self._left += left.ravel().tolist()

    def _reserves(self, catalogue: Catalogue, nights: int) -> None:
        counts = np.array([demand.kind is not DemandKind.EMERGENCY for demand in self._demands], dtype=bool)
        for reserve in self._hospital.index.problem.reserves:
            left = np.full((1, nights), len(self._demands), dtype=np.int64)
            for start, end, spare in self._hospital.beds.spare(reserve):
                left[0, start:end] = max(spare, 0)
            group = np.full(int(catalogue.kinds.max(initial=-1)) + 1, -1, dtype=np.int64)
            group[catalogue.kinds[[self._hospital.index.positions[place] for place in reserve.places]]] = 0
            self._add(left, group, counts)

    def _operations(self) -> Iterator[Operation]:
        """Every session on every start, for every demand with an operation."""
        sessions = self._hospital.index.sessions
        for number, demand in enumerate(self._demands):
            if demand.surgery is None:
                continue
            for opening in self._hospital.theatres.openings(demand):
                session = sessions[opening.session or ""]
                for start in range(opening.low, opening.high + 1):
                    rows = self._minutes(session, demand.surgery, start)
                    yield Operation(number, start, session.id, rows, demand.surgery.minutes)

    def _minutes(self, session: Session, surgery: Surgery, start: int) -> tuple[int, int]:
        """The rows of the session's and of the surgeon's minutes."""
        theatres = self._hospital.theatres
        day = (start + surgery.offset) // self._hospital.index.problem.horizon.day
        left = {session.id: theatres.left(session), (surgery.surgeon, day): theatres.surgeon_left(surgery.surgeon, day)}
        for key, minutes in left.items():
            if key not in self._numbers:
                self._numbers[key] = len(self._left)
                self._left.append(minutes)
        return self._numbers[session.id], self._numbers[surgery.surgeon, day]


def taken(limits: Limits, columns: Columns) -> Entries:
    """What every column's stay takes of the limits."""
    nights = columns.end - columns.start
    column = np.repeat(np.arange(len(columns)), nights)
    night = np.arange(len(column)) - np.repeat(np.cumsum(nights) - nights, nights) + columns.start[column]
    rows, which = [], []
    for family in limits.families:
        group = family.group[columns.kind[column]]
        counted = family.counts[columns.demand[column]] & (group >= 0)
        rows.append(family.offset + group[counted] * family.left.shape[1] + night[counted])
        which.append(column[counted])
    return Entries(np.concatenate(rows), np.concatenate(which), np.ones(sum(map(len, rows))))


def scarce(limits: Limits, uses: Entries) -> Entries:
    """Without the limits that are kept whatever is chosen."""
    used = np.bincount(uses.rows, weights=uses.values, minlength=len(limits.left))
    kept = (used > limits.left)[uses.rows]
    return Entries(uses.rows[kept], uses.columns[kept], uses.values[kept])
