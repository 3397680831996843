"""Annealing on all cores: a chain on each; now and then all go on from the best answer."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple

from optimizer.nights.chain import Chain
from optimizer.nights.setting import board_of
from optimizer.nights.translation import Translation
from optimizer.problem import SoftRule
from optimizer.search.weights import Weights

if TYPE_CHECKING:
    from optimizer.incumbent import Incumbent
    from optimizer.problem import Problem
    from optimizer.search.budget import Budget

log = logging.getLogger(__name__)


class Cooling(NamedTuple):
    """From one share of the budget to another the heat falls from a part of the hottest to nothing."""

    begin: float
    end: float
    part: float

    def heat(self, share: float) -> float:
        """The part of the hottest at a share of the budget."""
        return self.part * (self.end - share) / (self.end - self.begin)


_HOTTEST: Final = 1.6  # mean prices of what one step typically changes
_COOLINGS: Final = (Cooling(0.0, 0.8, 1.0), Cooling(0.8, 1.0, 0.4))
_ROUND: Final = 50_000  # moves between two looks at the clock
_OFFERS: Final = 40  # how often a better plan is offered at most


def anneal(problem: Problem, incumbent: Incumbent, budget: Budget, *, workers: int, seed: int) -> int:
    """Anneal from the incumbent's plan until the budget is spent; the same steps for the same seed and workers.

    Returns how many moves were tried.
    """
    board = board_of(problem)
    translation = Translation(problem, board)
    answer = translation.answer(incumbent.plan)
    chains = [Chain(board, answer, (seed, number)) for number in range(workers)]
    hottest = _HOTTEST * _mean_price(problem)
    offered, shown = chains[0].weight, 0
    with ThreadPoolExecutor(workers) as pool:
        for cooling in _COOLINGS:
            while (share := budget.spend(0)) < cooling.end:
                plan = None
                if (best := _best(chains)).weight < offered and share * _OFFERS >= shown:
                    offered, shown = best.weight, int(share * _OFFERS) + 1
                    plan = translation.plan(best.best)
                running = [pool.submit(chain.run, hottest * cooling.heat(share), _ROUND) for chain in chains]
                if plan is not None:
                    incumbent.offer(plan)
                for one in running:
                    one.result()
                budget.spend(_ROUND)
            for chain in chains:
                chain.go_on_from(_best(chains))
    incumbent.offer(translation.plan(_best(chains).best))
    tried = sum(chain.tried for chain in chains)
    log.info("annealing tried %d moves on %d cores", tried, workers)
    return tried


def _mean_price(problem: Problem) -> float:
    """Of one unit of every rule but leaving out, which few steps do."""
    weights = Weights(problem)
    prices = [weights.of(rule) for rule in problem.prices if rule is not SoftRule.UNPLACED and weights.of(rule)]
    return sum(prices) / len(prices) if prices else 1.0


def _best(chains: list[Chain]) -> Chain:
    return min(chains, key=lambda chain: chain.weight)
