"""What goes through the pipe between the planner and the solver's process, as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from bedcentre.planning.answers import Answer
from optimizer.plan import Plan
from optimizer.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One question, and the plan that people have been shown so far."""

    problem: Problem
    shown: Plan
    seconds: float
    workers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer, or why there is none."""

    answer: Answer | None = None
    failure: str = ""


JOB = TypeAdapter(Job)
REPLY = TypeAdapter(Reply)
