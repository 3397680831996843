"""What is asked for by name or number is there, or there is a clear error."""

from __future__ import annotations

from typing import TypeVar

from bedcentre.domain.errors import NotFoundError
from bedcentre.domain.messages import Message

Thing = TypeVar("Thing")


def found(thing: Thing | None, key: str, **name: str | int) -> Thing:
    """The thing itself.

    Raises:
        NotFoundError: there is none; the sentence is ``missing.<key>``.
    """
    if thing is None:
        raise NotFoundError(Message(f"missing.{key}", name))
    return thing
