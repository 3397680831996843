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

SESSIONS: Final = 3  # of each kind, those that are soonest


def theatre_time(asked: Asked) -> Iterator[Idea]:
    """Time for the operation in the sessions and on the days of the demand's window."""
    around, demand = asked.around, asked.around.demand
    surgery, problem = demand.surgery, asked.around.index.problem
    if surgery is None:
        return
    last = min(demand.due, asked.before - 1) + surgery.offset
    near = [each for each in problem.sessions if each.start <= last and each.end > demand.release + surgery.offset]
    theatres = around.hospital.theatres
    own = [each for each in theatres.sessions(surgery.surgeon) if each in near]
    for each in own[:SESSIONS]:
        timed = problem.horizon.grid is Grid.MINUTES
        short = surgery.minutes if timed else surgery.minutes - theatres.left(each)
        if short > 0:
            yield _idea(LongerSession(session=each.id, minutes=short), short)
    for each in (own or near)[:SESSIONS]:
        yield _idea(AddSession(session=each.id, surgeon=surgery.surgeon), each.minutes)
    for day in range(len(around.index.surgeons[surgery.surgeon].minutes)):
        short = surgery.minutes - theatres.surgeon_left(surgery.surgeon, day)
        if short > 0 and any(each.start // problem.horizon.day == day for each in own):
            yield _idea(Overtime(surgeon=surgery.surgeon, day=day, minutes=short), short)


def _idea(change: Change, minutes: int) -> Idea:
    return Idea(type(change).__name__, (minutes, repr(change)), change)
