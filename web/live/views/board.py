"""The whole hospital: as its coordinator works with it, as others may watch it, and as it hangs on the wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.queue import QueueCard
from web.live.sight import Sight
from web.live.view import Fragment
from web.looks import Looks
from web.sessions import Visitor

BOARD_ROLES = frozenset({Role.COORDINATOR, Role.DIRECTOR, Role.ADMINISTRATOR})
WALL_ROLES = BOARD_ROLES | {Role.NURSE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """A card of the queue; ``acts``: whether whoever looks may answer it."""

    card: QueueCard
    acts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """Tiles, ward heads and numbers; the queue too, unless it hangs on a wall."""

    language: str
    names: Names
    acts: bool
    queue: bool

    def fragments(self, sight: Sight) -> Iterator[Fragment]:
        """Changed tiles and cards; heads and numbers always, for their figures hang together."""
        for bed_id, tile in sight.tiles.items():
            yield Fragment(target=f"b{bed_id}", template="tile.html", it=tile)
        for ward_id, head in sight.heads.items():
            yield Fragment(target=f"w{ward_id}", template="ward_head.html", it=head)
        yield Fragment(target="numbers", template="numbers.html", it=sight.numbers)
        if self.queue:
            yield Fragment(target="plan", template="plan.html", it=sight.plan)
            for card in sight.cards(self.names).values():
                yield card_fragment(ShownCard(card=card, acts=self.acts))
            for demand_id in sight.picture.closed:
                yield Fragment(target=f"d{demand_id}", template="card.html", it=None, into="queue")


def card_fragment(shown: ShownCard) -> Fragment:
    """A card's place in the queue."""
    return Fragment(target=f"d{shown.card.demand.id}", template="card.html", it=shown, into="queue")


def board_view(visitor: Visitor, looks: Looks, _query: Mapping[str, str]) -> BoardView:
    """The board for whoever looks: the coordinator sees names and acts, the others see neither."""
    acts = visitor.role is Role.COORDINATOR
    return BoardView(language=looks.language, names=Names.FULL if acts else Names.NONE, acts=acts, queue=True)


def wall_view(_visitor: Visitor, looks: Looks, _query: Mapping[str, str]) -> BoardView:
    """The board without names and without anything to press."""
    return BoardView(language=looks.language, names=Names.NONE, acts=False, queue=False)
