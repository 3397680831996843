"""Simulated annealing: small changes, worse ones taken ever more rarely."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import random

    from optimizer.search.budget import Budget

BATCH: Final = 500

# Tries one random change, makes it if it adds at most the given limit, and returns what it added.
Move: TypeAlias = Callable[[float], int]


def anneal(
    moves: Sequence[Move],
    chance: random.Random,
    budget: Budget,
    *,
    heat: tuple[float, float],
    watch: Callable[[int], None],
) -> None:
    """Try ``moves``, each as likely, until the budget is spent.

    Args:
        moves: the neighbourhoods; one that shall be tried more often is listed more often.
        chance: the source of randomness.
        budget: how long.
        heat: what a change may typically add, at the beginning and at the end.
        watch: is told now and then what has been added in all.
    """
    hot, cold = heat
    draw, log, count = chance.random, math.log, len(moves)
    added = 0
    share = budget.spend(0)
    while share < 1:
        heat_now = hot * (cold / hot) ** share
        for _ in range(BATCH):
            added += moves[int(draw() * count)](-heat_now * log(1 - draw()))
        watch(added)
        share = budget.spend(BATCH)
