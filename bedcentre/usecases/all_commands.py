"""Importing this module fills the registry of commands: one import instead of a hidden order."""

from bedcentre.usecases import (
    as_seen,
    beds,
    day_surgery,
    discharge,
    exams,
    lounge,
    milestones,
    newcomers,
    planning,
    policy,
    preadmission,
    proposals,
    requests,
    stays,
)
from bedcentre.usecases.borrowing import commands as borrowing

__all__ = [
    "as_seen",
    "beds",
    "borrowing",
    "day_surgery",
    "discharge",
    "exams",
    "lounge",
    "milestones",
    "newcomers",
    "planning",
    "policy",
    "preadmission",
    "proposals",
    "requests",
    "stays",
]
