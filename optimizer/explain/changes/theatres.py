"""Changes to theatres and surgeons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from optimizer.explain.changes.mending import mended, one
from optimizer.formats.findings import ProblemError
from optimizer.problem import Grid

if TYPE_CHECKING:
    from optimizer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerSession:
    """The session has ``minutes`` more."""

    session: str
    minutes: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the longer session."""
        given = one(problem.sessions, self.session, "session")
        later = self.minutes if problem.horizon.grid is Grid.MINUTES else 0
        longer = replace(given, minutes=given.minutes + self.minutes, end=given.end + later)
        return replace(problem, sessions=mended(problem.sessions, longer))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSession:
    """One more session like ``session``, at the same time in a theatre of its own, open to ``surgeon`` too if named."""

    session: str
    surgeon: str | None = None

    @property
    def id(self) -> str:
        """The new session's id."""
        return f"{self.session}+1"

    def apply(self, problem: Problem) -> Problem:
        """The problem with the further session."""
        like = one(problem.sessions, self.session, "session")
        surgeons = like.surgeons
        if self.surgeon is not None:
            one(problem.surgeons, self.surgeon, "surgeon")
            surgeons = None if surgeons is None else surgeons | {self.surgeon}
        if any(each.id == self.id for each in problem.sessions):
            raise ProblemError((f"session {self.id!r} is there already; choose another one to add to",))
        added = replace(like, id=self.id, theatre=f"{like.theatre}+1", surgeons=surgeons)
        return replace(problem, sessions=(*problem.sessions, added))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtime:
    """The surgeon operates ``minutes`` more on day ``day`` of the horizon."""

    surgeon: str
    day: int
    minutes: int

    def apply(self, problem: Problem) -> Problem:
        """The problem with the surgeon's longer day."""
        given = one(problem.surgeons, self.surgeon, "surgeon")
        if not 0 <= self.day < len(given.minutes):
            raise ProblemError((f"surgeon {given.id!r} has no limit on day {self.day}; name a day that has one",))
        allowed = tuple(each + self.minutes * (day == self.day) for day, each in enumerate(given.minutes))
        return replace(problem, surgeons=mended(problem.surgeons, replace(given, minutes=allowed)))
