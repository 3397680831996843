"""Migrations lead to the tables the code expects, forwards and back, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from bedcentre.store.engine import open_engine, reading, writing
from bedcentre.store.migrate import alembic_config, migrate, needs_migration
from bedcentre.store.tables import metadata
from tests.store.fixtures import Databases


@pytest.fixture
def empty(databases: Databases) -> Iterator[Engine]:
    """A database without tables."""
    engine = open_engine(databases.empty())
    yield engine
    engine.dispose()


def test_empty_database_needs_migration_and_a_migrated_one_does_not(empty: Engine) -> None:
    assert needs_migration(empty)
    migrate(empty)
    assert not needs_migration(empty)
    migrate(empty)
    assert not needs_migration(empty)


def test_migrated_database_is_what_the_tables_say(empty: Engine) -> None:
    migrate(empty)
    with reading(empty) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_can_be_taken_back(empty: Engine) -> None:
    migrate(empty)
    with writing(empty) as connection:
        command.downgrade(alembic_config(connection), "base")
    assert set(inspect(empty).get_table_names()) <= {"alembic_version"}
    migrate(empty)
    assert not needs_migration(empty)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_address_that_is_no_kept_database_is_refused_with_the_way_out(url: str) -> None:
    with pytest.raises(ValueError, match="write sqlite:///"):
        open_engine(url)
