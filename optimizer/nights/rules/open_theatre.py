"""Few theatres are opened in a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Theatres


@inlined
def opening(theatres: Theatres, theatre: int, day: int) -> int:
    """One if an operation would open the theatre on the day."""
    return int(theatres.used[theatre, day] == 0)


@inlined
def use_theatre(theatres: Theatres, theatre: int, day: int) -> None:
    """The theatre has one operation more."""
    theatres.used[theatre, day] += 1


@inlined
def unuse_theatre(theatres: Theatres, theatre: int, day: int) -> None:
    """The theatre has one operation less."""
    theatres.used[theatre, day] -= 1
