"""Other processes at work on the same hospital; each opens the database for itself."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from bedcentre.domain.errors import TakenError
from bedcentre.store.engine import open_engine
from bedcentre.usecases.beds import ConfirmBed
from bedcentre.usecases.proposals import HoldBed
from tests.store.house import House
from tests.store.small import BED_IDS, POLICY, START

ROUNDS = 50
LONGEST_WAIT = 60
"""Seconds after which a test gives up on a process."""


def processes() -> ForkServerContext:
    """Processes that share nothing with this one but what this module imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def compete(url: str, rival: int, start: Barrier, results: Queue[dict[int, int]]) -> None:
    """Try to hold one bed in every round, each half an hour after the one before; answer {round: hold} of those won."""
    house = House(open_engine(url))
    start.wait(LONGEST_WAIT)
    won = {}
    for number in range(ROUNDS):
        house.now = START + number * POLICY.hold
        try:
            hold_id = house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"), command_id=f"rival-{rival}-{number}")
        except TakenError:
            continue
        assert hold_id is not None
        won[number] = hold_id
    house.engine.dispose()
    results.put(won)


def confirm(url: str) -> None:
    """Change something, once."""
    house = House(open_engine(url))
    house.do(ConfirmBed(bed_id=BED_IDS["I-1"]), command_id="from another process")
    house.engine.dispose()
