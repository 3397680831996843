"""Importing this module fills the registry of commands: one import instead of a hidden order."""

from bedcentre.usecases import (
    admissions,
    as_seen,
    beds,
    discharge,
    exams,
    isolation,
    lounge,
    milestones,
    moves,
    newcomers,
    planning,
    policy,
    preadmission,
    proposals,
    requests,
    special_groups,
    stays,
    ways_out,
)
from bedcentre.usecases.appointments import answers, no_shows, outbox, tend
from bedcentre.usecases.borrowing import commands as borrowing
from bedcentre.usecases.day_surgery import day, ending, order
from bedcentre.usecases.day_surgery import requests as day_surgery
from bedcentre.usecases.emergency import ambulances, care, escalation
from bedcentre.usecases.nursing import commands as nursing
from bedcentre.usecases.referrals import incoming, onward, quotas
from bedcentre.usecases.referrals import offers as partner_offers
from bedcentre.usecases.review import decisions
from bedcentre.usecases.standby import entries, offers

__all__ = [
    "admissions",
    "ambulances",
    "answers",
    "as_seen",
    "beds",
    "borrowing",
    "care",
    "day",
    "day_surgery",
    "decisions",
    "discharge",
    "ending",
    "entries",
    "escalation",
    "exams",
    "incoming",
    "isolation",
    "lounge",
    "milestones",
    "moves",
    "newcomers",
    "no_shows",
    "nursing",
    "offers",
    "onward",
    "order",
    "outbox",
    "partner_offers",
    "planning",
    "policy",
    "preadmission",
    "proposals",
    "quotas",
    "requests",
    "special_groups",
    "stays",
    "tend",
    "ways_out",
]
