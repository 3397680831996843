"""The stand-by list, freed slots and their offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.standby import Offer, Opening, StandbyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class StandbyJoined:
    """A demand is on the stand-by list."""

    entry: StandbyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class StandbyLeft:
    """A demand is on it no longer."""

    demand_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFreed:
    """A promised slot or bed became free again, before its time."""

    opening: Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningClosed:
    """A freed slot was filled, or is no longer offered; ``opening`` is as it is from now on."""

    opening: Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOffered:
    """A freed slot was offered to somebody on the stand-by list."""

    offer: Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferClosed:
    """An offer was accepted, declined, too late or withdrawn; ``offer`` is as it is from now on."""

    offer: Offer
