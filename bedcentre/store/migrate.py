"""Bringing a database to the newest revision, whichever process comes first."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from bedcentre.store.engine import reading, writing

ADVISORY_LOCK = 0x62656463
"""Any number that nobody else locks: the bytes of "bedc"."""


def migrate(engine: Engine) -> None:
    """Apply all revisions the database lacks, in one transaction; a second process waits and finds nothing to do."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        command.upgrade(alembic_config(connection), "head")


def needs_migration(engine: Engine) -> bool:
    """Whether the database lacks a revision."""
    with reading(engine) as connection:
        context = MigrationContext.configure(connection)
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        return set(context.get_current_heads()) != set(scripts.get_heads())


def alembic_config(connection: Connection) -> Config:
    """How alembic finds the revisions of this package and works on an open connection."""
    config = Config()
    config.set_main_option("script_location", "bedcentre.store:migrations")
    config.attributes["connection"] = connection
    return config
