"""The tables, as the newest migration leaves them."""

from bedcentre.store.tables import (
    appointments,
    borrowing,
    day_surgery,
    emergency,
    journal,
    milestones,
    nursing,
    people,
    places,
    policy,
    preadmission,
    referrals,
    requests,
    review,
    sessions,
    special_groups,
    standby,
)
from bedcentre.store.tables.base import metadata

__all__ = [
    "appointments",
    "borrowing",
    "day_surgery",
    "emergency",
    "journal",
    "metadata",
    "milestones",
    "nursing",
    "people",
    "places",
    "policy",
    "preadmission",
    "referrals",
    "requests",
    "review",
    "sessions",
    "special_groups",
    "standby",
]
