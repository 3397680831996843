"""Look-ups that say what is wrong, and tuples with one thing replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from optimizer.formats.findings import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(Protocol):
    """Anything in a problem that has an id."""

    @property
    def id(self) -> str:
        """The id."""


Thing = TypeVar("Thing", bound=Named)


def one(things: Iterable[Thing], name: str, what: str) -> Thing:
    """The thing of that id.

    Raises:
        ProblemError: there is none.
    """
    for thing in things:
        if thing.id == name:
            return thing
    raise ProblemError((f"{what} {name!r} is not in the problem; name one that is",))


def mended(things: Iterable[Thing], new: Thing) -> tuple[Thing, ...]:
    """The things with ``new`` instead of the one with its id."""
    return tuple(new if thing.id == new.id else thing for thing in things)
