"""The newest plan's figures, as the board's panel and the director's page show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bedcentre.domain.proposals import GREEDY, PlanRecord
from bedcentre.usecases.board.picture import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One of the five levels of cost: the first outranks all below. None where nobody computed it."""

    number: int
    cost: int
    greedy: int | None
    bound: int | None

    @property
    def saved(self) -> int | None:
        """What the plan spares against the instant one."""
        return None if self.greedy is None else self.greedy - self.cost


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """The newest plan, if any; ``proposals`` are still open. ``fallback``: the instant plan stands, unimproved."""

    now: datetime = field(compare=False)
    plan: PlanRecord | None
    proposals: int
    levels: tuple[Level, ...]
    items: tuple[tuple[str, int], ...]

    @property
    def fallback(self) -> bool:
        """Whether the solver did not answer."""
        return self.plan is not None and self.plan.method == GREEDY

    @property
    def decisive(self) -> Level | None:
        """The highest level on which the plan differs from the instant one: there the improvement lies."""
        return next((each for each in self.levels if each.saved), None)


def plan_figures(picture: Picture) -> PlanFigures:
    """The newest plan in figures."""
    plan = picture.plan
    levels = () if plan is None else tuple(_level(plan, index) for index in range(len(plan.levels)))
    items = () if plan is None else tuple(sorted(plan.items.items(), key=lambda item: -item[1]))
    return PlanFigures(now=picture.now, plan=plan, proposals=len(picture.proposals), levels=levels, items=items)


def _level(plan: PlanRecord, index: int) -> Level:
    return Level(
        number=index + 1,
        cost=plan.levels[index],
        greedy=plan.greedy_levels[index] if plan.greedy_levels else None,
        bound=plan.bound[index] if plan.bound else None,
    )
