"""How a solve ended. There is no empty plan standing for "none"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from optimizer.cost import Cost
    from optimizer.plan import Plan
    from optimizer.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimal:
    """A plan that is proven best."""

    plan: Plan
    cost: Cost
    work: Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasible:
    """A plan that keeps every hard rule; ``bound`` is the proven lower bound per level (None = none proven)."""

    plan: Plan
    cost: Cost
    bound: tuple[int, ...] | None
    method: str
    work: Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Infeasible:
    """No plan can keep every hard rule; ``conflicts`` name the ones that clash."""

    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlanInTime:
    """Time ran out before any plan was found."""

    seconds: float


Outcome: TypeAlias = Optimal | Feasible | Infeasible | NoPlanInTime
