"""The tables, as the newest migration leaves them."""

from bedcentre.store.tables import (
    borrowing,
    journal,
    milestones,
    people,
    places,
    policy,
    preadmission,
    requests,
    sessions,
)
from bedcentre.store.tables.base import metadata

__all__ = [
    "borrowing",
    "journal",
    "metadata",
    "milestones",
    "people",
    "places",
    "policy",
    "preadmission",
    "requests",
    "sessions",
]
