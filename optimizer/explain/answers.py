"""Why a demand lies where it lies, or waits, and what would help: ids, ticks and costs, no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from optimizer.checker import HardRule
    from optimizer.cost import Cost
    from optimizer.explain.changes import Change
    from optimizer.explain.difference import Difference
    from optimizer.plan import Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another place the demand could have around the rest of the plan, and what the plan would cost more."""

    placement: Placement
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What keeps the demand out of ``places`` (none = it is the theatre) in [start, until), or for good (None).

    ``by`` names who or what: occupants, demands, a closure's reason, reserves, wards, rooms, features, sessions.
    """

    rule: HardRule
    places: tuple[str, ...]
    by: tuple[str, ...]
    start: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A change with which the demand gets ``placement``: tried, checked, and the plan costs ``difference`` more.

    ``moved`` are others' new placements; ``left_out`` are others who have none any more.
    """

    change: Change
    placement: Placement
    moved: tuple[Placement, ...]
    left_out: tuple[str, ...]
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The placement, what the demand's own items cost, and the best ``others``.

    If it starts later than wanted, ``blocks`` keep it from an earlier start and ``ways`` give it one.
    """

    placement: Placement
    cost: Cost
    others: tuple[Other, ...]
    blocks: tuple[Block, ...]
    ways: tuple[WayOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """No place: what being left out costs, what ``blocks`` the demand, and the cheapest ``ways`` out."""

    demand: str
    cost: Cost
    blocks: tuple[Block, ...]
    ways: tuple[WayOut, ...]


Explanation: TypeAlias = Placed | Waiting
