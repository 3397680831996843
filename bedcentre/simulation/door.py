"""What the simulation needs of the running application, which is put together above it (``bootstrap.py``)."""

from __future__ import annotations

from typing import Protocol

from bedcentre.clock import Clock
from bedcentre.domain.people import Actor
from bedcentre.planning.house import House


class Answer(Protocol):
    """What came of a command."""

    @property
    def made(self) -> int | None:
        """The id of what it made, if anything."""


class Door(House, Protocol):
    """The one door to the hospital, with its clock."""

    @property
    def clock(self) -> Clock:
        """Tells the hospital's time."""

    def execute(self, command: object, actor: Actor, command_id: str | None = None) -> Answer:
        """Carry out one command, once per ``command_id``."""
