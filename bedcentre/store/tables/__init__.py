"""The tables, as the newest migration leaves them."""

from bedcentre.store.tables import journal, people, places, requests
from bedcentre.store.tables.base import metadata

__all__ = ["journal", "metadata", "people", "places", "requests"]
