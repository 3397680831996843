"""What a live page is to the hub: a view that names its fragments and draws their models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from web.live.sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A part of a page that can be pushed alone.

    ``target`` is the id of its element, ``template`` a file of ``templates/fragments`` and ``it`` the dataclass that
    template shows; None: the element goes away. ``into`` is the id of the list it belongs to, sorted by
    ``data-rank``; empty for an element that every page of the view has from the start.
    """

    target: str
    template: str
    it: object | None
    into: str = ""


class View(Protocol):
    """One kind of page in one language with one mask. Hashable: clients with equal views share what is drawn."""

    @property
    def language(self) -> str:
        """The language its fragments speak."""

    def fragments(self, sight: Sight) -> Iterator[Fragment]:
        """The fragments that the sight's changes may have altered; unchanged ones among them cost no push."""
