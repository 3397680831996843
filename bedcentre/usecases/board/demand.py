"""One demand in full: its card, and the beds for it with every reason against, seen before anybody chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.errors import NotFoundError
from bedcentre.domain.messages import Message
from bedcentre.usecases.board.choices import Choice, choice, choices
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.board.queue import QueueCard, cards
from bedcentre.usecases.ports import Reader

SHOWN = 20
"""Beds of each sort that a drawer lists; the search box finds the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandDetail:
    """A demand's drawer: how many beds suit and how many do not, and the best of both that match ``find``."""

    card: QueueCard
    now: datetime
    find: str
    suitable: int
    refused: int
    best: tuple[Choice, ...]
    others: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneChoice:
    """One bed for one demand. ``proposed``: the plan offers it."""

    card: QueueCard
    choice: Choice
    now: datetime
    proposed: bool


def demand_detail(reader: Reader, demand_id: int, find: str) -> DemandDetail:
    """The demand with the beds whose label or ward contains ``find``.

    Raises:
        NotFoundError: no such demand is open.
    """
    picture = take(reader)
    card = _card(picture, demand_id)
    drawn = choices(reader, card.demand)
    matching = [each for each in drawn if _matches(each, find.strip())]
    return DemandDetail(
        card=card,
        now=reader.now,
        find=find,
        suitable=sum(each.suitable for each in drawn),
        refused=sum(not each.suitable for each in drawn),
        best=tuple([each for each in matching if each.suitable][:SHOWN]),
        others=tuple([each for each in matching if not each.suitable][:SHOWN]),
    )


def one_choice(reader: Reader, demand_id: int, bed_id: int) -> OneChoice:
    """One bed for the demand, with all reasons against.

    Raises:
        NotFoundError: no such demand is open, or no such bed exists.
    """
    card = _card(take(reader), demand_id)
    return OneChoice(
        card=card,
        choice=choice(reader, card.demand, bed_id),
        now=reader.now,
        proposed=card.proposal is not None and card.proposal.bed_id == bed_id,
    )


def _card(picture: Picture, demand_id: int) -> QueueCard:
    drawn = cards(picture, Names.FULL, [demand_id])
    if demand_id not in drawn:
        raise NotFoundError(Message("missing.open_demand", {"id": demand_id}))
    return drawn[demand_id]


def _matches(choice: Choice, find: str) -> bool:
    return any(find in text for text in (choice.label, choice.ward.name_zh, choice.ward.name_en))
