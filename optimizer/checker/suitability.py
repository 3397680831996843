"""Which places suit a demand at all, and why the others do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.registry import PER_PLACE
from optimizer.checker.report import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.checker.context import Context
    from optimizer.index import Index
    from optimizer.problem import Demand, Place


def refusals(index: Index, demand: Demand, place: Place) -> Iterator[Violation]:
    """Every reason why the demand can never have the place, whoever else is there."""
    for rule, reason in PER_PLACE.items():
        detail = reason(index, demand, place)
        if detail is not None:
            yield Violation(rule=rule, about=demand.id, detail=detail)


def suits(index: Index, demand: Demand, place: Place) -> bool:
    """Whether the demand could have the place if nobody else were there."""
    for reason in PER_PLACE.values():  # noqa: SIM110 - asked a million times for a large hospital: no generator
        if reason(index, demand, place) is not None:
            return False
    return True


def unsuitable(context: Context) -> Iterator[Violation]:
    """Find planned demands in places that do not suit them."""
    for demand, placement in context.planned():
        yield from refusals(context.index, demand, context.index.places[placement.place])
