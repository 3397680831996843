"""Changes that look as if they might help; a new kind is one function here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.explain.ideas.people import earlier_leavers, giving_way, movers
from optimizer.explain.ideas.places import closed_places, later_starts, mixed_rooms, other_rules, reserves
from optimizer.explain.ideas.theatres import theatre_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.explain.ideas.idea import Asked, Idea

__all__ = ["ideas"]

_KINDS = (
    earlier_leavers,
    movers,
    giving_way,
    other_rules,
    mixed_rooms,
    reserves,
    closed_places,
    later_starts,
    theatre_time,
)


def ideas(asked: Asked) -> Iterator[Idea]:
    """Every change worth a trial."""
    for kind in _KINDS:
        yield from kind(asked)
