"""Alembic runs this file for every command; the caller opens the connection and its transaction."""

from __future__ import annotations

from alembic import context

from bedcentre.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
