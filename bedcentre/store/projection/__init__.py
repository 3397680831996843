"""From an event to the rows that show it: one function per event, the only writers of state."""

from bedcentre.store.projection import (
    appointments,
    beds,
    borrowing,
    day_surgery,
    emergency,
    lounge,
    milestones,
    nursing,
    plans,
    policy,
    preadmission,
    referrals,
    requests,
    review,
    special_groups,
    standby,
    stays,
)
from bedcentre.store.projection.dispatch import project

__all__ = [
    "appointments",
    "beds",
    "borrowing",
    "day_surgery",
    "emergency",
    "lounge",
    "milestones",
    "nursing",
    "plans",
    "policy",
    "preadmission",
    "project",
    "referrals",
    "requests",
    "review",
    "special_groups",
    "standby",
    "stays",
]
