"""What there is to see at one instant, worked out once for all views that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.numbers import Numbers, numbers
from bedcentre.usecases.board.picture import Changes, Picture
from bedcentre.usecases.board.plan import PlanFigures, plan_figures
from bedcentre.usecases.board.queue import QueueCard, cards
from bedcentre.usecases.board.tiles import Tile, tiles
from bedcentre.usecases.board.wards import WardHead, heads


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A picture, what changed in it since the last one (None: perhaps everything), and the board's models of that."""

    picture: Picture
    changes: Changes | None
    _cards: dict[Names, Mapping[int, QueueCard]] = field(default_factory=dict)

    @cached_property
    def tiles(self) -> Mapping[int, Tile]:
        """The tiles of changed beds and of those in their rooms."""
        return tiles(self.picture, self.changes.beds if self.changes else None)

    @cached_property
    def heads(self) -> Mapping[int, WardHead]:
        """All wards' head lines: their figures hang together."""
        return heads(self.picture)

    @cached_property
    def numbers(self) -> Numbers:
        """The strip at the top."""
        return numbers(self.picture)

    @cached_property
    def plan(self) -> PlanFigures:
        """The plan's panel."""
        return plan_figures(self.picture)

    def cards(self, names: Names) -> Mapping[int, QueueCard]:
        """The queue's cards of changed demands, and of who comes into the rooms of changed beds."""
        if names not in self._cards:
            self._cards[names] = cards(self.picture, names, self._asked())
        return self._cards[names]

    def _asked(self) -> set[int] | None:
        if self.changes is None:
            return None
        changed = {self.picture.beds[bed_id].room.id for bed_id in self.changes.beds}
        claims = (claim for room in changed for each in self.picture.rooms[room] for claim in each.claims)
        coming = {claim.interval.demand_id for claim in claims}
        return {demand_id for demand_id in self.changes.demands | coming if demand_id is not None}
