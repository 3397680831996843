"""The engine's side of the pipe: answers one question after the other."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import TypeAlias

from bedcentre.planning.answers import Answer, repaired_answer
from bedcentre.planning.jobs import JOB, REPLY, Job, Reply

Answering: TypeAlias = Callable[[Job, Callable[[], bool]], Answer]
"""How a question is answered; the second argument says whether to stop with the best plan so far."""


def serve(pipe: Connection, stop: Event, answering: Answering, niceness: int) -> None:
    """Say when ready, then answer one question after the other until the pipe's other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(niceness)
    pipe.send_bytes(REPLY.dump_json(Reply()))
    while True:
        try:
            job = JOB.validate_json(pipe.recv_bytes())
        except EOFError:
            return
        pipe.send_bytes(REPLY.dump_json(reply_to(job, answering, stop.is_set)))


def reply_to(job: Job, answering: Answering, stopped: Callable[[], bool]) -> Reply:
    """Answer; whatever goes wrong is told, so that the plan there is can stand."""
    try:
        return Reply(answer=answering(job, stopped))
    except Exception as error:  # noqa: BLE001 - whatever breaks in the solver, the hospital goes on without it
        return Reply(failure=f"{type(error).__name__}: {error}")


def repaired(job: Job, _stopped: Callable[[], bool]) -> Answer:
    """The plan there is at once, near what people were shown."""
    return repaired_answer(job.problem, job.shown)
