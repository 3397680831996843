"""Which theatres and surgeons are busy when, and in which sessions a demand could be operated."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from optimizer.problem import Grid
from optimizer.state.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.index import Index
    from optimizer.problem import Demand, Session, Surgery

UNLIMITED = 1 << 40


class Opening(NamedTuple):
    """A stay may start in [low, high]; ``blocked`` are the sorted spans its operation must miss."""

    session: str | None
    low: int
    high: int
    blocked: tuple[Span, ...] = ()


class Theatres:
    """The operations planned so far."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._day = index.problem.horizon.day
        self._minutes = index.problem.horizon.grid is Grid.MINUTES
        self._booked: dict[str, tuple[Session, Surgery, int]] = {}
        self._used: Counter[str] = Counter()
        self._operated: Counter[tuple[str, int]] = Counter()
        self._open: dict[str, list[Session]] = {}

    def add(self, demand: Demand, session: str, start: int) -> None:
        """Book the operation of a stay that starts at ``start``."""
        if demand.surgery is not None:
            begin = start + demand.surgery.offset
            self._booked[demand.id] = (self._index.sessions[session], demand.surgery, begin)
            self._count(demand.id, 1)

    def remove(self, demand: Demand) -> None:
        """Cancel the demand's operation, if it has one."""
        if demand.id in self._booked:
            self._count(demand.id, -1)
            del self._booked[demand.id]

    def openings(self, demand: Demand) -> Iterator[Opening]:
        """When the stay may start as far as its window and its operation are concerned."""
        low, high = demand.release, min(demand.due, self._index.problem.horizon.length - 1)
        if demand.surgery is None:
            yield Opening(None, low, high)
            return
        for session in self.sessions(demand.surgery.surgeon):
            if self.left(session) >= demand.surgery.minutes:
                yield from self._in_session(demand.surgery, session, low, high)

    def _in_session(self, surgery: Surgery, session: Session, low: int, high: int) -> Iterator[Opening]:
        length = surgery.minutes if self._minutes else 1
        low = max(low, session.start - surgery.offset)
        high = min(high, session.end - length - surgery.offset)
        blocked = self._blocked(surgery, session) if self._minutes else ()
        for day in range((low + surgery.offset) // self._day, (high + surgery.offset) // self._day + 1):
            if self.surgeon_left(surgery.surgeon, day) >= surgery.minutes:
                begin = day * self._day - surgery.offset
                first, last = max(low, begin), min(high, begin + self._day - 1)
                if first <= last:
                    yield Opening(session.id, first, last, blocked)

    def operated(self) -> Iterator[tuple[str, str, int]]:
        """Surgeon, theatre and day of every operation booked."""
        for session, surgery, begin in self._booked.values():
            yield surgery.surgeon, session.theatre, begin // self._day

    def left(self, session: Session) -> int:
        """The minutes left in a session."""
        return session.minutes - self._used[session.id]

    def surgeon_left(self, surgeon: str, day: int) -> int:
        """The minutes a surgeon may still operate on a day; a huge figure where there is no limit."""
        allowed = self._index.surgeons[surgeon].minutes
        return allowed[day] - self._operated[surgeon, day] if day < len(allowed) else UNLIMITED

    def sessions(self, surgeon: str) -> list[Session]:
        """The sessions open to the surgeon."""
        if surgeon not in self._open:
            self._open[surgeon] = [
                session
                for session in self._index.problem.sessions
                if session.surgeons is None or surgeon in session.surgeons
            ]
        return self._open[surgeon]

    def _count(self, demand: str, sign: int) -> None:
        session, surgery, begin = self._booked[demand]
        self._used[session.id] += sign * surgery.minutes
        self._operated[surgery.surgeon, begin // self._day] += sign * surgery.minutes

    def _blocked(self, surgery: Surgery, session: Session) -> tuple[Span, ...]:
        """When theatre or surgeon is busy."""
        return tuple(
            sorted(
                (begin, begin + busy.minutes)
                for booked, busy, begin in self._booked.values()
                if busy.surgeon == surgery.surgeon or booked.theatre == session.theatre
            )
        )
