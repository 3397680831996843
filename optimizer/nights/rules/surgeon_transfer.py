"""A surgeon stays in one theatre all day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Theatres


@inlined
def transfer(theatres: Theatres, surgeon: int, day: int, theatre: int) -> int:
    """One if an operation would bring the surgeon to a further theatre on the day."""
    return int(theatres.visits[surgeon, day, theatre] == 0 and theatres.visited[surgeon, day] > 0)


@inlined
def visit(theatres: Theatres, surgeon: int, day: int, theatre: int) -> None:
    """The surgeon has one operation more in the theatre."""
    before = theatres.visits[surgeon, day, theatre]
    theatres.visits[surgeon, day, theatre] = before + 1
    if before == 0:
        theatres.visited[surgeon, day] += 1


@inlined
def unvisit(theatres: Theatres, surgeon: int, day: int, theatre: int) -> None:
    """The surgeon has one operation less in the theatre."""
    after = theatres.visits[surgeon, day, theatre] - 1
    theatres.visits[surgeon, day, theatre] = after
    if after == 0:
        theatres.visited[surgeon, day] -= 1
