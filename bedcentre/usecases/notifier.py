"""How the hospital writes to somebody: a port with two adapters in ``bedcentre/messaging``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class NotDeliveredError(Exception):
    """A letter could not be handed over; ``problem`` is a short word for staff, without anything personal."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to ``to``. ``notice_id`` names it: the same letter sent again is the same letter."""

    notice_id: int
    to: str
    subject: str
    body: str
    link: str


class Notifier(Protocol):
    """Hands letters over."""

    def send(self, letter: Letter) -> None:
        """Hand the letter over; returns when somebody else is responsible for it.

        Raises:
            NotDeliveredError: nobody took it.
        """
