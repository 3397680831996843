"""An operation happens inside a session of a theatre that its surgeon may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.report import HardRule, Violation
from optimizer.problem import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context
    from optimizer.plan import Placement
    from optimizer.problem import Demand, Session, Surgery


def session(context: Context) -> Iterator[Violation]:
    """Find operations without a session, at a time or by a surgeon it is not for, and idle sessions."""
    minutes = context.problem.horizon.grid is Grid.MINUTES
    for demand, placement in context.planned():
        given = context.index.sessions.get(placement.session or "")
        for detail in _wrong(demand, placement, given, minutes=minutes):
            yield Violation(rule=HardRule.SESSION, about=demand.id, detail=detail)


def _wrong(demand: Demand, placement: Placement, given: Session | None, *, minutes: bool) -> Iterator[str]:
    surgery = demand.surgery
    if surgery is None:
        if placement.session is not None:
            yield f"has no operation but is in session {placement.session}"
    elif given is None:
        yield "has an operation but is in no session"
    else:
        if not _contains(given, surgery, placement.start, minutes=minutes):
            yield f"is operated outside session {given.id} [{given.start}, {given.end})"
        if given.surgeons is not None and surgery.surgeon not in given.surgeons:
            yield f"is operated in session {given.id}, which is not open to surgeon {surgery.surgeon}"


def _contains(given: Session, surgery: Surgery, admitted: int, *, minutes: bool) -> bool:
    start = admitted + surgery.offset
    return given.start <= start and start + (surgery.minutes if minutes else 1) <= given.end
