"""A surgeon operates no longer than allowed on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Theatres


@inlined
def surgeon_has(theatres: Theatres, surgeon: int, day: int, minutes: int) -> bool:
    """Whether the surgeon can do one more operation on the day."""
    return bool(theatres.surgeon_left[surgeon, day] >= minutes)


@inlined
def use_surgeon(theatres: Theatres, surgeon: int, day: int, minutes: int) -> None:
    """The surgeon does an operation (a negative figure takes it back)."""
    theatres.surgeon_left[surgeon, day] -= minutes
