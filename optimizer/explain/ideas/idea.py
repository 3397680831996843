"""A change that might help, how cheap it looks, and the search for such changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from optimizer.explain.around import NOTHING_LIFTED, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from optimizer.explain.around import Around, Lifted, Priced
    from optimizer.explain.changes import Change
    from optimizer.greedy import Levels
    from optimizer.index import Index
    from optimizer.problem import Place
    from optimizer.state.theatres import Opening


class Idea(NamedTuple):
    """A change not yet tried; of a ``kind`` the one with the smallest ``order`` is tried first."""

    kind: str
    order: tuple[object, ...]
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for: a start of the demand before tick ``before``, with the rest of the plan around it.

    ``limit`` is what the demand costs now, where others' costs tell what a plan costs (None = they do not).
    """

    around: Around
    before: int
    limit: Levels | None

    def windows(
        self, place: Place, lifted: Lifted = NOTHING_LIFTED, openings: Iterable[Opening] | None = None
    ) -> Iterator[Window]:
        """When the demand could start in ``place`` early enough."""
        for window in self.around.windows(place, lifted, openings):
            if window.low < self.before:
                yield window._replace(high=min(window.high, self.before - 1))

    def cheapest(self, place: Place, lifted: Lifted = NOTHING_LIFTED, index: Index | None = None) -> Priced | None:
        """The best early enough placement there as far as the demand's own cost goes."""
        return self.around.cheapest(place, self.windows(place, lifted), index)

    def pays(self, levels: Levels) -> bool:
        """Whether the plan would not lose, as far as that can be told beforehand."""
        return self.limit is None or levels <= self.limit


def idea(change: Change, priced: Priced, size: int = 0) -> Idea:
    """An idea as cheap as the demand would be there; of equally cheap ones the smaller change."""
    return Idea(type(change).__name__, (priced.levels, size, repr(change)), change)
