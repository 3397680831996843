"""What a coordinator reads: why this bed or none, the next best beds, and the ways out, each with its command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bedcentre.domain.messages import Message
from bedcentre.domain.places import Ward
from bedcentre.usecases.beds import UnblockBed
from bedcentre.usecases.proposals import ChooseBed, ReleaseClaim
from bedcentre.usecases.ways_out import AskToLeaveEarlier, MakeRoom

Deed: TypeAlias = ChooseBed | UnblockBed | ReleaseClaim | AskToLeaveEarlier | MakeRoom
"""What a coordinator can do at once to take a way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A bed from ``start`` on."""

    bed_id: int
    label: str
    ward: Ward
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBed:
    """Another bed the demand could have, and what is worse about it (nothing: as good)."""

    place: Place
    worse: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What would give the demand ``place``: what has to happen, and what it costs others.

    ``deed`` is the command for it; None where somebody has to be called. ``signed``: it breaks a rule, and takes a
    reason on the record.
    """

    kind: str
    place: Place
    what: Message
    costs: tuple[Message, ...]
    deed: Deed | None
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The answer for one demand: the ``verdict`` with its ``reasons``; what is ``in_the_way`` of a (sooner) one."""

    demand_id: int
    verdict: Message
    reasons: tuple[Message, ...] = ()
    in_the_way: tuple[Message, ...] = ()
    others: tuple[OtherBed, ...] = ()
    ways: tuple[WayOut, ...] = ()
