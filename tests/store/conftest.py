"""The fixtures of the store's tests."""

from tests.store.fixtures import blank, databases, engine, house, postgresql, sqlite, worn

__all__ = ["blank", "databases", "engine", "house", "postgresql", "sqlite", "worn"]
