"""Annealing on all cores: a chain on each, and the best answer of all."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from optimizer.nights.chain import Chain
from optimizer.nights.heat import Heat
from optimizer.nights.setting import board_of
from optimizer.nights.translation import Translation
from optimizer.search.budget import TimeOverError

if TYPE_CHECKING:
    from optimizer.incumbent import Incumbent
    from optimizer.nights import Worth
    from optimizer.search.budget import Budget
    from optimizer.state.hospital import Hospital

log = logging.getLogger(__name__)


_ROUND: Final = 50_000  # moves between two looks at the clock
_OFFERS: Final = 40  # how often a better plan is offered at most


def anneal(
    hospital: Hospital, incumbent: Incumbent, budget: Budget, *, workers: int, seed: int, worth: Worth | None
) -> int:
    """Anneal from the incumbent's plan until the budget is spent; the same steps for the same seed and workers.

    Returns how many moves were tried.
    """
    problem = hospital.index.problem
    try:
        board = board_of(hospital, worth, budget)
    except TimeOverError:
        return 0
    if not (len(board.people.movable) or problem.nurses):
        return 0
    translation = Translation(problem, board)
    answer = translation.answer(incumbent.plan)
    chains = [Chain(board, answer, (seed, number)) for number in range(workers)]
    heat = Heat(problem)
    offered, shown = chains[0].weight, 0
    with ThreadPoolExecutor(workers) as pool:
        while (share := budget.spend(0)) < 1:
            plan = None
            if (best := _best(chains)).weight < offered and share * _OFFERS >= shown:
                offered, shown = best.weight, int(share * _OFFERS) + 1
                plan = translation.plan(best.best)
            running = [pool.submit(chain.run, heat.at(share), _ROUND) for chain in chains]
            if plan is not None:
                incumbent.offer(plan)
            for one in running:
                one.result()
            budget.spend(_ROUND)
    incumbent.offer(translation.plan(_best(chains).best))
    tried = sum(chain.tried for chain in chains)
    log.info("annealing tried %d moves on %d cores", tried, workers)
    return tried


def _best(chains: list[Chain]) -> Chain:
    return min(chains, key=lambda chain: chain.weight)
