"""How the engine's time and memory grow with the hospital, for the plan of the hour and for the look ahead."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from bedcentre.planning.answers import NOTHING
from bedcentre.planning.house import House
from bedcentre.planning.instant import instant
from bedcentre.planning.jobs import JOB, Job
from bedcentre.planning.snapshot import operational
from bedcentre.planning.solving import reply_to
from bedcentre.planning.tactical import tactical

MEGABYTE = 1024
"""Kilobytes, in which the system counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One question's size, the processor seconds of the plan there is at once, and what searching took.

    ``searched`` are seconds by the clock, from the question to the checked answer; ``memory`` is the peak of the
    engine's process, megabytes; ``levels`` is None where no plan was found in time.
    """

    grid: str
    places: int
    demands: int
    instant: float
    searched: float
    memory: int
    levels: tuple[int, ...] | None


def grown(house: House, seconds: float) -> Iterator[Growth]:
    """The plan of the hour and the look ahead of one hospital, ``seconds`` for the search of each."""
    with house.reader() as reader:
        problems = operational(reader).problem, tactical(reader).problem
    for problem in problems:
        job = Job(problem=problem, shown=NOTHING, seconds=seconds, workers=house.settings.plan_workers)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            at_once, searched, memory, levels = apart.submit(_measured, JOB.dump_json(job)).result()
        yield Growth(
            grid=problem.horizon.grid.value,
            places=len(problem.places),
            demands=len(problem.demands),
            instant=at_once,
            searched=searched,
            memory=memory,
            levels=levels,
        )


def _measured(question: bytes) -> tuple[float, float, int, tuple[int, ...] | None]:
    from bedcentre.planning.searching import searched  # noqa: PLC0415 - OR-Tools is loaded in this process alone

    job = JOB.validate_json(question)
    before = time.process_time()
    instant(job.problem, job.shown)
    took, begun = time.process_time() - before, time.perf_counter()
    answer = reply_to(job, searched, lambda: False).answer
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    return took, time.perf_counter() - begun, memory, None if answer is None else answer.levels
