"""What the simulation needs of the running application."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from bedcentre.clock import Clock
from bedcentre.config import Settings
from bedcentre.domain.events import Recorded
from bedcentre.domain.people import Actor
from bedcentre.store.users import Users
from bedcentre.usecases.ports import Reader


class Answer(Protocol):
    """What came of a command."""

    @property
    def made(self) -> int | None:
        """The id of what it made, if anything."""


class Door(Protocol):
    """The one door to the hospital; ``bootstrap.Application`` is one."""

    @property
    def clock(self) -> Clock:
        """Tells the hospital's time."""

    @property
    def settings(self) -> Settings:
        """How this installation runs."""

    @property
    def users(self) -> Users:
        """Who may sign in."""

    def execute(self, command: object, actor: Actor, command_id: str | None = None) -> Answer:
        """Carry out one command, once per ``command_id``."""

    def reader(self) -> AbstractContextManager[Reader]:
        """A consistent view of the hospital as it is now."""

    def journal_since(self, sequence: int, limit: int = 1000) -> list[Recorded]:
        """Journal rows after ``sequence``, oldest first."""
