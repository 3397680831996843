"""What the planner needs of the running application, which is put together above it (``bootstrap.py``)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from bedcentre.config import Settings
from bedcentre.domain.events import Recorded
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.ports import Reader

PLANNER = Actor(user_id=0, name="planner", role=Role.SYSTEM)
"""Who publishes plans and lets holds expire."""


class Done(Protocol):
    """A command was carried out."""

    @property
    def made(self) -> int | None:
        """The id of what it made, if anything."""


class House(Protocol):
    """The one door: read, command, and hear of what others commanded."""

    @property
    def settings(self) -> Settings:
        """How this installation runs."""

    def reader(self) -> AbstractContextManager[Reader]:
        """A consistent view of the hospital as it is now."""

    def execute(self, command: object, actor: Actor, command_id: str | None = None) -> Done:
        """Carry out one command in one transaction."""

    def journal_since(self, sequence: int, limit: int = 1000) -> list[Recorded]:
        """Journal rows after ``sequence``, oldest first."""

    def subscribe(self, callback: Callable[[int], None]) -> Callable[[], None]:
        """Be told of every commit; returns the way out."""
