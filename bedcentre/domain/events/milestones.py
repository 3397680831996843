"""Things to be done by somebody are set, done, waived, moved or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.milestones import Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonesSet:
    """A demand or encounter got things to be done."""

    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChanged:
    """A milestone was reached, waived or opened again; ``milestone`` is as it is from now on."""

    milestone: Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonesMoved:
    """Milestones are due at other times: ``due`` by their id."""

    due: dict[int, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonesDropped:
    """What was to be done is so no longer, for ``cause``: its demand or encounter is over, or it was called off."""

    milestone_ids: tuple[int, ...]
    cause: str
