"""More time in theatres: longer sessions, further ones, surgeons who stay longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.explain.changes import AddSession, LongerSession, Overtime
from optimizer.explain.ideas.idea import Idea
from optimizer.problem import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.explain.changes import Change
    from optimizer.explain.ideas.idea import Asked
    from optimizer.problem import Session, Surgery

SESSIONS: Final = 3  # that are soonest


def theatre_time(asked: Asked) -> Iterator[Idea]:
    """Time for the operation in the sessions and on the days of the demand's window."""
    around, demand = asked.around, asked.around.demand
    surgery, problem = demand.surgery, asked.around.index.problem
    if surgery is None:
        return
    first, last = demand.release + surgery.offset, min(demand.due, asked.before - 1) + surgery.offset
    near = [each for each in problem.sessions if each.start <= last and each.end > first - surgery.minutes]
    own = [each for each in around.hospital.theatres.sessions(surgery.surgeon) if each in near]
    for each in own[:SESSIONS]:
        for minutes in _missing(asked, surgery, each, first):
            yield _idea(LongerSession(session=each.id, minutes=minutes), minutes)
    for each in [*own, *(each for each in near if each not in own)][:SESSIONS]:
        yield _idea(AddSession(session=each.id, surgeon=surgery.surgeon), each.minutes)
    for day in range(len(around.index.surgeons[surgery.surgeon].minutes)):
        minutes = surgery.minutes - around.hospital.theatres.surgeon_left(surgery.surgeon, day)
        if minutes > 0 and any(each.start // problem.horizon.day == day for each in own):
            yield _idea(Overtime(surgeon=surgery.surgeon, day=day, minutes=minutes), minutes)


def _missing(asked: Asked, surgery: Surgery, session: Session, first: int) -> set[int]:
    """Minutes that may be missing: of those allowed, for the earliest operation, for one after all the others."""
    missing = {surgery.minutes - asked.around.hospital.theatres.left(session)}
    if asked.around.index.problem.horizon.grid is Grid.MINUTES:
        missing |= {first + surgery.minutes - session.end, surgery.minutes}
    return {minutes for minutes in missing if minutes > 0}


def _idea(change: Change, minutes: int) -> Idea:
    return Idea(type(change).__name__, (minutes, repr(change)), change)
