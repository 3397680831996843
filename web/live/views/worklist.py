"""A worklist: the page reads its list again whenever something happened that the list is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bedcentre.domain.events import Event
from web.live.sight import Sight
from web.live.view import Fragment
from web.looks import Looks
from web.sessions import Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The last journal row that the list is about: when it changes, the page asks for its list again."""

    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """What a list is about: types of events. The mark has no words, so that all languages share it."""

    about: frozenset[str]
    language: str = "en"

    def fragments(self, sight: Sight) -> Iterator[Fragment]:
        """The mark alone."""
        yield mark(sight, self.about)


def mark(sight: Sight, about: frozenset[str]) -> Fragment:
    """The mark of a list about these types of events."""
    row = max((sight.picture.last.get(kind, 0) for kind in about), default=0)
    return Fragment(target="mark", template="mark.html", it=Mark(row=row))


def names_of(about: Iterable[type[Event]]) -> frozenset[str]:
    """Types of events as the picture knows them."""
    return frozenset(each.__name__ for each in about)


def list_of(*about: type[Event]) -> Callable[[Visitor, Looks, Mapping[str, str]], ListView]:
    """The view of a list that changes with these events."""
    view = ListView(about=names_of(about))
    return lambda _visitor, _looks, _query: view
