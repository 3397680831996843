"""The tables, as the newest migration leaves them."""

from bedcentre.store.tables import (
    borrowing,
    emergency,
    journal,
    milestones,
    people,
    places,
    policy,
    preadmission,
    requests,
    review,
    sessions,
)
from bedcentre.store.tables.base import metadata

__all__ = [
    "borrowing",
    "emergency",
    "journal",
    "metadata",
    "milestones",
    "people",
    "places",
    "policy",
    "preadmission",
    "requests",
    "review",
    "sessions",
]
